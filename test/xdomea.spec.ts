// What the connector makes of xdomea messages that the fixtures do not show, and how complete it reads: every value of a
// message is found again in the commands. The messages are the fixtures with something changed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AddDocument, ArchiveCommand, Element } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { read, translateXdomea, type XdomeaMessage } from './xdomea-message.js';

const fixtures = join(root, 'connectors', 'xdomea', 'fixtures');
const good = readdirSync(fixtures).filter(
  (name) => name.startsWith('demo-') && existsSync(join(fixtures, name, 'message.xml')),
);

function fixture(name: string): Required<Pick<XdomeaMessage, 'xml' | 'files'>> {
  const folder = join(fixtures, name);
  const attachments = join(folder, 'attachments');
  const names = existsSync(attachments) ? readdirSync(attachments) : [];
  return {
    xml: readFileSync(join(folder, 'message.xml'), 'utf8'),
    files: Object.fromEntries(names.map((file) => [file, readFileSync(join(attachments, file))])),
  };
}

const refusal = (code: string, sentence: RegExp, path?: RegExp): unknown =>
  expect.objectContaining({
    kind: 'rejected',
    code,
    message: expect.stringMatching(sentence) as unknown,
    ...(path === undefined
      ? {}
      : { details: expect.objectContaining({ path: expect.stringMatching(path) as unknown }) as unknown }),
  });

function documents(commands: readonly ArchiveCommand[]): readonly AddDocument[] {
  return commands.filter((command): command is AddDocument => command.do === 'add-document');
}

/** Signatures as Base64 (up to 2.4) and what opens a session: they stay in the XML, which is filed as well. */
const NOT_CARRIED = ['Signatur/Container', 'Zertifikat/Zertifikat', 'Status/Antwort', 'Kopf/DMSSessionID'];

