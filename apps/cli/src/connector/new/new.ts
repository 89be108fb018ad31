import { basename, relative } from 'node:path';
import type { Command } from 'commander';
import { wrongUsage } from '../../failure.js';
import { counted } from '../../terminal/counted.js';
import { Output } from '../../terminal/output.js';
import type { Found } from './found.js';
import type { Place } from './place.js';
import type { Written } from './write.js';

const HELP = `
From an XML Schema (a file, or a folder of them), a WSDL, a JSON Schema, an OpenAPI description, or from messages alone. In
a checkout of Fachwerk the connector becomes one of the catalogue; elsewhere, or with --out, a package of its own.

It compiles, and passes "fachwerk connector test". What is mapped was recognised by its name; what is not is asked in its
README. Of XML the message types are the elements that end in a number or extend a base message, else those that no other
element leads to; of a WSDL what its operations take; of OpenAPI the bodies of requests. --type names others, or fewer.
What a schema imports by an absolute URL is looked for in an OASIS catalog.xml beside it or above, among its neighbours, in
the folders of --schemas and in the schema packages that are installed; nothing is ever fetched.

Examples:
  fachwerk connector new dog-licences --from registered.json
  fachwerk connector new population --from xmeld/xsd/xinneres.xmeld.xsd --type 1330,1332 --schemas ./xinneres
  fachwerk connector new meters --from meters.wsdl --sample reading.xml --out ../meters`;

interface Options {
  readonly from?: string;
  readonly sample?: readonly string[];
  readonly type?: readonly string[];
  readonly schemas?: readonly string[];
  readonly title?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addConnectorNew(group: Command): void {
  const command = group
    .command('new <name>')
    .summary('begin a connector')
    .description('Begins a connector: manifest, readers, fixtures and questions, from what describes its messages.')
    .option('--from <path>', 'XSD, WSDL, JSON Schema, OpenAPI, a message, or a folder of schemas')
    .option('--sample <files...>', 'messages to make fixtures of; without personal data')
    .option('--type <names...>', 'message types to take, * for any part of a name')
    .option('--schemas <folders...>', 'where else what is imported may be')
    .option('--title <text>', 'one line for people')
    .option('--out <folder>', 'make a package in this folder')
    .addHelpText('after', HELP)
    .action(async (name: string) => begin(name, command.optsWithGlobals<Options>()));
}

async function begin(name: string, options: Options): Promise<void> {
  const output = new Output(options.json === true);
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) {
    throw wrongUsage(
      `"${name}" is no name of a connector: small letters, digits and hyphens, beginning with a letter.`,
    );
  }
  // All this is needed by nobody else: compilers, parsers, the XML engine.
  const [{ placeFor }, { find }, { writeConnector }] = await Promise.all([
    import('./place.js'),
    import('./find.js'),
    import('./write.js'),
  ]);
  const place = placeFor(name, options.out);
  const found = await find(name, options.from, {
    schemas: options.schemas ?? [],
    samples: options.sample ?? [],
    types: (options.type ?? []).flatMap((type) => type.split(',')).filter((type) => type !== ''),
    env: process.env,
  });
  const context = {
    name,
    title: (options.title ?? titleFor(name)).slice(0, 200),
    inRepository: place.repository !== undefined,
    madeFrom: commandLine(name, options),
  };
  const written = await writeConnector(context, found, place);
  output.answer(answerOf(found, written), () => summary(found, written, place));
}

function titleFor(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Paths say nothing to whoever reads the README elsewhere; names of files do. */
function commandLine(name: string, { from, type = [], sample = [] }: Options): string {
  return [
    `fachwerk connector new ${name}`,
    ...(from === undefined ? [] : [`--from ${basename(from)}`]),
    ...(type.length === 0 ? [] : [`--type ${type.join(' ')}`]),
    ...(sample.length === 0 ? [] : [`--sample ${sample.map((path) => basename(path)).join(' ')}`]),
  ].join(' ');
}

function answerOf({ types, notes }: Found, { folder, fixtures, toSupply }: Written): object {
  return {
    folder,
    types: types.map(({ type, title, leading: { key, file, subject, date } }) => ({
      type,
      title,
      key: key?.path.join('/'),
      file: file?.path.join('/'),
      subject: subject?.path.join('/'),
      date: date?.path.join('/'),
    })),
    fixtures,
    toBeSupplied: toSupply,
    notes,
  };
}

const SHOWN_MAX = 40;

function summary({ types, notes }: Found, { folder, fixtures, toSupply }: Written, { repository }: Place): string {
  const where = relative(process.cwd(), folder) || '.';
  const shown = types.slice(0, SHOWN_MAX).map(({ type }) => `  ${type}`);
  const more = types.length > SHOWN_MAX ? [`  … and ${types.length - SHOWN_MAX} more; --type takes fewer`] : [];
  return [
    `${where}: ${counted(types.length, 'message type')}, ${counted(fixtures.length, 'fixture')}.`,
    ...shown,
    ...more,
    ...(toSupply.length === 0 ? [] : ['To be supplied:', ...toSupply.map((sentence) => `  ${sentence}`)]),
    ...(notes.length === 0 ? [] : ['Notes:', ...notes.map((note) => `  ${note}`)]),
    `Read ${where}/README.md, then:`,
    ...(repository === undefined
      ? [`  cd ${where} && npm install && npm run build && npm test`]
      : ['  npm run build', `  npx fachwerk connector test ${basename(folder)}`]),
  ].join('\n');
}
