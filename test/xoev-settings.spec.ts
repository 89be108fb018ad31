// What a municipality decides about messages of XÖV standards, and what comes beside a message: on the fixtures.
import type { AddDocument, ArchiveCommand, OpenFile } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../apps/hub/src/validate/settings.js';
import { connectorNamed, fixtureNamed, readMessage, translateMessage, type SentMessage } from './connector-message.js';
import { schemas } from './fixtures.js';

type Settings = Readonly<Record<string, unknown>>;

function filed(connector: string, sent: SentMessage | string, settings: Settings = {}): readonly ArchiveCommand[] {
  const found = connectorNamed(connector);
  expect(() => checkSettings(found.manifest, { filePlanCode: '1', ...settings }, schemas)).not.toThrow();
  return translateMessage(found, typeof sent === 'string' ? fixtureNamed(connector, sent) : sent, settings).commands;
}
const keys = (commands: readonly ArchiveCommand[]): readonly string[] =>
  commands.map((command) => `${command.do} ${command.key}`);
const fileOf = (commands: readonly ArchiveCommand[]): OpenFile | undefined =>
  commands.find((command): command is OpenFile => command.do === 'open-file');
const documentsIn = (commands: readonly ArchiveCommand[]): readonly AddDocument[] =>
  commands.filter((command): command is AddDocument => command.do === 'add-document');

describe('xmeld', () => {
  it('has a file for an authority, of each year or of all', () => {
    const file = (settings: Settings): unknown => fileOf(filed('xmeld', 'demo-1330-person-search', settings));
    expect(file({})).toMatchObject({
      key: 'authority/dbs:990000001234/2026',
      subject: expect.stringMatching(/, 2026$/),
    });
    expect(file({ filePer: 'authority', fileTitle: 'Abrufe' })).toMatchObject({
      key: 'authority/dbs:990000001234',
      subject: 'Abrufe, Polizeipräsidium Musterland',
    });
  });

  it('files a request and its answer in one case, of the year of the request', () => {
    const [request, answer] = ['demo-1330-person-search', 'demo-1331-answer-without-result'].map((name) =>
      filed('xmeld', name, {
        requestDocumentType: 'Anfrage',
        answerDocumentType: 'Antwort',
        changedMessage: 'add-version',
      }),
    );
    expect(keys(answer!).slice(0, 2)).toEqual(keys(request!).slice(0, 2));
    expect([...documentsIn(request!), ...documentsIn(answer!)]).toMatchObject([
      { documentType: 'Anfrage', whenChanged: 'add-version' },
      { documentType: 'Antwort' },
    ]);
  });

  it('tells nobody who was searched for', () => {
    expect(JSON.stringify(filed('xmeld', 'demo-1332-free-search'))).not.toMatch(/Mustermann|Erika|so-12|example\.org/);
  });
});

