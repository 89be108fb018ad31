/** The README of a connector: what was mapped by name, and what is asked of whoever knows the procedure. */
import type { Found, FoundType } from '../found.js';
import { shownPath, type Leaf } from '../leaf.js';
import { slug } from '../names.js';
import { typesWithTests } from '../test-mark.js';
import { line } from './code.js';
import type { Context } from './context.js';

const REST_MAX = 30;
/** Of more types the tables are in one, and what is left is in the readers alone. */
const SECTIONS_MAX = 20;

export function readmeFile(context: Context, found: Found, toSupply: readonly string[]): string {
  const { types, notes } = found;
  return [
    `# ${context.title}`,
    '',
    `A draft, made with \`${context.madeFrom}\`. It files each message as a document in a case file. What is mapped was recognised by its name alone: go through the table and the questions with somebody who knows the procedure, and change \`messages/\` and \`filing.ts\` accordingly.`,
    '',
    ...(context.inRepository ? inRepository(context) : inPackage(context)),
    '',
    '## Mapping',
    '',
    ...(types.length > SECTIONS_MAX ? oneTable(types) : types.flatMap(section)),
    ...(typesWithTests(found).length > 0 ? testMessages(context) : []),
    '## Questions',
    '',
    ...questions(types).map((question) => `- ${question}`),
    '',
    ...(toSupply.length === 0 ? [] : ['## To be supplied', '', ...toSupply.map((sentence) => `- ${sentence}`), '']),
    ...(notes.length === 0 ? [] : ['## Notes', '', ...notes.map((note) => `- ${line(note)}`), '']),
  ].join('\n');
}

function inRepository({ name }: Context): readonly string[] {
  return [
    'Look at what was made, then:',
    '',
    '```sh',
    'npm run build',
    `npx fachwerk connector test ${name}`,
    '```',
    '',
    'The first run writes the `expected.json` of each fixture. Read them as if somebody else had written them.',
  ];
}

function inPackage(_context: Context): readonly string[] {
  return [
    'Look at what was made, then:',
    '',
    '```sh',
    'npm install',
    'npm run build',
    'npm test',
    '```',
    '',
    'The first test writes the `expected.json` of each fixture. Read them as if somebody else had written them. A hub loads the package when its folder is named in `FACHWERK_CONNECTORS`.',
  ];
}

function section(type: FoundType): readonly string[] {
  const rest = type.leading.rest.map((leaf) => `\`${shownPath(leaf)}\``);
  const more = rest.length > REST_MAX ? `, and ${rest.length - REST_MAX} more` : '';
  return [
    `### ${type.type}`,
    '',
    ...(type.documentation === '' ? [] : [line(type.documentation), '']),
    '| Field of the message | In the archive | |',
    '| --- | --- | --- |',
    ...rows(type).map(([leaf, target]) => `| ${fieldOf(leaf)} | ${target} | ${cell(leaf?.documentation ?? '')} |`),
    '',
    ...(rest.length === 0 ? [] : [`Not read: ${rest.slice(0, REST_MAX).join(', ')}${more}.`, '']),
  ];
}

function oneTable(types: readonly FoundType[]): readonly string[] {
  return [
    '| Type | Key | Case file | Subject | Date | Metadata |',
    '| --- | --- | --- | --- | --- | --- |',
    ...types.map(({ type, leading: { key, file, subject, date, metadata } }) => {
      const fields = [key, file, subject, date].map(fieldOf).join(' | ');
      return `| \`${type}\` | ${fields} | ${metadata.map((leaf) => `\`${shownPath(leaf)}\``).join(', ')} |`;
    }),
    '',
    'What is not read is listed at the end of each file in `messages/`.',
    '',
  ];
}

function testMessages({ name }: Context): readonly string[] {
  return [
    '## Test messages',
    '',
    `A message whose root has the attribute \`test\`, whatever it says, is a test message: it is rejected (\`${name}.test-message\`), so that it gets into no productive file. In a procedure that is there for tests, the setting \`testMessages\` is \`file\`.`,
    '',
  ];
}

function rows({ leading }: FoundType): readonly (readonly [Leaf | undefined, string])[] {
  const { key, file, subject, date, attachmentNames, metadata } = leading;
  return [
    [key, 'key of the message and of its document'],
    [file, 'key of the case file'],
    [subject, 'subject of case file and document'],
    [date, 'date of the document'],
    ...(attachmentNames === undefined ? [] : [[attachmentNames, 'metadata `attachment-names`'] as const]),
    ...metadata.map((leaf) => [leaf, 'metadata of the document'] as const),
  ];
}

function fieldOf(leaf: Leaf | undefined): string {
  return leaf === undefined ? 'nothing was recognised' : `\`${shownPath(leaf)}\`${leaf.required ? '' : ' (optional)'}`;
}

function cell(text: string): string {
  return line(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function questions(types: readonly FoundType[]): readonly string[] {
  const named = (of: (type: FoundType) => boolean): string => listed(types.filter(of).map(({ type }) => type));
  const keyless = named(({ leading }) => leading.key === undefined);
  const optional = named(({ leading }) => leading.key?.required === false);
  const fileless = named(({ leading }) => leading.file === undefined);
  const undated = named(({ leading }) => leading.date === undefined);
  const namesFiles = named(({ leading }) => leading.attachmentNames !== undefined);
  return [
    'Does the key stay the same when the procedure sends a message again, and is it another one for every other message?',
    ...(keyless === ''
      ? []
      : [
          `Nothing was recognised as a key of ${keyless}: two messages are the same when their bytes are. What identifies them?`,
        ]),
    ...(optional === ''
      ? []
      : [`The key of ${optional} may be missing; then the bytes of the message are the key. Is that right?`]),
    ...(fileless === '' ? [] : [`What is the case file of ${fileless}? Now each message opens one of its own.`]),
    ...(undated === '' ? [] : [`What is the date of ${undated}?`]),
    ...(namesFiles === ''
      ? []
      : [`${namesFiles} name files. Is a message refused when one of them did not come with it?`]),
    'Does a message open a case in the file, and does one close it?',
    'May a message be sent again with other content? Now that becomes a further version of its document.',
    'Which entry of the file plan, which retention, and who may see it? The first is the setting `filePlanCode`.',
    ...(types.some(({ syntax }) => syntax === 'xml')
      ? ["Does the XML come on its own, or in a ZIP (`container: 'zip'` in the manifest)?"]
      : []),
  ];
}

function listed(types: readonly string[]): string {
  const shown = types.slice(0, 5).map((type) => `\`${type}\``);
  const more = types.length > 5 ? ` and ${types.length - 5} more` : '';
  return shown.join(', ') + more;
}

/** Beside a fixture that could not be made. `connector test` reads which type it is for. */
export function supplyNote(type: string, problems: readonly string[], what: 'filed' | 'refused'): string {
  return [
    `# A message that is ${what}`,
    '',
    `Type: \`${type}\``,
    '',
    problems.length === 0 ? 'None could be made up.' : 'None could be made up from the schema:',
    '',
    ...problems.slice(0, 20).map((problem) => `- ${line(problem)}`),
    '',
    'Put a message of your own here as `message.xml` or `message.json` (with invented data) and delete this file.',
    '',
  ].join('\n');
}

export function fixtureFolder(type: string, kind: string): string {
  return `${slug(type)}-${slug(kind) || 'sample'}`;
}
