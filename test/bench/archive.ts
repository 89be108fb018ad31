/** How long people wait for what is in the archive. */
import { Agent, request } from 'node:http';
import { query } from '../harness/databases.js';
import type { HubProcess } from '../harness/hub-process.js';
import { operatorQuestions } from './operator-questions.js';
import { percentiles } from '@fachwerk/cli/bench/percentile';

export interface ReadFigures {
  readonly what: string;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/**
 * Asks as a person of the demo tenant, one question after the other; everything under row-level security.
 *
 * @param databaseUrl of a login that may look up what there is to ask for
 * @param samples how many questions of each sort
 */
export async function measureArchive(
  hub: HubProcess,
  databaseUrl: string,
  samples = 200,
): Promise<readonly ReadFigures[]> {
  // Signed in as at the console: whoever sends a password with each question has it checked every few seconds, for half a second.
  const { browser } = await hub.signedIn();
  const cookie = browser.cookies(new URL(hub.baseUrl).hostname);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      request(new URL(path, hub.baseUrl), { agent, headers: { cookie } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.once('end', () =>
          answer.statusCode === 200 ? resolve(text) : reject(new Error(`${path}: ${answer.statusCode} ${text}`)),
        );
      })
        .once('error', reject)
        .end();
    });
  try {
    const all: ReadFigures[] = [];
    const asked = {
      ...(await questions(databaseUrl, samples, ask)),
      ...(await operatorQuestions(databaseUrl, samples)),
    };
    for (const [what, paths] of Object.entries(asked)) {
      const took: number[] = [];
      for (const path of paths) {
        const startedAt = performance.now();
        await ask(path);
        took.push(performance.now() - startedAt);
      }
      const found = percentiles(took, { p50Ms: 50, p95Ms: 95, p99Ms: 99 });
      if (found !== undefined) all.push({ what, requests: took.length, ...found });
    }
    return all;
  } finally {
    agent.destroy();
  }
}

/** Other words and records each time, so that nothing is answered from what the question before has warmed up. */
async function questions(
  databaseUrl: string,
  samples: number,
  ask: (path: string) => Promise<string>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  // The ledger lets go of old messages; the archive keeps all.
  const messages = await query<{ id: string }>(
    databaseUrl,
    `SELECT id FROM message TABLESAMPLE BERNOULLI (1) WHERE settled_at IS NOT NULL ORDER BY random() LIMIT ${samples}`,
  );
  const sampled = await query<{ reference: string; words: string[] }>(
    databaseUrl,
    `SELECT case_file.reference, regexp_split_to_array(document.subject, '[^[:alpha:]äöüÄÖÜß]+') AS words
     FROM document TABLESAMPLE BERNOULLI (least(100, 100.0 * ${samples * 4} / greatest(1, (SELECT reltuples FROM pg_class WHERE relname = 'document'))))
     JOIN case_file ON case_file.id = case_file_id
     ORDER BY random() LIMIT ${samples}`,
  );
  const counted = await query<{ word: string; count: string }>(
    databaseUrl,
    `SELECT word, count(*) FROM document TABLESAMPLE BERNOULLI (2), regexp_split_to_table(subject, '[^[:alpha:]äöüÄÖÜß]+') AS word
     WHERE length(word) > 4 GROUP BY word ORDER BY 2 DESC`,
  );
  const words = counted.map(({ word }) => word);
  const each = (path: (at: number) => string): readonly string[] => sampled.map((_, at) => path(at));
  const common = (at: number): string => words[at % 20]!;
  const rare = (at: number): string => words[words.length - 1 - (at % Math.floor(words.length / 2))]!;
  const search = (q: string, more = ''): string => `/v1/search?q=${encodeURIComponent(q)}${more}`;
  const pairOf = (at: number): string =>
    sampled[at]!.words.filter((word) => word.length > 4)
      .slice(0, 2)
      .join(' ') || 'Rechnung';
  const month = (at: number): string => new Date(Date.now() - (at % 30) * 2_592_000_000).toISOString().slice(0, 8);
  const pages: string[] = [];
  for (let at = 0; at < Math.min(50, samples); at += 1) {
    const { after } = JSON.parse(await ask(search(common(at)))) as { after?: string };
    pages.push(search(common(at), `&after=${after}`));
  }
  return {
    'message by id': messages.map(({ id }) => `/v1/messages/${id}`),
    'case file by reference': sampled.map(
      ({ reference }) => `/v1/case-files?reference=${encodeURIComponent(reference)}`,
    ),
    'search: rare word': each((at) => search(rare(at))),
    'search: common word': each((at) => search(common(at))),
    'search: two words of one subject': each((at) => search(pairOf(at))),
    'search: two common words': each((at) => search(`${common(at)} ${common(at + 7)}`)),
    'search: beginning of a rare word': each((at) => search(rare(at).slice(0, 6))),
    'search: beginning of a common word': each((at) => search(common(at).slice(0, 4))),
    'search: file reference': sampled.map(({ reference }) => search(reference)),
    'search: nothing to find': each((at) => search(`Unauffindbarkeit${at}`)),
    'search: one procedure': each((at) => search(common(at), '&procedure=xdomea')),
    'search: file plan': each((at) => search(common(at), `&filePlanCode=${at % 10}`)),
    'search: rare word in a file plan': each((at) => search(rare(at), `&filePlanCode=${at % 10}`)),
    'search: one month': each((at) => search(common(at), `&from=${month(at)}01&to=${month(at)}28`)),
    'search: kind': each((at) => search(common(at), '&type=case')),
    'search: type of document': each((at) => search(common(at), '&documentType=letter')),
    'search: second page': pages,
  };
}
