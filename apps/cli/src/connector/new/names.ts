/** Names as the files of a connector want them. */

/** Files of a connector are called so already. */
const TAKEN = ['settings', 'reading'];

/** Of a type in the manifest: `abgabe.abgabe.0401`. @param taken other types; what they are called in code differs, too */
export function typeName(element: string, taken: ReadonlySet<string>): string {
  const name = slug(element) || 'message';
  const inCode = new Set([...taken, ...TAKEN].map(pascal));
  let candidate = name;
  for (let number = 2; inCode.has(pascal(candidate)); number += 1) candidate = `${name}-${number}`;
  return candidate;
}

/** Lower case, digits, dots and hyphens; words of camel case are told apart. */
export function slug(text: string): string {
  return plain(text)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
}

/** Of metadata: kebab-case, without dots, and a letter first. */
export function metadataName(text: string): string {
  const words = slug(text)
    .replaceAll('.', '-')
    .replaceAll(/-+/g, '-')
    .replace(/^(?=\d)/, 'n');
  return words === '' ? 'value' : words;
}

export function pascal(text: string): string {
  const words = slug(text).split(/[^a-z0-9]+/);
  return words
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace(/^(?=\d)/, 'N');
}

export function camel(text: string): string {
  const name = pascal(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Letters of German and French in ASCII. */
function plain(text: string): string {
  const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };
  return text
    .replaceAll(/[äöüßÄÖÜ]/g, (char) => german[char]!)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

/** Below the sources of the connector. */
export function generatedPath(name: string, schema: string): string {
  return `generated/${slug(schema.slice(name.length + 1, -'.json'.length))}.ts`;
}
