import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, wrongUsage } from '../failure.js';
import type { Hub } from '../hub/hub.js';
import { post } from '../hub/post.js';
import { failureOf, jsonOf } from '../hub/problem.js';
import { bodyOf, type Part } from './body.js';
import { mediaTypeOf } from './media-type.js';
import { retryDelayMs, type Missed } from './retry.js';

export interface Upload extends Part {
  readonly attachments: readonly string[];
  readonly key: string | undefined;
  readonly orderKey?: string | undefined;
}

export interface UploadOptions {
  readonly path: string;
  readonly authorization: string;
  readonly repeatsMax: number;
  readonly onRepeat: (why: Failure, delayMs: number) => void;
}

/**
 * Sends one message through the front door, again when it is not known to be stored.
 *
 * @returns the id of the accepted message
 * @throws Failure the hub's reason, or `hub.unreachable`
 */
export async function upload(hub: Hub, message: Upload, options: UploadOptions): Promise<string> {
  for (let repeats = 0; ; repeats += 1) {
    const tried = await once(hub, message, options);
    if (typeof tried === 'string') return tried;
    const delayMs = retryDelayMs(tried.missed, repeats, options.repeatsMax, new Date(), Math.random());
    if (delayMs === undefined) throw tried.failure;
    options.onRepeat(tried.failure, delayMs);
    await delay(delayMs);
  }
}

/** @throws Failure `usage`, before anything was sent */
export async function checkReadable(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
      throw wrongUsage(`${file} cannot be read (${error.code ?? error.message}).`);
    });
    if (!found.isFile()) throw wrongUsage(`${file} is no file.`);
    if (/\p{Cc}/u.test(file)) throw wrongUsage(`${file} has control characters in its name.`);
  }
}

async function once(
  hub: Hub,
  message: Upload,
  { path, authorization }: UploadOptions,
): Promise<string | { readonly missed: Missed; readonly failure: Failure }> {
  const attachments = message.attachments.map((file) => ({
    file,
    mediaType: mediaTypeOf(file) ?? 'application/octet-stream',
  }));
  const { contentType, sizeBytes, chunks } = await bodyOf(message, attachments);
  const headers = { authorization, 'content-type': contentType, 'content-length': String(sizeBytes) };
  // Headers carry bytes; the hub reads these as UTF-8.
  const keys = [
    ['idempotency-key', message.key],
    ['fachwerk-order-key', message.orderKey],
  ].flatMap(([name, key]) => (key === undefined ? [] : [[name, Buffer.from(key).toString('latin1')]]));
  try {
    const answer = await post(hub.at(path), { ...headers, ...Object.fromEntries(keys) }, chunks);
    if (answer.status === 202) return jsonOf<{ id: string }>(answer).id;
    return { missed: answer, failure: failureOf(answer, hub.lang) };
  } catch (error) {
    if (error instanceof Failure && error.code === 'hub.unreachable') return { missed: {}, failure: error };
    throw error;
  }
}
