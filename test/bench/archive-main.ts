/**
 * The archive when it is full: fills one, asks it, and compares filing into it with filing into an empty one.
 * `node test/dist/bench/archive-main.js [documents]`
 */
import { join } from 'node:path';
import { query } from '../harness/databases.js';
import { startServers } from '../harness/servers.js';
import { startSetUpOn } from '../harness/set-ups.js';
import { filedPerSecond, measureArchive } from './archive.js';
import { table } from './figures.js';
import { fill } from './fill.js';

const ROUNDS = 3;
const ROUND_MS = 15_000;

const documents = Number(process.argv[2] ?? 1_000_000);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { servers, stop } = await startServers(join(import.meta.dirname, '..', '..', '..', '.cache'));
try {
  const full = await startSetUpOn(servers, 'rabbitmq', { LOG_LEVEL: 'error' });
  const empty = await startSetUpOn(servers, 'rabbitmq', { LOG_LEVEL: 'error' });
  try {
    const startedAt = performance.now();
    await fill(full.database.migrateUrl, {
      documents,
      onStep: (step, seconds) => say(`${step}: ${seconds.toFixed(1)} s`),
    });
    say(`filled with ${documents} documents in ${Math.round((performance.now() - startedAt) / 1_000)} s`);

    const sizes = await query<{ name: string; size: string }>(
      full.database.migrateUrl,
      `SELECT coalesce(parent.relname, t.relname) AS name, pg_size_pretty(sum(pg_table_size(t.oid))) || ' + ' || pg_size_pretty(sum(pg_indexes_size(t.oid))) AS size
       FROM pg_class AS t LEFT JOIN pg_inherits ON inhrelid = t.oid LEFT JOIN pg_class AS parent ON parent.oid = inhparent
       WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace GROUP BY 1 HAVING sum(pg_total_relation_size(t.oid)) > 1e6
       ORDER BY sum(pg_total_relation_size(t.oid)) DESC`,
    );
    process.stdout.write(`${table([['table', 'rows + indexes'], ...sizes.map(({ name, size }) => [name, size])])}\n\n`);

    await measureArchive(full.hub, full.database.migrateUrl);
    const figures = await measureArchive(full.hub, full.database.migrateUrl);
    const head = ['asked for', 'requests', 'p50 ms', 'p95', 'p99'];
    process.stdout.write(`${table([head, ...figures.map((one) => Object.values(one).map(String))])}\n\n`);

    // In turns, because the machine changes its mind.
    const rates: [string, string, string][] = [];
    for (const { hub } of [full, empty]) await filedPerSecond(hub, 'warm', 5_000);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const [inFull, inEmpty] = [
        await filedPerSecond(full.hub, `r${round}`, ROUND_MS),
        await filedPerSecond(empty.hub, `r${round}`, ROUND_MS),
      ];
      rates.push([`filed/s, round ${round}`, `${inFull} full`, `${inEmpty} empty`]);
    }
    process.stdout.write(`${table(rates)}\n`);
  } finally {
    await full.remove();
    await empty.remove();
  }
} finally {
  await stop();
}
