/** A connector package as somebody outside of this repository has it, built. Everything in it is made up. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
export const LICENCE = { licence: 'H-2026-17', owner: 'Erika Beispiel', dog: 'Waldi', registeredOn: '2026-03-02' };
const manifest = {
    name: 'dog-licences',
    title: 'Dog licences',
    version: '1.0.0',
    stability: 'draft',
    contract: 1,
    accepts: [{ type: 'registered.v1', title: 'A dog was registered', jsonSchema: 'dog-licences/registered.v1.json' }],
    settings: 'dog-licences/settings.json',
};
/** What `translate` does; `message` and `settings` are there. */
export const TRANSLATE = `
  const { licence, owner, dog, registeredOn } = message.body;
  if (dog === 'Kater') throw new Rejected('dog-licences.no-dog', 'Kater is no dog.', '/dog');
  return [
    { do: 'open-file', key: licence, filePlanCode: settings.filePlanCode, subject: 'Hund ' + dog },
    { do: 'add-document', key: licence + '/registration', in: { file: licence }, subject: 'Anmeldung ' + owner,
      content: 'message', documentDate: registeredOn },
  ];`;
/** Of an XÖV standard: a message in XML, which may be marked as a test. @param recognised how, in JavaScript */
const xoevConnector = (recognised) => `
import { keyOf, oneLine, refuseTest } from '@fachwerk/connectors/xoev';
const keyIn = ({ body }) => keyOf(body.text('h:licence'));
const type = { type: 'registered.v1', title: 'A dog was registered', namespaces: { h: 'urn:dogs' }, ${recognised} };
export const connector = {
  manifest: { ...${JSON.stringify(manifest)}, accepts: [type] },
  types: { 'registered.v1': { key: keyIn, translate(message, settings) {
    refuseTest('dog-licences', message.body, settings);
    const file = keyIn(message);
    const subject = oneLine(message.body.maybe.text('h:name') ?? 'Hund');
    return [
      { do: 'open-file', key: file, filePlanCode: settings.filePlanCode, subject },
      { do: 'add-document', key: keyOf(file, 'registration'), in: { file }, subject, content: 'message' },
    ];
  } } },
};
`;
export class ConnectorPackage {
    folder;
    constructor(folder) {
        this.folder = folder;
    }
    /** Without schemas and connector. */
    static bare(name) {
        return ConnectorPackage.empty(name);
    }
    static async empty(name = 'dog-licences') {
        const made = new ConnectorPackage(await mkdtemp(join(tmpdir(), 'fachwerk-package-')));
        await made.write('package.json', {
            name: `@kleinstadt/${name}`,
            version: '1.0.0',
            type: 'module',
            fachwerk: { connector: 'dist/connector.js' },
        });
        return made;
    }
    static async ofXoev(recognised = "root: { namespace: 'urn:dogs', element: 'dog' }") {
        const made = await ConnectorPackage.empty();
        await made.write('dist/connector.js', xoevConnector(recognised));
        await made.schema('settings', { required: ['filePlanCode'], properties: { filePlanCode: { type: 'string' } } });
        const message = (licence, mark = '') => `<dog xmlns="urn:dogs"${mark}><licence>${licence}</licence><name>Waldi</name></dog>`;
        await made.write('fixtures/registered/message.xml', message('H-2026-17'));
        await made.write('fixtures/rejected-long/message.xml', message('H'.repeat(600)));
        await made.write('fixtures/rejected-test/message.xml', message('H-2026-17', ' test="false"'));
        return made;
    }
    static async create(parts = {}) {
        const made = await ConnectorPackage.empty();
        await made.change(parts);
        await made.fixture('registered', LICENCE);
        await made.fixture('rejected-cat', { ...LICENCE, dog: 'Kater' });
        return made;
    }
    /** Builds it anew. */
    async change({ version = '1.0.0', translate = TRANSLATE, head = '', ...facts }) {
        const { accepts = manifest.accepts, required = ['filePlanCode'], openSchema } = facts;
        await this.write('dist/connector.js', `import { Rejected } from '@fachwerk/connectors/contract';
${head}
export const connector = {
  manifest: ${JSON.stringify({ ...manifest, version, accepts })},
  types: { ${JSON.stringify(accepts[0].type)}: { key: (message) => message.body.licence, translate(message, settings) {${translate}
  } } },
};
`);
        const word = openSchema
            ? { type: 'string' }
            : { type: 'string', minLength: 1, maxLength: 60, pattern: '^[^\\u0000-\\u001f\\u007f]+$' };
        await this.schema('registered.v1', {
            required: ['licence', 'dog'],
            additionalProperties: false,
            properties: { licence: word, owner: word, dog: word, registeredOn: { type: 'string', format: 'date' } },
        });
        await this.schema('settings', {
            required,
            additionalProperties: false,
            properties: { filePlanCode: { type: 'string' }, office: { type: 'string' } },
        });
    }
    async fixture(name, message) {
        await this.write(`fixtures/${name}/message.json`, message);
    }
    async write(path, content) {
        const file = join(this.folder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    }
    remove() {
        return rm(this.folder, { recursive: true });
    }
    schema(name, members) {
        const $id = `dog-licences/${name}.json`;
        const $schema = 'http://json-schema.org/draft-07/schema#';
        return this.write(`schemas/${$id}`, { $schema, $id, type: 'object', ...members });
    }
}
//# sourceMappingURL=connector-package.js.map