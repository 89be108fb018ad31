/** A text of which each copy differs in a few places: only those bytes are written, nothing is built while it is measured. */
export class Stencil {
  private readonly bytes: Buffer;
  private readonly places: readonly (readonly number[])[];

  /** @param marks what stands in the text where each value belongs; a value has as many bytes as its mark */
  constructor(
    text: string,
    private readonly marks: readonly string[],
  ) {
    this.bytes = Buffer.from(text);
    this.places = marks.map((mark) => placesOf(this.bytes, Buffer.from(mark)));
  }

  get length(): number {
    return this.bytes.length;
  }

  /** @param values one for each mark, in ASCII */
  copy(...values: readonly string[]): Buffer {
    const copy = Buffer.from(this.bytes);
    for (const [at, value] of values.entries()) {
      if (value.length !== this.marks[at]?.length) throw new Error(`"${value}" does not fit "${this.marks[at]}".`);
      for (const place of this.places[at] ?? []) copy.write(value, place, 'latin1');
    }
    return copy;
  }
}

function placesOf(bytes: Buffer, mark: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) places.push(at);
  return places;
}
