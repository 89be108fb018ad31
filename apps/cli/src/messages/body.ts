/** The body of a request, read from files while it is sent: memory does not grow with them. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Failure } from '../failure.js';

export interface Part {
  readonly file: string;
  readonly mediaType: string;
}

export interface Body {
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly chunks: AsyncIterable<Buffer>;
}

/** The message itself, or with attachments a form (`multipart/form-data`). */
export async function bodyOf(message: Part, attachments: readonly Part[]): Promise<Body> {
  if (attachments.length === 0) {
    const { size } = await stat(message.file);
    return { contentType: message.mediaType, sizeBytes: size, chunks: bytesOf(message.file, size) };
  }
  const boundary = `fachwerk-${randomUUID()}`;
  const parts: (Buffer | { readonly file: string; readonly size: number })[] = [];
  for (const [index, { file, mediaType }] of [message, ...attachments].entries()) {
    const field = index === 0 ? 'message' : 'attachment';
    parts.push(Buffer.from(`--${boundary}\r\n${partHead(field, basename(file), mediaType)}\r\n\r\n`));
    parts.push({ file, size: (await stat(file)).size }, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    sizeBytes: parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.size), 0),
    chunks: (async function* () {
      for (const part of parts) {
        if (Buffer.isBuffer(part)) yield part;
        else yield* bytesOf(part.file, part.size);
      }
    })(),
  };
}

export function partHead(field: string, fileName: string, mediaType: string): string {
  const quoted = fileName.replace(/["\\]/g, '\\$&');
  return `Content-Disposition: form-data; name="${field}"; filename="${quoted}"\r\nContent-Type: ${mediaType}`;
}

/** @throws Failure `file.changed` when there are not as many bytes as were announced */
async function* bytesOf(file: string, size: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > size) break;
    yield chunk;
  }
  if (read !== size) throw new Failure('file.changed', `${file} was changed while it was being sent.`);
}
