/** A part of an answer beside its envelope, by Content-ID. */
export interface OutgoingPart {
  readonly contentId: string;
  readonly mime: string;
  readonly sizeBytes: number;
  read(): AsyncIterable<Buffer>;
}

/** An envelope with its parts as multipart/related; it streams. */
export declare function writeMtom(
  envelopeXml: string,
  parts: readonly OutgoingPart[],
  version: '1.1' | '1.2',
): { readonly contentType: string; readonly body: AsyncIterable<Buffer> };
