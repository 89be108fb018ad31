/** Pieces of TypeScript. The files are formatted when they are written. */

export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

const SHOWN_MAX = 200;

/** One line for a comment or a table; what would end the comment is taken out. */
export function line(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /').trim();
  return plain.length > SHOWN_MAX ? `${plain.slice(0, SHOWN_MAX)}…` : plain;
}

/** A doc comment of whole sentences, or nothing. */
export function docComment(text: string): string {
  return text === '' ? '' : `/** ${line(text)} */\n`;
}

/** A key of an object as it has to be written. */
export function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}
