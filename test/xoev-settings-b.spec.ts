// What a municipality may decide about messages of the justice, about plans and about trade tax: the settings of their
// connectors, tried on the fixtures, which are translated with none of them.
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { connectorNamed, fixtureNamed, translateMessage } from './connector-message.js';

function commandsFor(connector: string, name: string, settings: object): readonly ArchiveCommand[] {
  return translateMessage(connectorNamed(connector), fixtureNamed(connector, name), { ...settings }).commands;
}

/** Of the first case file. */
function opened(commands: readonly ArchiveCommand[]): Extract<ArchiveCommand, { do: 'open-file' }> {
  const [first] = commands;
  if (first?.do !== 'open-file') return expect.unreachable('nothing is opened');
  return first;
}

const documentTypes = (commands: readonly ArchiveCommand[]): readonly unknown[] =>
  commands.flatMap((command) => (command.do === 'add-document' ? [command.documentType] : []));
const places = (commands: readonly ArchiveCommand[]): readonly unknown[] =>
  commands.flatMap((command) => (command.do === 'add-document' ? [command.in] : []));

describe('messages of the justice', () => {
  const of = (settings: object, name = 'demo-0500011-from-the-justice'): readonly ArchiveCommand[] =>
    commandsFor('xjustiz', name, settings);

  it('are filed by the own reference, where the message has it', () => {
    const byOwn = { filePer: 'own-reference' };
    expect(opened(of(byOwn))).toMatchObject({
      key: 'own/32.4-OWi-0815%2F26',
      subject: 'Verfahren 32.4-OWi-0815/26 (12 OWi 45/26, X1101)',
    });
    // What the municipality itself sends has its own reference at the other place.
    expect(opened(of(byOwn, 'demo-0500010-to-the-justice')).key).toBe('own/32.4-OWi-0815%2F26');
    // The file of the proceeding is found by either reference.
    const files = of(byOwn, 'demo-0005005-v3.6-files-in-a-zip').filter((command) => command.do === 'open-file');
    expect(files.map(({ key }) => key)).toEqual(['own/32.4-OWi-0815%2F26']);
    expect(opened(of(byOwn, 'demo-0005006-process-only')).key).toMatch(/^process\//);
  });

  it('get their place in the file plan by the longest beginning of their name', () => {
    const filePlanCodes = { straf: '1.1', 'straf.owi': '1.2', fam: '5' };
    expect(opened(of({ filePlanCodes })).filePlanCode).toBe('1.2');
    expect(opened(of({ filePlanCodes }, 'demo-0500006-outcome')).filePlanCode).toBe('1.1');
    expect(opened(of({ filePlanCodes }, 'demo-0400003-register')).filePlanCode).toBe('1');
  });

  it('name people in the title of a file only where that is wanted', () => {
    const [insolvency, files] = ['demo-0300001-insolvency', 'demo-0005005-v3.6-files-in-a-zip'];
    expect(JSON.stringify(of({}, insolvency))).not.toContain('Erfunden OHG');
    expect(JSON.stringify(of({}, files))).not.toContain('Erika');
    expect(opened(of({ fileTitle: 'names' }, insolvency)).subject).toMatch(/^Verfahren 405 IN 12\/26.*Erfunden OHG$/);
    const parts = of({ fileTitle: 'names' }, files).filter((command) => command.do === 'open-sub-file');
    expect(parts[0]?.subject).toMatch(/^Bußgeldakte .* Erika Erfunden$/);
  });

  it('are filed by a reference in parts alike, whether the label of the register is known or not', () => {
    const { xml } = fixtureNamed('xjustiz', 'demo-0500011-from-the-justice');
    const byParts = (name: string): ArchiveCommand => {
      const parts = `<aktenzeichen.strukturiert><abteilung>12</abteilung><register><code>077</code>${name}</register><laufendeNummer>45</laufendeNummer><jahr>2026</jahr></aktenzeichen.strukturiert>`;
      const changed = xml.replaceAll(
        /<((?:\w+:)?)aktenzeichen\.freitext>[^<]*<\/\1aktenzeichen\.freitext>/g,
        (_all, prefix: string) => parts.replaceAll(/<(\/?)(?!\/|code|name)/g, `<$1${prefix}`),
      );
      expect(changed).toContain('strukturiert');
      return opened(translateMessage(connectorNamed('xjustiz'), { xml: changed }).commands);
    };
    const [labelled, bare] = [byParts('<name>OWi</name>'), byParts('')];
    expect(labelled).toMatchObject({ key: bare.key, subject: expect.stringContaining('12 OWi 45/26') });
  });

  it('keep every file of a reference as a part, whatever else comes with it', () => {
    const parts = of({}, 'demo-0005005-v3.4-two-files-of-one-reference').flatMap((command) =>
      command.do === 'open-sub-file' ? [command.inFile] : [],
    );
    expect(new Set(parts)).toEqual(new Set(['proceeding/X1101/4C12%2F26']));
  });

  it('have the document types of the municipality', () => {
    const settings = { documentTypes: { '014': 'Schreiben' }, messageDocumentType: 'Nachricht' };
    expect(documentTypes(of(settings, 'demo-0300009-opening'))).toEqual(['Nachricht', 'Schreiben']);
  });

  it('are filed as tests only where tests are', () => {
    const filed = of({ testMessages: 'file' }, 'rejected-0005005-test-message');
    expect(filed.map((command) => command.do)).toEqual(['open-file', 'add-document']);
  });
});

describe('plans', () => {
  const bylaw = 'demo-plan-v6.0-bylaw-in-a-zip';
  const of = (settings: object, name = bylaw): readonly ArchiveCommand[] => commandsFor('xplanung', name, settings);

  it.each([
    ['identifier', 'BP_Plan/14999999/id/BPL-2024-0471'],
    ['number', 'BP_Plan/14999999/number/471'],
    ['name', 'BP_Plan/14999999/name/Am Erfundenen Anger'],
  ])('are the same by their %s', (filePer, key) => {
    expect(opened(of({ filePer })).key).toBe(key);
  });

  it('lie in a case for each legal state, or all in the file', () => {
    const file = 'BP_Plan/14999999/id/BPL-2024-0471';
    expect(places(of({}))).toContainEqual({ case: `${file}/3000` });
    const without = of({ casePer: 'none' });
    expect(without.some((command) => command.do === 'open-case')).toBe(false);
    expect(places(without)).toContainEqual({ file });
  });

  it('have a place in the file plan for each kind', () => {
    const filePlanCodes = { FP_Plan: '61.1', LP_Plan: '61.4' };
    const files = of({ filePlanCodes }, 'demo-plan-v6.0-two-plans').filter((command) => command.do === 'open-file');
    expect(files.map(({ filePlanCode }) => filePlanCode)).toEqual(['61.1', '61.4']);
  });

  it('are filed without documents that did not come, saying which, where that is wanted', () => {
    const filed = of({ missingDocuments: 'file' }, 'rejected-plan-v6.0-documents-missing');
    const plan = filed.find((command) => command.do === 'add-document');
    expect(plan?.metadata?.['documents-elsewhere']).toEqual([
      { name: 'Umweltbericht', url: 'https://plaene.example/471/umweltbericht.pdf', type: '1050' },
      { name: 'Planzeichnung', url: 'scan/plan%20471.png' },
    ]);
  });

  it('have the document types of the municipality', () => {
    expect(documentTypes(of({ documentTypes: { '1010': 'Planbegründung' } }))).toContain('Planbegründung');
  });
});

describe('notices of trade tax', () => {
  const of = (settings: object, name = 'demo-0001-one-year'): readonly ArchiveCommand[] =>
    commandsFor('xgewerbesteuer', name, settings);

  it('are filed by tax number or by booking number', () => {
    expect(opened(of({})).key).toBe('tax/14999999/9101234567890');
    expect(opened(of({ filePer: 'booking-number' })).key).toBe('booking/14999999/5.0301.004711.2');
  });

  it('lie in a case for each year, or all in the file', () => {
    expect(places(of({}))[0]).toEqual({ case: 'tax/14999999/9101234567890/2024' });
    expect(places(of({}, 'demo-0001-two-years'))[0]).toEqual({ file: 'tax/14999999/9101234567890' });
    expect(places(of({ casePer: 'none' }))[0]).toEqual({ file: 'tax/14999999/9101234567890' });
  });

  it.each([
    ['booking-number', 'Gewerbesteuer 5.0301.004711.2'],
    ['tax-number', 'Gewerbesteuer 9101234567890'],
    ['name', 'Gewerbesteuer 5.0301.004711.2, Muster & Beispiel Werkzeugbau GmbH'],
  ])('have the %s in the title of their file', (fileTitle, subject) => {
    expect(opened(of({ fileTitle })).subject).toBe(subject);
  });

  it('have the document types of the municipality', () => {
    expect(documentTypes(of({ documentTypes: { '0001': 'Bescheid' } }))).toEqual(['Bescheid', 'attachment']);
  });
});