function valuesOf(element: Element, parent = ''): readonly { readonly path: string; readonly value: string }[] {
  if (NOT_CARRIED.includes(`${parent}/${element.name}`)) return [];
  const attributes = ['listURI', 'listVersionID'].flatMap((name) => element.maybe.text(`@${name}`) ?? []);
  const own = element.children.length === 0 ? [element.maybe.text('.') ?? ''] : [];
  return [
    ...[...attributes, ...own].filter((value) => value !== '').map((value) => ({ path: element.path, value })),
    ...element.children.flatMap((child) => valuesOf(child, element.name)),
  ];
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** How often each value is there: a value that three records have must be there three times. */
function counted(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

describe('completeness', () => {
  it.each(good)('carries every value of %s', (name) => {
    const sent = fixture(name);
    const values = valuesOf(read(sent).message.body);
    const carried = counted(stringsOf(translateXdomea(sent).commands));
    const lost = [...counted(values.map(({ value }) => value))].filter(
      ([value, count]) => (carried.get(value) ?? 0) < count,
    );
    expect(lost).toEqual([]);
    expect(values.length).toBeGreaterThan(20);
  });

  it.each(good)('files every file of %s, and the message itself', (name) => {
    const sent = fixture(name);
    const part = 'message.xml';
    const { commands } = translateXdomea({ ...sent, part });
    const filed = commands
      .filter((command) => command.do === 'add-document' || command.do === 'add-version')
      .flatMap((command) => [command.content, ...(command.formats ?? []).map(({ content }) => content)]);
    expect(filed).not.toContain('message');
    const names = new Set(filed.flatMap((content) => (content === 'message' ? [] : [content.attachment])));
    expect([...names].toSorted()).toEqual([part, ...Object.keys(sent.files)].toSorted());
  });

  it('opens everything before it is used, and closes a case when all is in it', () => {
    for (const name of good) {
      const open = new Set<string>();
      for (const command of translateXdomea(fixture(name)).commands) {
        const places =
          command.do === 'add-document'
            ? Object.entries(command.in).map(([kind, key]) => `${kind} ${key}`)
            : 'inFile' in command
              ? [`file ${command.inFile}`]
              : 'inCase' in command
                ? [`case ${command.inCase}`]
                : [];
        for (const place of places) expect([...open], basename(name)).toContain(place);
        if (command.do === 'open-file' || command.do === 'open-sub-file') open.add(`file ${command.key}`);
        if (command.do === 'open-case' || command.do === 'open-sub-case') open.add(`case ${command.key}`);
        if (command.do === 'add-document') open.add(`document ${command.key}`);
        if (command.do === 'close-case') open.delete(`case ${command.key}`);
      }
    }
  });

  it('cuts nothing off: long values and long histories go on in the next field', () => {
    const sent = fixture('demo-0401-v3.1.0-file');
    const entry = (at: number): string =>
      `<xdomea:HistorienProtokollInformation><xdomea:Akteur>A</xdomea:Akteur><xdomea:DatumUhrzeit>2026-01-01T00:00:00</xdomea:DatumUhrzeit><xdomea:Aktion>${at}</xdomea:Aktion></xdomea:HistorienProtokollInformation>`;
    const xml = sent.xml
      .replace('aus dem Altbestand', `${'ä'.repeat(9_999)}😀${'ö'.repeat(5)}`)
      .replace(
        '<xdomea:Akteninhalt>',
        `${Array.from({ length: 2_001 }, (_, at) => entry(at)).join('')}<xdomea:Akteninhalt>`,
      );
    const [file] = translateXdomea({ ...sent, xml }).commands;
    expect(file).toMatchObject({
      do: 'open-file',
      metadata: { remark: 'ä'.repeat(9_999), 'remark-2': `😀${'ö'.repeat(5)}` },
    });
    const lists =
      file?.do === 'open-file' ? ['history', 'history-2', 'history-3'].map((name) => file.metadata?.[name]) : [];
    expect(lists.map((list) => (Array.isArray(list) ? list.length : undefined))).toEqual([1_000, 1_000, 1]);
  });
});

describe('files of the message', () => {
  const sent = fixture('demo-0503-v3.1.0-file');
  const [name] = Object.keys(sent.files) as [string];

  it('names what is missing, where, and what came instead', () => {
    expect(() => translateXdomea({ ...sent, files: { 'scan.pdf': 'x' } })).toThrow(
      refusal(
        'xdomea.document-missing',
        new RegExp(`${name}\\. These came.*: scan\\.pdf\\.`),
        /Primaerdokument\/Dateiname$/,
      ),
    );
  });

  it('takes the XML of the ZIP for no stranger, and every other file for one', () => {
    expect(translateXdomea({ ...sent, part: 'x_0503.xml' }).commands.length).toBeGreaterThan(3);
    const strangers = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`fremd-${at}.txt`, 'x']));
    expect(() => translateXdomea({ ...sent, files: { ...sent.files, ...strangers } })).toThrow(
      refusal('xdomea.document-not-referenced', /fremd-9\.txt and 2 more/),
    );
  });

  it('compares names letter by letter', () => {
    expect(() => translateXdomea({ ...sent, files: { [name.toUpperCase()]: 'x' } })).toThrow(
      refusal('xdomea.document-missing', new RegExp(name)),
    );
  });

  it.each(['/../x.pdf', '\\x.pdf', '|'])('refuses a file name with %s', (addition) => {
    const other = addition === '|' ? `|${name.slice(1)}` : `${name}${addition}`;
    expect(() => translateXdomea({ xml: sent.xml.replace(name, other), files: { [other]: 'x' } })).toThrow(
      refusal('xdomea.file-name-invalid', /no file name of xdomea/, /Dateiname$/),
    );
  });

  it('takes a bare UUID for a file name', () => {
    const bare = name.slice(0, 36);
    const { commands } = translateXdomea({ xml: sent.xml.replace(name, bare), files: { [bare]: 'x' } });
    expect(documents(commands)[0]).toMatchObject({ content: { attachment: bare }, fileName: bare });
  });

  it('refuses a file that is named where no document is', () => {
    const stray = `<xdomea:Standort><xdomea:Dateiname>${name}x</xdomea:Dateiname></xdomea:Standort>`;
    const xml = sent.xml.replace(/<xdomea:Standort>.*<\/xdomea:Standort>/, stray);
    expect(() => translateXdomea({ xml, files: { ...sent.files, [`${name}x`]: 'x' } })).toThrow(
      refusal('xdomea.document-misplaced', /is named where/, /Standort\/Dateiname$/),
    );
  });

  it('keeps one file that two documents name', () => {
    const two = fixture('demo-0101-v3.0.0-for-information');
    const [first, second] = Object.keys(two.files) as [string, string];
    const { commands } = translateXdomea({ xml: two.xml.replace(second, first), files: { [first]: 'x' } });
    expect(
      documents(commands)
        .filter(({ content }) => content !== 'message')
        .map(({ content }) => content),
    ).toEqual([{ attachment: first }, { attachment: first }]);
  });
});

