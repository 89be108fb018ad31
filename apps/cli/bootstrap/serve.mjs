/** `npm run serve`: the hub as the environment describes it. */
import { makeReady } from './make-ready.mjs';
import { runHub } from './run-hub.mjs';

await makeReady();
process.exitCode = await runHub(process.env, () => {});
