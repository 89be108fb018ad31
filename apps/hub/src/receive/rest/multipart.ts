import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { IncomingHttpHeaders } from 'node:http';
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
 * @throws whatever `take` threw first, else HubError `multipart.malformed`
 */
export async function readMultipart(
  headers: IncomingHttpHeaders,
  body: AsyncIterable<Buffer>,
  partsMax: number,
  take: (part: Part) => Promise<void>,
): Promise<void> {
  const parser = parserFor(headers, partsMax);
  const streams: BusboyFileStream[] = [];
  let taking: Promise<void> = Promise.resolve();
  let thrown: Failure | undefined;
  let broken: Failure | undefined;
  const stop = (error: unknown): void => {
    parser.destroy();
    // The parser forgets the part it was in, and whoever reads that part would wait for ever.
    for (const stream of streams) stream.destroy(incomplete(error));
  };
  const breakOff = (error: unknown): void => {
    broken ??= { error: incomplete(error) };
    stop(error);
  };

  parser.on('file', (field, stream, fileName, _encoding, mime) => {
    streams.push(stream);
    stream.on('error', () => undefined); // told once, by the parser
    const chunks = chunksOf(stream);
    const part: Part = { field, fileName: fileName ?? '', mime, stream: chunks };
    taking = taking
      .then(() => ((thrown ?? broken) === undefined ? take(part) : undefined))
      .catch((error: unknown) => {
        thrown ??= { error };
        stop(error);
      });
    // What was not read of the part is passed over; the parser waits for its end.
    void taking.then(() => chunks.return(undefined)).then(() => stream.resume());
  });
  parser.on('partsLimit', () => breakOff(malformed(`it has more than ${partsMax} parts`)));
  parser.on('filesLimit', () => breakOff(malformed(`it has more than ${partsMax} parts`)));

  try {
    await pipeline(body, parser);
    if (partsSeen(parser) !== streams.length) breakOff(malformed('a part has no proper Content-Disposition'));
  } catch (error) {
    breakOff(error);
  }
  await taking;
  const failure = thrown ?? broken;
  if (failure !== undefined) throw failure.error;
}

interface Failure {
  readonly error: unknown;
}

/** Busboy passes over parts whose headers it does not understand, without a word: an attachment would be lost. */
function partsSeen(parser: object): number {
  // oxlint-disable-next-line no-underscore-dangle -- its only count that includes them; the version is pinned
  return (parser as { readonly _parser: { readonly _nparts: number } })._parser._nparts;
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
  try {
    // A reader that stops early must not destroy the stream: then its end would never come.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (error) {
    throw incomplete(error);
  }
}

function incomplete(error: unknown): HubError {
  return error instanceof HubError ? error : malformed('it is incomplete or has no proper boundary', error);
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
