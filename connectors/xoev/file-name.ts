import { cut } from './text.js';

/** The first name that shows people something: without the folders it came from, and short enough. */
export function fileNameOf(...names: readonly string[]): string {
  const shown = names.map((name) => cleaned(name)).find((name) => name !== '');
  return shown ?? 'document';
}

function cleaned(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  // oxlint-disable-next-line no-control-regex -- these are what must not be in a file name
  return cut(last.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim(), 255);
}