describe('xbeteiligung', () => {
  const started = fixtureNamed('xbeteiligung', 'demo-0401-documents-for-public-and-authorities');

  it('has a file for a plan or for a participation', () => {
    expect(keys(filed('xbeteiligung', started)).slice(0, 2)).toEqual([
      'open-file plan/P-4711',
      'open-case participation/V-1',
    ]);
    const commands = filed('xbeteiligung', started, { filePer: 'participation' });
    expect(commands.map((command) => command.do)).toEqual(['open-file', ...Array<string>(3).fill('add-document')]);
    for (const document of documentsIn(commands)) expect(document.in).toEqual({ file: 'participation/V-1' });
  });

  it('finds its documents in a ZIP, in folders as well, and keeps what it does not name', () => {
    const { xml, files = {} } = started;
    const zipped = {
      xml,
      part: 'nachricht.xml',
      files: {
        'plan/plan.pdf': files['plan.pdf']!,
        'begruendung.pdf': files['begruendung.pdf']!,
        'liesmich.txt': 'x',
      },
    };
    expect(documentsIn(filed('xbeteiligung', zipped)).map(({ content, in: place }) => ({ content, place }))).toEqual([
      { content: { attachment: 'nachricht.xml' }, place: { case: 'participation/V-1' } },
      { content: { attachment: 'begruendung.pdf' }, place: { case: 'participation/V-1' } },
      { content: { attachment: 'plan/plan.pdf' }, place: { case: 'participation/V-1' } },
      {
        content: { attachment: 'liesmich.txt' },
        place: { document: 'V-1/0401/5a0e0001-1b2c-4d3e-8f40-000000000001' },
      },
    ]);
  });

  it('files a message without its documents where that is wanted, and says so', () => {
    const [message, ...others] = documentsIn(filed('xbeteiligung', { xml: started.xml }, { missingAnnexes: 'file' }));
    expect(others).toEqual([]);
    const annexes = message?.metadata?.['annexes'] as readonly Readonly<Record<string, string>>[];
    expect(annexes.map(({ where }) => where)).toEqual(['missing', 'missing', 'linked', 'missing']);
  });

  it('does not ask for a document that is in the message', () => {
    const embedded = started.xml.replaceAll(
      '</anhangOderVerlinkung>',
      '</anhangOderVerlinkung><xb:dokument>JVBE</xb:dokument>',
    );
    const [message] = documentsIn(filed('xbeteiligung', { xml: embedded }));
    expect(JSON.stringify(message?.metadata?.['annexes'])).toContain('in the message');
  });

  it('makes a changed statement the next version of itself, and names no private person', () => {
    const statement = fixtureNamed('xbeteiligung', 'demo-0701-statement-of-a-private-person');
    const changed = { ...statement, xml: statement.xml.replaceAll('Neuabgegeben.0701', 'Aktualisiert.0702') };
    const [one, other] = [statement, changed].map((sent) => documentsIn(filed('xbeteiligung', sent))[0]);
    expect(other).toMatchObject({ key: one?.key, whenChanged: 'add-version' });
    expect(JSON.stringify(one)).not.toMatch(/Erika|am Bach/);
  });

  it('calls what a private person sends by its number', () => {
    const statement = fixtureNamed('xbeteiligung', 'demo-0701-statement-of-a-private-person');
    const { 'skizze.pdf': drawing = '' } = statement.files ?? {};
    const documents = documentsIn(
      filed('xbeteiligung', { ...statement, files: { 'skizze.pdf': drawing, 'Brief Erika Muster.pdf': '1' } }),
    );
    const told = documents.map(({ subject, fileName, metadata }) => ({ subject, fileName, metadata }));
    expect(told.slice(1)).toMatchObject([
      { subject: 'Anlage 1 zur Stellungnahme', fileName: 'Anlage 1 zur Stellungnahme.pdf' },
      { subject: 'Anlage 2 zur Stellungnahme', fileName: 'Anlage 2 zur Stellungnahme.pdf' },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/Erika|Lageskizze|skizze/);
  });

  it('finds a file whose name a Mac has written', () => {
    const { xml, files = {} } = fixtureNamed('xbeteiligung', 'demo-0701-statement-of-a-private-person');
    const name = 'Übersicht.pdf';
    const came = `ordner/${name.normalize('NFD')}`;
    const sent = {
      xml: xml.replace('skizze.pdf', name.normalize('NFC')),
      files: { [came]: files['skizze.pdf'] ?? '' },
    };
    expect(documentsIn(filed('xbeteiligung', sent))[1]?.content).toEqual({ attachment: came });
  });
});

describe('xgewerbeanzeige', () => {
  const given = 'demo-0220-v2.0-given-up-by-a-firm';

  it('has a file for a business or for a year, with its name or without', () => {
    expect(fileOf(filed('xgewerbeanzeige', given))?.subject).toBe('Gewerbebetrieb Rad und Tat GmbH');
    const nameless = fileOf(filed('xgewerbeanzeige', given, { nameInTitle: 'never' }));
    expect(nameless?.subject).toBe('Gewerbebetrieb, Meldung 2026 0043');
    expect(fileOf(filed('xgewerbeanzeige', given, { filePer: 'year' }))).toMatchObject({
      key: 'year/99000001/2026',
      subject: 'Gewerbemeldungen 2026',
    });
  });

  it('files a message about two businesses apart from both, unless one file has all of a year', () => {
    const batch = 'demo-0300-v2.1-two-businesses';
    expect(keys(filed('xgewerbeanzeige', batch))[0]).toBe('open-file batches/99000001/2026');
    expect(filed('xgewerbeanzeige', batch, { filePer: 'year' }).map((command) => command.do)).toEqual([
      'open-file',
      'open-case',
      'add-document',
      'open-case',
      'add-document',
    ]);
  });
});

describe('xgewerbeanzeige without the id of the business', () => {
  it('has another case in another file', () => {
    const { xml } = fixtureNamed('xgewerbeanzeige', 'demo-0300-v2.0-started');
    const cases = (settings: Settings): readonly string[] =>
      keys(filed('xgewerbeanzeige', { xml }, settings)).filter((key) => key.startsWith('open-case'));
    expect(cases({ filePer: 'year' })).toHaveLength(1);
    expect(cases({ filePer: 'year' })).not.toEqual(cases({ filePer: 'business' }));
  });
});

describe('xwasser', () => {
  const report = 'demo-2010-report-about-a-supply-area';

  it('has a file for a facility or for a sender', () => {
    expect(keys(filed('xwasser', report))[0]).toBe('open-file supply-area/WVG-1');
    expect(keys(filed('xwasser', report, { filePer: 'sender' }))[0]).toBe('open-file sender/lab:9901');
    expect(keys(filed('xwasser', 'demo-2010-operator-report'))[0]).toMatch(/^open-file process-file\//);
  });

  it.each([{}, { filePer: 'sender' }])(
    'files what comes in the next year into the case of its process: %j',
    (settings) => {
      const { xml } = fixtureNamed('xwasser', 'demo-2010-operator-report');
      const later = xml.replace(/(erstellungszeitpunkt>)\d{4}/, '$12027');
      expect(later).not.toBe(xml);
      expect(keys(filed('xwasser', { xml: later }, settings))).toEqual(keys(filed('xwasser', { xml }, settings)));
    },
  );

  it('knows a report within its process', () => {
    const { xml } = fixtureNamed('xwasser', report);
    const other = xml.replace(/(vorgangsID>)[0-9a-f]{8}/, '$10000aaaa');
    expect(other).not.toBe(xml);
    expect(documentsIn(filed('xwasser', { xml: other }))[0]?.key).not.toBe(
      documentsIn(filed('xwasser', { xml }))[0]?.key,
    );
  });

  it('calls a facility by its id, or by its name where that is wanted', () => {
    const plan = 'demo-2010-plan-of-a-facility';
    const [id, name] = ['id', 'name'].map(
      (facilityTitle) => fileOf(filed('xwasser', plan, { facilityTitle }))?.subject,
    );
    expect(fileOf(filed('xwasser', plan))?.subject).toBe(id);
    const called = /<([a-z]+:)?nameDerAnlage>([^<]+)</.exec(fixtureNamed('xwasser', plan).xml)?.[2];
    expect(called).toBeDefined();
    expect(id).not.toContain(called);
    expect(name).toContain(called);
  });

  it('calls a report by its title or by its number', () => {
    const called = (settings: Settings): unknown => documentsIn(filed('xwasser', report, settings))[0]?.subject;
    expect(called({})).toBe('Prüfbericht Netz Süd');
    expect(called({ titles: 'number' })).toBe('Prüfbericht L-2026-0815');
  });

  it('makes a corrected report the next version of itself, and keeps what came with it', () => {
    const corrected = documentsIn(filed('xwasser', 'demo-2010-report-corrected-with-other-file'));
    expect(corrected[0]?.key).toBe(documentsIn(filed('xwasser', report))[0]?.key);
    expect(corrected[1]).toMatchObject({
      content: { attachment: 'messwerte.csv' },
      in: { document: corrected[0]?.key },
    });
  });
});

describe('what is filed in order', () => {
  it.each([
    ['xmeld', 'demo-1330-person-search', 'demo-1331-answer-without-result'],
    ['xbeteiligung', 'demo-0401-documents-for-public-and-authorities', 'demo-1001-start-without-plan'],
    ['xgewerbeanzeige', 'demo-0300-v2.0-started', 'demo-0100-v2.1-corrected'],
    ['xwasser', 'demo-2010-plan-of-a-facility', 'demo-2040-status'],
  ])('%s: %s before %s', (name, earlier, later) => {
    const connector = connectorNamed(name);
    const [one, other] = [earlier, later].map((sent) => {
      const { type, message } = readMessage(connector, fixtureNamed(name, sent));
      return connector.types[type]?.order?.(message);
    });
    expect(one).toBeTruthy();
    expect(other).toBe(one);
  });
});
