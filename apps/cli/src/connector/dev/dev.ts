import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { Command } from 'commander';
import type { Tried } from '@fachwerk/hub/connector-kit';
import { toFailure, wrongUsage } from '../../failure.js';
import { Output } from '../../terminal/output.js';
import type { ConnectorFolder } from '../connector-folder.js';
import { readJsonFile } from '../json-file.js';
import type { ReadyConnector } from '../try-file.js';

const HELP = `
Needs no hub. It translates each message that you put into the drop folder, or the file that is named, and again whenever
the connector, its schemas or the message are saved. Shown are the commands, and what the archive would look like.
Attachments of a message lie in a folder "attachments" beside it. A package that is written in TypeScript is built anew by
each save, without checking types. Ctrl-C ends it.

Examples:
  fachwerk connector dev building-permits
  fachwerk connector dev ../dog-licences ./message.json
  fachwerk connector dev ../dog-licences ./message.json --once --json`;

interface Options {
  readonly drop?: string;
  readonly settings?: string;
  readonly once?: true;
  readonly json?: true;
}

interface Watched {
  readonly connector: ConnectorFolder;
  readonly files: () => readonly string[];
  readonly settings: unknown;
}

/** How often it is looked for changes. Being told of them by the system does not work on every disk. */
const LOOK_MS = 300;

export function addConnectorDev(group: Command): void {
  const command = group
    .command('dev <connector> [message]')
    .summary('see what a connector makes of a message while you write it')
    .description('Translates a message with a connector, again after each change of either.')
    .option('--drop <folder>', 'folder to put messages into (default: "drop" in the folder of the connector)')
    .option('--settings <file>', 'settings of the connector (JSON)')
    .option('--once', 'once, without watching')
    .addHelpText('after', HELP)
    .action(async (named: string, message: string | undefined) =>
      dev(named, message, command.optsWithGlobals<Options>()),
    );
}

async function dev(named: string, message: string | undefined, options: Options): Promise<void> {
  const { connectorFolder } = await import('../connector-folder.js');
  const { SETTINGS_DEFAULT } = await import('../fixtures.js');
  const { once, json, settings } = options;
  if (json && !once) throw wrongUsage('With --json it needs --once: there is one JSON value for one look.');
  if (message !== undefined && !existsSync(message)) throw wrongUsage(`There is no file ${message}.`);
  const connector = connectorFolder(named);
  const watched: Watched = {
    connector,
    files: await filesOf(connector, message, options),
    settings: settings === undefined ? SETTINGS_DEFAULT : readJsonFile(settings),
  };
  const output = new Output(json === true);
  if (once) return lookOnce(watched, output);
  await watch(watched, output);
}

async function filesOf(
  { folder }: ConnectorFolder,
  message: string | undefined,
  { drop }: Options,
): Promise<Watched['files']> {
  if (message !== undefined) return () => [resolve(message)];
  const { isMessageFile } = await import('../try-file.js');
  const dropFolder = resolve(drop ?? join(folder, 'drop'));
  mkdirSync(dropFolder, { recursive: true });
  return () =>
    readdirSync(dropFolder)
      .filter(isMessageFile)
      .map((name) => join(dropFolder, name))
      .toSorted();
}

/** Machines get what people see, of all messages. */
async function lookOnce({ connector, files, settings }: Watched, output: Output): Promise<void> {
  const { archiveTree } = await import('./archive-tree.js');
  const { tryFile } = await import('../try-file.js');
  const ready = await readyAfterBuild(connector);
  const messages = [];
  for (const file of files()) {
    const tried = await tryFile(ready, file, settings);
    output.line(await textOf(file, tried, output));
    messages.push({
      file,
      ...answered(tried, archiveTree),
    });
  }
  output.answer({ version: ready.version, messages }, () => `${messages.length} translated.`);
}

function answered(tried: Tried, treeOf: (commands: readonly ArchiveCommand[]) => unknown): object {
  if ('error' in tried) {
    const { kind, code, message } = tried.error;
    return { error: { kind, code, message } };
  }
  const { type } = tried;
  if ('questions' in tried) return { type, questions: tried.questions };
  const { key, commands } = tried;
  return { type, key, commands, archive: treeOf(commands) };
}

async function watch({ connector, files, settings }: Watched, output: Output): Promise<void> {
  const { stampsOf } = await import('./stamps.js');
  const { sourcesOf } = await import('./build-package.js');
  const { tryFile } = await import('../try-file.js');
  // What is built here is no change.
  const which = sourcesOf(connector) === undefined ? /\.(ts|json|js)$/ : /\.(ts|json)$/;
  let ready: ReadyConnector | undefined;
  let code = '';
  const seen = new Map<string, string>();
  output.line(`Watching ${connector.folder}. Ctrl-C ends it.`);
  for (;;) {
    const now = stampsOf([connector.within, connector.schemasFolder], which);
    if (now !== code) {
      code = now;
      seen.clear();
      ready = await readyAfterBuild(connector).catch((error: unknown) => {
        output.line(output.paint({ text: toFailure(error).message, colour: 'red' }));
        return undefined;
      });
      if (ready !== undefined) output.line(output.paint({ text: `Ready: ${ready.version}`, colour: 'green' }));
    }
    for (const file of ready === undefined ? [] : files()) {
      const stamp = stampsOf([file], /./);
      if (seen.get(file) === stamp) continue;
      seen.set(file, stamp);
      output.line(await textOf(file, await tryFile(ready!, file, settings), output));
    }
    await pause(LOOK_MS);
  }
}

async function readyAfterBuild(connector: ConnectorFolder): Promise<ReadyConnector> {
  const { buildPackage, sourcesOf } = await import('./build-package.js');
  const { readyConnector } = await import('../open-connector.js');
  const sources = sourcesOf(connector);
  if (sources !== undefined) buildPackage(sources, connector.within);
  return readyConnector(connector);
}

async function textOf(file: string, tried: Tried, { paint }: Output): Promise<string> {
  const { archiveTree, treeLines } = await import('./archive-tree.js');
  const { failureOf } = await import('../outcome.js');
  const head = paint({ text: `── ${relative(process.cwd(), file)}`, colour: 'bold' });
  if ('error' in tried) {
    const { error } = tried;
    const { path } = error.details;
    const refused = error.kind === 'rejected';
    return [
      head,
      paint({ text: refused ? `refused: ${error.code}` : 'fails', colour: refused ? 'yellow' : 'red' }),
      paint(refused ? error.message : failureOf(error)),
      ...(path === undefined ? [] : [paint(`at ${path}`)]),
      '',
    ].join('\n');
  }
  if ('questions' in tried) {
    return [
      head,
      paint({ text: `${tried.type}, a question, ${tried.translateMs.toFixed(2)} ms`, colour: 'green' }),
      ...JSON.stringify(tried.questions, null, 2)
        .split('\n')
        .map((line) => paint(line)),
      '',
    ].join('\n');
  }
  return [
    head,
    paint({ text: `${tried.type}, key ${tried.key}, ${tried.translateMs.toFixed(2)} ms`, colour: 'green' }),
    ...JSON.stringify(tried.commands, null, 2)
      .split('\n')
      .map((line) => paint(line)),
    '',
    ...treeLines(archiveTree(tried.commands)).map((line) => paint(line)),
    '',
  ].join('\n');
}
