/** What the HTTP server and the sender of the benchmark do at most when nothing is done with a message. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Load } from '@fachwerk/cli/bench/load';
import { sourceOf } from '@fachwerk/cli/bench/messages';
import { nextRun } from '../filing.js';
import type { Limit } from '../figures.js';

export async function httpLimit(size: string, bytes: number, senders: number, seconds: number): Promise<Limit> {
  const child = fork(join(import.meta.dirname, 'empty-route.js'));
  try {
    const [port] = (await once(child, 'message')) as [number];
    const source = await sourceOf({ message: 'xrechnung', bytes, attachmentBytes: undefined }, nextRun());
    const target = { baseUrl: new URL(`http://127.0.0.1:${port}/`), procedure: 'none', authorization: 'Bearer none' };
    const load = new Load(target, source, { senders }, new AbortController().signal);
    await load.send(1);
    const sent = await load.send(seconds);
    load.close();
    if (sent.refused.size > 0) throw new Error(JSON.stringify(Object.fromEntries(sent.refused)));
    const note = `${Math.round(sent.cpuMicros / sent.count)} µs of a core in the sender`;
    return { what: 'empty route of the HTTP server', size, perSecond: sent.count / sent.seconds, note };
  } finally {
    child.kill();
  }
}
