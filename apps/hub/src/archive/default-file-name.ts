const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/xml': '.xml',
  'text/xml': '.xml',
  'application/json': '.json',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
};

/** The name of a document whose sender gave none: its key, and the extension of its type. */
export function defaultFileName(key: string, mime: string): string {
  const name = key
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .slice(0, 200)
    .replace(/[\ud800-\udbff]$/, '');
  const extension = EXTENSIONS[mime] ?? '';
  return name.endsWith(extension) ? name : name + extension;
}