describe('versions', () => {
  const sent = fixture('demo-0401-v3.0.0-whole-file');
  const order = (xml: string): readonly unknown[] =>
    translateXdomea({ ...sent, xml }).commands.flatMap((command) =>
      command.do === 'add-version' || (command.do === 'add-document' && command.subject.startsWith('Antrag'))
        ? [command.fileName]
        : [],
    );

  it('puts the oldest first by its number, and the archival format before the editable one', () => {
    expect(order(sent.xml)).toEqual(['antrag.txt', 'antrag.pdf']);
    expect(order(sent.xml.replace('<xdomea:Nummer>9<', '<xdomea:Nummer>10.1<'))).toEqual(['antrag.pdf', 'antrag.txt']);
  });

  it('keeps the order of the message where a number is none', () => {
    expect(order(sent.xml.replace('<xdomea:Nummer>9<', '<xdomea:Nummer>Entwurf<'))).toEqual([
      'antrag.pdf',
      'antrag.txt',
    ]);
  });
});

describe('placing', () => {
  it('finds the own file plan code by the longest beginning of the sender’s', () => {
    const sent = fixture('demo-0401-v3.1.0-file');
    const codeWith = (filePlanCodes: Readonly<Record<string, string>>): unknown => {
      const [file] = translateXdomea(sent, { filePlanCodes }).commands;
      return file?.do === 'open-file' ? file.filePlanCode : undefined;
    };
    expect(codeWith({ 6: '60', '632': '63', '632.7': '64' })).toBe('63');
    expect(codeWith({ 7: '70' })).toBe('1');
  });

  it('puts a document of 0605 into the case of an earlier message, or into the case file that the settings say', () => {
    const sent = fixture('demo-0605-v3.0.0-batch');
    const xml = sent.xml.replace(/(<xdomea:IDContainer>)[0-9A-F-]+</, '$1VORGANG 7<');
    const placeWith = (settings: Readonly<Record<string, unknown>>): unknown =>
      documents(translateXdomea({ ...sent, xml }, settings).commands)[0]?.in;
    expect(placeWith({})).toEqual({ case: 'vorgang 7' });
    expect(placeWith({ documentContainer: 'file' })).toEqual({ file: 'vorgang 7' });
    const opened = translateXdomea({ ...sent, xml }, { documentContainer: 'file' }).commands;
    expect(opened).toContainEqual({ do: 'open-file', key: 'vorgang 7', filePlanCode: '1', subject: 'Akte vorgang 7' });
  });

  it('tells a file once that is the context of two cases, and refuses two files with one UUID', () => {
    const sent = fixture('demo-0401-v3.1.0-file');
    const [, before = '', akte = '', after = ''] =
      /^([^]*<xdomea:Schriftgutobjekt>)([^]*)(<\/xdomea:Schriftgutobjekt>[^]*)$/.exec(sent.xml) ?? [];
    const empty = akte.replace(/<xdomea:Akteninhalt>[^]*<\/xdomea:Akteninhalt>/, '');
    const again = `${before}${akte}</xdomea:Schriftgutobjekt><xdomea:Schriftgutobjekt>${empty}${after}`;
    const { commands } = translateXdomea({ ...sent, xml: again });
    expect(commands).toEqual(translateXdomea(sent).commands);
    const other = again.replace(/aus dem Altbestand(?![^]*aus dem Altbestand)/, 'etwas anderes');
    expect(() => translateXdomea({ ...sent, xml: other })).toThrow(
      refusal('xdomea.uuid-repeated', /two different records/, /Schriftgutobjekt\[2\]\/Akte\/Identifikation\/ID$/),
    );
  });

  it('closes a case when everything is in it that any place of the message has', () => {
    const sent = fixture('demo-0503-v4.0.0-context-file');
    const copy = (at: number): string => `00000000-0000-4000-8000-00000000000${at}`;
    const [, before = '', choice = '', after = ''] =
      /^([^]*)(<xdomea:Schriftgutobjekt>[^]*<\/xdomea:Schriftgutobjekt>)([^]*)$/.exec(sent.xml) ?? [];
    let count = 0;
    const second = choice
      .replace(/<xdomea:DokumentOderDokumentMitSchriftstueck>\s*<xdomea:DokumentMit[^]*(?=<\/xdomea:Vorgang>)/, '')
      .replace(
        /(<xdomea:Dokument>\s*<xdomea:Identifikation>\s*<xdomea:xdomeaUUID>)[^<]*/g,
        (_all, tag: string) => tag + copy((count += 1)),
      );
    const { commands } = translateXdomea({ ...sent, xml: before + choice + second + after });
    const steps = commands.map((command) => command.do);
    expect(count).toBe(1);
    expect(steps.filter((step) => step === 'open-case')).toHaveLength(1);
    expect(commands).toContainEqual(expect.objectContaining({ do: 'add-document', key: copy(1) }));
    expect(steps.indexOf('close-case')).toBeGreaterThan(steps.lastIndexOf('add-document'));
  });
});

