/**
 * Records of one kind, found by their id and by the key of their procedure. A layer on top of another one hides what it
 * has itself, so that the changes of one message can be thrown away.
 */
export class KeyedRows<Row extends { readonly id: string }> {
  private readonly ids = new Map<string, string>();
  private readonly rows = new Map<string, Row>();

  constructor(private readonly below?: KeyedRows<Row>) {}

  get(key: string): Row | undefined {
    const id = this.idOf(key);
    return id === undefined ? undefined : this.at(id);
  }

  at(id: string): Row | undefined {
    return this.rows.get(id) ?? this.below?.at(id);
  }

  /** @param key `recordKey`; left out when the record has it already, or is not named by one here */
  set(row: Row, key?: string): void {
    this.rows.set(row.id, row);
    if (key !== undefined) this.ids.set(key, row.id);
  }

  mergeInto(base: KeyedRows<Row>): void {
    for (const row of this.rows.values()) base.set(row);
    for (const [key, id] of this.ids) base.ids.set(key, id);
  }

  private idOf(key: string): string | undefined {
    return this.ids.get(key) ?? this.below?.idOf(key);
  }
}
