/**
 * Who may import whom. Each rule says why it is there; `npm run lint` checks them all.
 *
 * The files directly in `apps/hub/src` (`*.module.ts`, `worker.*.ts`, `reading.thread.ts`, `hub.ts`, `prepare.ts`,
 * `demo-tenant.ts`, `housekeeping.ts`, `upkeep.ts`, `main.ts`) are the wiring: there the stages meet, and there adapters are chosen. Tests beside the
 * code may look anywhere. That `process.env` is read in `config/` and `main.ts` alone is a rule of `.oxlintrc.json`.
 */
const HUB = '^apps/hub/src';
const STAGES = '(receive|validate|translate|file|confirm)';
const TEST = '[.](spec|contract|contract-spec|e2e-spec)[.]ts$';
/** The catalogue package, as source, as built, or as a name when it is not built yet. */
const CONNECTORS = '(^|/)connectors/(dist/)?';
/** Of the hub, what belongs to no connector and no tenant: stages that read use it, and nothing with side effects. */
const EFFECTS = '(access|archive|config|confirm|database|embedded|exchange|file|operate|receive)';

/** A library has one home: replacing it, or looking for its mistakes, touches one folder. */
function home(library, folders, why) {
  return {
    name: `only-${folders.join('-and-').replaceAll('/', '-')}-uses-${library.replace(/^@/, '').replaceAll('/', '-')}`,
    comment: why,
    severity: 'error',
    from: { path: `${HUB}/`, pathNot: [`${HUB}/(${folders.join('|')})/`, TEST] },
    to: { path: `(^|/)node_modules/(@types/)?${library}/|^${library}$` },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'connector-knows-contract-alone',
      comment:
        'A connector imports the contract, what XÖV connectors share, and itself: no other connector, nothing of the hub, no package, nothing of Node. So it stays pure, can run in a thread that may be killed, and is understood from its folder.',
      severity: 'error',
      from: { path: '^connectors/(?!contract/|dist/|json-generic/|xml-generic/)([^/]+)/', pathNot: TEST },
      to: { pathNot: '^connectors/((contract|xoev)/index[.]ts$|$1/)' },
    },
    {
      name: 'generic-connectors-share-fields',
      comment:
        'One connector in two syntaxes: what they do with fields is the same, and in fields/. For everything else the rule above holds for them too; the mark of test messages is that of XÖV.',
      severity: 'error',
      from: { path: '^connectors/(json-generic|xml-generic)/', pathNot: TEST },
      to: { pathNot: '^connectors/((contract|fields|$1)/|xoev/index[.]ts$)' },
    },
    {
      name: 'contract-imports-nothing',
      comment:
        'The contract is what connectors outside this repository build on: whatever it imports, they would need.',
      severity: 'error',
      from: { path: '^connectors/contract/', pathNot: TEST },
      to: { pathNot: '^connectors/contract/' },
    },
    {
      name: 'only-translate-knows-connectors',
      comment:
        'Everywhere else there are messages and archive commands. A second place that knows connectors is the beginning of a switch over their names.',
      severity: 'error',
      from: { path: `${HUB}/`, pathNot: [`${HUB}/translate/`, TEST] },
      to: { path: `${CONNECTORS}(?!dist/|contract)` },
    },
    {
      name: 'stages-do-not-import-each-other',
      comment:
        'receive, validate, translate, file, confirm meet in the wiring, and through exchange, ledger and archive. So each can be killed, repeated and moved to another process.',
      severity: 'error',
      from: { path: `${HUB}/${STAGES}/`, pathNot: TEST },
      to: { path: `${HUB}/${STAGES}/`, pathNot: `${HUB}/$1/` },
    },
    {
      name: 'folders-do-not-import-the-wiring',
      comment:
        'The wiring knows the folders, never the other way round; otherwise every folder would know every other.',
      severity: 'error',
      from: { path: `${HUB}/[^/]+/`, pathNot: TEST },
      to: { path: `${HUB}/[^/]+[.]ts$` },
    },
    {
      name: 'receive-needs-no-database',
      comment:
        'A message is accepted while the database is away. So the gateway may use the form of envelopes and ids, and the content store; no table, and nothing that opens a transaction.',
      severity: 'error',
      from: { path: `${HUB}/receive/`, pathNot: TEST },
      to: {
        path: `${HUB}/(database|ledger|archive|operate)/`,
        pathNot: [
          `${HUB}/ledger/(envelope|message-id|trace|xta/order|generated/envelope)[.]ts$`,
          `${HUB}/archive/content-store[.]ts$`,
        ],
      },
    },
    {
      name: 'reading-has-no-side-effects',
      comment:
        'What runs in a translating thread gives the same answer to the same message, and may be killed at any moment.',
      severity: 'error',
      from: { path: `${HUB}/(validate|translate|xml|json|pdf)/`, pathNot: TEST },
      to: {
        path: [`${HUB}/${EFFECTS}/`, `${HUB}/ledger/`],
        pathNot: [`${HUB}/$1/`, `${HUB}/ledger/(envelope|generated/(envelope|validation))[.]ts$`],
      },
    },
    {
      name: 'only-the-command-line-installs-schemas',
      comment:
        'A running hub reads official schema packages and never changes them: several workers may share their folder.',
      severity: 'error',
      from: { path: `${HUB}/(?!schema-packages/)[^/]+/`, pathNot: TEST },
      to: { path: `${HUB}/schema-packages/(install|index-package|package-files)[.]ts$` },
    },
    {
      name: 'soap-is-a-protocol',
      comment:
        'Entrances read it and senders write it. What it knew of procedures, of the archive or of one of them, the others would need.',
      severity: 'error',
      from: { path: `${HUB}/soap/`, pathNot: TEST },
      to: { path: [`${HUB}/${EFFECTS}/`, `${HUB}/${STAGES}/`], pathNot: `${HUB}/soap/` },
    },
    {
      name: 'errors-import-nothing',
      comment: 'Every folder names errors; what they imported, every folder would import.',
      severity: 'error',
      from: { path: `${HUB}/errors/`, pathNot: TEST },
      to: { pathNot: `${HUB}/errors/` },
    },
    {
      name: 'adapters-are-named-by-the-wiring',
      comment:
        'The rest asks for the abstract class (Exchange, ContentStore); so one adapter can be exchanged for another, and the same contract tests hold for all.',
      severity: 'error',
      from: { path: `${HUB}/([^/]+)/`, pathNot: TEST },
      to: {
        path: `${HUB}/(exchange/(database-|rabbitmq/)|archive/disk-content-store[.]|validate/kosit-validator[.]|embedded/)`,
        pathNot: `${HUB}/$1/`,
      },
    },
    {
      name: 'rabbitmq-is-one-adapter',
      comment: 'What both adapters share is in exchange/ itself; it must not lean on one of them.',
      severity: 'error',
      from: { path: `${HUB}/exchange/[^/]+$`, pathNot: TEST },
      to: { path: `${HUB}/exchange/rabbitmq/` },
    },

    home(
      'amqplib',
      ['exchange/rabbitmq'],
      'Only the adapter touches a channel; that is how only the exchange acknowledges.',
    ),
    home(
      'soap',
      ['confirm/soap'],
      'It has no limits of its own, and its reader can be made to write where it should not: no message and no answer of a stranger may reach it.',
    ),
    home('fast-xml-parser', ['xml'], 'It is lenient; xml/ resolves namespaces and entities for it.'),
    home('libxml2-wasm', ['xml'], 'Its documents lie outside of the heap and leak when they are not disposed of.'),
    home(
      '(quickjs-emscripten-core|@jitl/quickjs-wasmfile-release-sync)',
      ['translate/foreign'],
      'What runs foreign code is one place: its limits, and that it is given nothing of the host.',
    ),
    home('saxes', ['xml'], 'The guard is the one judge of well-formedness.'),
    home('typeorm', ['database'], 'One connection, one way to begin a transaction, and the tenant set in each.'),
    home(
      'pg',
      ['database', 'embedded'],
      'As typeorm; embedded/ only asks a server that has just started whether it is there.',
    ),
    home(
      'pg-copy-streams',
      ['database/copy'],
      'Whole tables go in and out only for backup and restore, past row-level security; nothing else may do that.',
    ),
    home('ajv', ['json'], 'One set of options decides what a schema means.'),
    home('ajv-formats', ['json'], 'As ajv.'),
    home('ajv-i18n', ['json'], 'As ajv.'),
    home('nodemailer', ['operate/alerts'], 'Mails are sent of alerts alone, in one way.'),
    home('jose', ['confirm'], 'Only receipts are signed.'),
    home('openid-client', ['access/openid'], 'What a provider of identities says is translated once.'),
    home('pino', ['config'], 'Everybody else writes to Log, which knows what must not be in a line.'),
    home('csv-parse', ['operate'], 'A list of keys is the only table that anybody sends.'),
    home('prom-client', ['operate'], 'Labels never come from a message; one file sees to that.'),
    home('@opentelemetry', ['tracing'], 'It is loaded only where a collector is set; one file sees to that.'),
    home('file-type', ['receive'], 'Types are sniffed once, at the door.'),
    home(
      'yauzl',
      ['receive/zip', 'schema-packages'],
      'It checks less than is needed: what may come out of a ZIP, and how much, is checked beside each use of it.',
    ),
    home('pdfjs-dist', ['pdf'], 'It is large and draws; pdf/ asks it for embedded files and for nothing else.'),
    home('@fastify/busboy', ['receive/rest'], 'Forms are the business of one entrance.'),

    {
      name: 'only-connector-tools-load-the-compiler',
      comment: 'It is large, and most commands do without: only what works on the source of connectors may import it.',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['^apps/cli/src/connector/', TEST] },
      to: { path: '(^|/)node_modules/(typescript|diff)/' },
    },
    {
      name: 'hub-does-not-know-its-clients',
      comment: 'The command line, the console and the tests use the hub; it runs without them.',
      severity: 'error',
      from: { path: '^(apps/hub|connectors)/', pathNot: TEST },
      to: { path: '^(apps/(cli|console)|test)/' },
    },
    {
      name: 'no-test-in-the-product',
      comment: 'What tests need is not shipped.',
      severity: 'error',
      from: { path: '^(apps|connectors)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file, or three. Types are erased and may point back: a cycle counts when it is there at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-undeclared-package',
      comment:
        'A package that only happens to be installed is gone after the next update. Types of Fastify come with the Nest adapter. What an app declares may be a tool of the repository as well (the compiler); a step of the build uses such tools.',
      severity: 'error',
      from: { path: '^(apps|connectors)/', pathNot: [TEST, '^apps/hub/put-together[.]mjs$'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere. The catalogue is a package of this repository and may not be built yet.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@fachwerk/' },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports is dead, unless something else starts it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [TEST, '[.]d[.]ts$', `${HUB}/(main|reading[.]thread)[.]ts$`, '^apps/(cli|console)/', '[.]mjs$'],
      },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['^apps/[^/]+/dist/', '/fixtures/', '^apps/console/(?!src/)'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
