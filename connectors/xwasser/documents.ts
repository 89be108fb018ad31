import type { Element } from '../contract/index.js';

/**
 * The documents (Dokument) in a message, one entry for each form (DokumentRepraesentation). Their bytes are text within the
 * XML, which is filed as a whole, or they are elsewhere: either way there is no file to take out.
 */
export function documentEntries(
  documents: readonly Element[],
): readonly Readonly<Record<string, string | undefined>>[] {
  return documents.flatMap((document) => {
    const about = {
      'document-id': document.maybe.text('@dokumentID'),
      name: document.maybe.text('name'),
      version: document.maybe.text('aktuelleVersion'),
      'document-type': document.maybe.code('dokumentTyp')?.code,
    };
    const forms = document.many('dokumentRepraesentation');
    if (forms.length === 0) return [about];
    return forms.map((form) => ({
      ...about,
      'file-name': form.maybe.text('dateiname'),
      'mime-type': form.maybe.text('mimeType'),
      reference: form.maybe.text('externerReferenzIndex') ?? form.maybe.text('referenz'),
      where: form.many('inhalt').length > 0 ? 'in the message' : 'not in the message',
    }));
  });
}
