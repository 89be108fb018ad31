import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HubError } from '../../errors/hub-error.js';

export interface Part {
  readonly field: string;
  readonly fileName: string;
  readonly mime: string;
  readonly stream: AsyncIterable<Buffer>;
}

/**
 * Reads `multipart/form-data` part by part while it streams in: `take` has each part for itself, in the order they
 * were sent, and the sender is read no faster than `take` reads.
 *
 * @throws HubError `multipart.malformed`, or whatever `take` threw first
 */
export async function readMultipart(
  headers: IncomingHttpHeaders,
  body: Readable,
  partsMax: number,
  take: (part: Part) => Promise<void>,
): Promise<void> {
  const parser = parserFor(headers, partsMax);
  let taking: Promise<void> = Promise.resolve();
  let failed: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failed ??= { error };
    parser.destroy();
  };

  parser.on('file', (field, stream, fileName, _encoding, mime) => {
    stream.on('error', () => undefined); // told once, by the parser
    const part: Part = { field, fileName: fileName ?? '', mime, stream: chunksOf(stream) };
    taking = taking.then(() => (failed === undefined ? take(part) : undefined)).catch(fail);
    void taking.finally(() => stream.resume());
  });
  parser.on('partsLimit', () => fail(malformed(`it has more than ${partsMax} parts`)));
  parser.on('filesLimit', () => fail(malformed(`it has more than ${partsMax} parts`)));

  try {
    await pipeline(body, parser);
  } catch (error) {
    fail(error instanceof HubError ? error : malformed('it is incomplete or has no proper boundary', error));
  }
  await taking;
  if (failed !== undefined) throw failed.error;
}

function parserFor(headers: IncomingHttpHeaders, partsMax: number): ReturnType<typeof Busboy> {
  try {
    return Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      // Every part is a stream with the limits of its kind, also one without a file name.
      isPartAFile: () => true,
      preservePath: true,
      limits: { files: partsMax, parts: partsMax, headerPairs: 20, headerSize: 16_384, fieldNameSize: 100 },
    });
  } catch (cause) {
    throw malformed('it has no boundary', cause);
  }
}

async function* chunksOf(stream: BusboyFileStream): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk as Buffer;
}

function malformed(why: string, cause?: unknown): HubError {
  return new HubError(
    'rejected',
    'multipart.malformed',
    `The multipart body is malformed: ${why}.`,
    { values: { why } },
    { cause },
  );
}
