/** A connector that gives what it filed to a service of its procedure, as somebody writes it outside of this repository. */
import { ConnectorPackage } from '../harness/connector-package.js';

const manifest = {
  name: 'deposits',
  title: 'Deposits',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  settings: 'deposits/settings.json',
  accepts: [{ type: 'deposit.v1', title: 'Something was deposited', jsonSchema: 'deposits/deposit.v1.json' }],
};

/** What is told goes by the subject. */
const code = `
const D = 'urn:example:documents';
const key = ({ body }) => body.number;
const deposit = {
  key,
  translate: (message, settings) => [
    { do: 'open-file', key: key(message), filePlanCode: settings.filePlanCode, subject: message.body.subject },
    ...message.attachments.map(({ name }) => (
      { do: 'add-document', key: key(message) + '/' + name, in: { file: key(message) }, subject: name, content: { attachment: name } })),
  ],
  ask: (message) => message.attachments.slice(0, 1).map(({ name }) => ({ do: 'content', key: key(message) + '/' + name })),
  tell: ({ state }, message) => {
    const { subject, number } = message.body;
    if (subject === 'secret' || state !== 'filed') return undefined;
    if (subject === 'broken') throw new Error('a mistake of the author');
    const told = subject === 'invalid' ? 'no number' : number;
    return { operation: 'Deposit', element: { name: 'Deposit', namespace: D, children: [
      { name: 'number', text: told }, { name: 'content', content: 0 },
    ] } };
  },
};
export const connector = { manifest: ${JSON.stringify(manifest)}, types: { 'deposit.v1': deposit } };
`;

const schema = (id: string, properties: Readonly<Record<string, object>>): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: id,
  type: 'object',
  required: Object.keys(properties),
  properties,
});

export async function depositsPackage(): Promise<ConnectorPackage> {
  const made = await ConnectorPackage.bare('deposits');
  const text = { type: 'string' };
  await made.write('dist/connector.js', code);
  await made.write('schemas/deposits/settings.json', schema('deposits/settings.json', { filePlanCode: text }));
  const facts = { number: text, subject: text };
  await made.write('schemas/deposits/deposit.v1.json', schema('deposits/deposit.v1.json', facts));
  return made;
}
