/** From here on planning a statement costs less than a plan that was made for something smaller. */
const LARGE = 1_000;

/**
 * A statement that PostgreSQL plans once and keeps, as long as it is about few rows. One about many is planned for
 * itself: a kept plan may be from the time when the tables were almost empty, and looks through a whole table for every
 * row.
 *
 * @param rows as many as the arrays have that the statement joins
 */
export function prepared(name: string, text: string, rows: number): { readonly text: string; readonly name?: string } {
  return rows > LARGE ? { text } : { name, text };
}