describe('the message', () => {
  const sent = fixture('demo-0503-v3.1.0-file');

  it('has another key when it hands over something else, or at another time', () => {
    const keys = [
      sent.xml,
      sent.xml.replace('T09:30:00', 'T09:30:01'),
      sent.xml.replace(/(<xdomea:Akte>\s*<xdomea:Identifikation>\s*<xdomea:ID>).{8}/, '$100000000'),
    ].map((xml) => translateXdomea({ ...sent, xml }).key);
    expect(new Set(keys).size).toBe(3);
  });

  it('keeps its key whatever the letters of its UUIDs are written in', () => {
    const upper = sent.xml.replace(/(ProzessID>)([^<]*)/, (_whole, tag: string, id: string) => tag + id.toUpperCase());
    expect(translateXdomea({ ...sent, xml: upper }).key).toBe(translateXdomea(sent).key);
  });

  it('is read whatever prefix it has, also with the codes in its namespace', () => {
    const plain = sent.xml.replace('xmlns:xdomea=', 'xmlns=').replace(/(<\/?)xdomea:/g, '$1');
    expect(translateXdomea({ ...sent, xml: plain })).toEqual(translateXdomea(sent));
  });

  it.each([
    ['a time that is none', /2026-03-31T09:30:00/, 'gestern', 'xdomea.invalid-time', /Erstellungszeitpunkt$/],
    ['a process without a UUID', /(ProzessID>)[^<]*/, '$1P-7', 'xdomea.invalid-uuid', /Kopf\/ProzessID$/],
    ['no records', /<xdomea:Schriftgutobjekt>[^]*<\/xdomea:Schriftgutobjekt>/, '', 'xdomea.no-record', /0503$/],
  ] as const)('is refused with %s', (_what, found, instead, code, path) => {
    expect(() => translateXdomea({ ...sent, xml: sent.xml.replace(found, instead) })).toThrow(refusal(code, /./, path));
  });

  it('is refused with more than the hub carries out, in words for the sender', () => {
    const document = (at: number): string =>
      `<xdomea:Schriftgutobjekt><xdomea:Dokument><xdomea:Identifikation><xdomea:ID>00000000-0000-4000-8000-${String(at).padStart(12, '0')}</xdomea:ID></xdomea:Identifikation></xdomea:Dokument></xdomea:Schriftgutobjekt>`;
    const many = Array.from({ length: 20_000 }, (_, at) => document(at)).join('');
    const xml = sent.xml.replace(/<xdomea:Schriftgutobjekt>[^]*<\/xdomea:Schriftgutobjekt>/, many);
    expect(() => translateXdomea({ xml })).toThrow(refusal('xdomea.too-many-records', /20002 entries/));
  }, 30_000);
});
