/** `npm start`: the hub with everything it needs brought along, and the demo tenant to try it on. */
import { makeReady, root } from './make-ready.mjs';
import { runHub } from './run-hub.mjs';

await makeReady();
const env = { FACHWERK_DEMO: 'true', FACHWERK_LOG_LEVEL: 'warn', ...process.env };
process.stderr.write('starting the hub …\n');
process.exitCode = await runHub(env, async ({ baseUrl, dataDir }) => {
  const { showDemo } = await import(`${root}/apps/cli/dist/demo.js`);
  await showDemo(baseUrl, dataDir).catch((error) => process.stderr.write(`The demo did not work: ${error.message}\n`));
});
