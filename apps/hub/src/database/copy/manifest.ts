/** What a copy of the database consists of, as the manifest of a backup says it. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Name of the file in the folder of the copy. */
  readonly file: string;
  /** Of the file. */
  readonly sha256: string;
}

export interface DatabaseCopy {
  /** Of the one view that all tables were read in. */
  readonly takenAt: string;
  /** Says which hub this is: a restored one is the same. */
  readonly hub: string;
  /** Migrations the database had, in order. */
  readonly migrations: readonly string[];
  /** In an order in which the rows can be inserted. */
  readonly tables: readonly CopiedTable[];
  /** Months with partitions of their own, `YYYY-MM-01`. */
  readonly months: readonly string[];
}
