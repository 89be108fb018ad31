/** Doors as people see them. */
import type { ReceiptKind } from '../../access/receipt-targets.js';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { XtaSourceRow } from '../../access/xta-sources.js';
import type { ErrorTexts } from '../../errors/codes.js';
import type { HubError } from '../../errors/hub-error.js';
import { DOORS, type Door, type DoorError } from '../../ledger/doors/door.js';
import type { DoorSums, DoorUse } from '../../ledger/doors/reading.js';
import type { DoorFacts } from './door-facts.js';
import { conditionOf } from './door-state.js';

/** On the list; the page of a door has all. */
const SHOWN_MAX = 3;
const NOTHING: DoorSums = { accepted: 0, answered: 0, refused: 0, bytes: 0 };
const WAYS: Partial<Readonly<Record<Door, ReceiptKind>>> = { rest: 'webhook', soap: 'soap', 'xta-client': 'xta' };

export interface CodeView {
  readonly code: string;
  readonly sentence: { readonly de: string; readonly en: string };
}

export function doorsView(facts: DoorFacts, texts: ErrorTexts): readonly object[] {
  return DOORS.map((door) => {
    const { errors, certificates, ...view } = doorView(door, facts, texts);
    return { ...view, errors: errors.slice(0, SHOWN_MAX), certificates: certificates.slice(0, SHOWN_MAX) };
  });
}

/** @param forProvider whether what belongs to no tenant is shown */
export function wholeDoorView(door: Door, facts: DoorFacts, texts: ErrorTexts, forProvider: boolean): object {
  const way = WAYS[door];
  return {
    ...doorView(door, facts, texts),
    gateways: facts.gateways.map(({ gateway, toldAt, address, tls }) => ({
      name: gateway,
      toldAt: toldAt.toISOString(),
      address,
      ...(tls === undefined ? {} : { tls }),
    })),
    procedures: proceduresView(door, facts, texts),
    ...(door === 'soap' ? { services: servicesView(facts) } : {}),
    ...(door === 'xta' ? { parties: partiesView(facts) } : {}),
    ...(door === 'xta-client' ? { sources: facts.sources.map((row) => sourceView(row, texts)) } : {}),
    ...(way === undefined ? {} : { receipts: receiptsView(facts, way) }),
    ...(forProvider ? { strangers: strangersView(door, facts, texts) } : {}),
  };
}

function doorView(door: Door, facts: DoorFacts, texts: ErrorTexts) {
  const { state, reasons } = conditionOf(door, facts);
  const uses = facts.uses.filter((use) => use.door === door);
  const contacts = facts.contacts.flatMap((one) => (one.door === door && one.contactAt !== null ? one.contactAt : []));
  const contactAt = latest(contacts);
  return {
    door,
    state,
    reasons: reasons.map((reason) => codeView(reason, texts)),
    addresses: addressesOf(door, facts),
    ...(contactAt === undefined ? {} : { contactAt: contactAt.toISOString() }),
    lastHour: sumOf(uses, ({ lastHour }) => lastHour),
    lastDay: sumOf(uses, ({ lastDay }) => lastDay),
    errors: errorsView(door, facts, texts),
    certificates: certificatesView(door, facts),
  };
}

export function codeView({ code, message, details }: HubError, texts: ErrorTexts): CodeView {
  return { code, sentence: texts.sentence(code, message, details.values) };
}

/** As it was written down. */
function writtenView({ code, message, values }: DoorError, texts: ErrorTexts): CodeView {
  return { code, sentence: texts.sentence(code, message, values) };
}

/** Where a procedure sends to, for each gateway that has an address of its own. */
function addressesOf(door: Door, { gateways, services, sources }: DoorFacts): readonly string[] {
  if (door === 'xta-client') return unique(sources.map(({ addresses }) => addresses.msgbox));
  const bases = unique(gateways.flatMap(({ address, tls }) => [address, ...tlsAddress(address, tls?.port)]));
  if (door === 'soap') {
    const paths = unique(services.map(({ connector, name }) => `/soap/${connector}/${name}`));
    return bases.flatMap((base) => paths.map((path) => base + path));
  }
  if (door === 'rest') return bases.map((base) => `${base}/v1/procedures/{procedure}/messages`);
  return bases.flatMap((base) => ['management', 'send', 'msgbox'].map((port) => `${base}/xta/2.1.1/${port}`));
}

/** The listener over TLS of the same gateway. Behind a proxy its address is the proxy's, and nobody else is to know it. */
function tlsAddress(address: string, port: number | undefined): readonly string[] {
  if (port === undefined || !address.startsWith('http:')) return [];
  const { hostname } = new URL(address);
  return [`https://${hostname}:${port}`];
}

function certificatesView(door: Door, { gateways, certificates, sources, parties, services, receipts }: DoorFacts) {
  if (door === 'xta-client') {
    return byEnd(
      sources.flatMap(({ procedure, certificate: subject, certificateEndsAt: at }) =>
        subject === null || at === null ? [] : { of: 'source' as const, procedure, subject, endsAt: at.toISOString() },
      ),
    );
  }
  const named: Partial<Record<Door, ReadonlySet<string | null>>> = {
    soap: new Set(services.flatMap(({ procedures }) => procedures)),
    xta: new Set(parties.map(({ procedure }) => procedure)),
  };
  const own = certificates.filter(({ procedure }) => named[door]?.has(procedure) ?? true);
  return byEnd([
    ...gateways.flatMap(({ gateway, tls }) =>
      tls === undefined ? [] : { of: 'gateway' as const, gateway, subject: tls.subject, endsAt: tls.endsAt },
    ),
    ...own.map(({ procedure, subject, endsAt }) => ({
      of: 'procedure' as const,
      procedure,
      subject,
      endsAt: endsAt.toISOString(),
    })),
    ...receipts.flatMap(({ kind, procedure, certificate }) =>
      kind !== WAYS[door] || certificate === null
        ? []
        : { of: 'target' as const, procedure, subject: certificate.subject, endsAt: certificate.endsAt.toISOString() },
    ),
  ]);
}

function errorsView(door: Door, { refusals }: DoorFacts, texts: ErrorTexts, procedure?: string): readonly object[] {
  const byCode = new Map<string, { lastHour: number; lastDay: number }>();
  for (const { code, lastHour, lastDay, ...one } of refusals) {
    if (one.door !== door || (procedure !== undefined && one.procedure !== procedure)) continue;
    const known = byCode.get(code) ?? { lastHour: 0, lastDay: 0 };
    byCode.set(code, { lastHour: known.lastHour + lastHour, lastDay: known.lastDay + lastDay });
  }
  return [...byCode]
    .toSorted(([, one], [, other]) => other.lastDay - one.lastDay)
    .map(([code, counts]) => ({ code, sentence: inGeneral(code, texts), ...counts }));
}

/** Those that may use the door, and those that did. */
function proceduresView(door: Door, facts: DoorFacts, texts: ErrorTexts): readonly object[] {
  const { procedures, uses, contacts, services, parties, sources } = facts;
  const set: Readonly<Record<Door, (procedure: SpecialistProcedure) => boolean>> = {
    rest: () => true,
    soap: ({ name }) => services.some((service) => service.procedures.includes(name)),
    xta: ({ name }) => parties.some((party) => party.procedure === name),
    'xta-client': ({ name }) => sources.some(({ procedure }) => procedure === name),
  };
  return procedures.flatMap((procedure) => {
    const { id, name, title } = procedure;
    const use = uses.find((one) => one.door === door && one.procedure === id);
    const contact = contacts.find((one) => one.door === door && one.procedure === id);
    if (use === undefined && contact === undefined && !set[door](procedure)) return [];
    const { contactAt = null, error = null, errorAt = null } = contact ?? {};
    return {
      name,
      title,
      ...(contactAt === null ? {} : { contactAt: contactAt.toISOString() }),
      lastHour: use?.lastHour ?? NOTHING,
      lastDay: use?.lastDay ?? NOTHING,
      errors: errorsView(door, facts, texts, id),
      ...(error === null || errorAt === null
        ? {}
        : {
            lastError: { ...writtenView(error, texts), at: errorAt.toISOString() },
          }),
    };
  });
}

function servicesView({ services, gateways }: DoorFacts): readonly object[] {
  return services.map(({ connector, version, name, title, wsdl, procedures }) => {
    const isAt = (gateway: DoorFacts['gateways'][number]): boolean =>
      gateway.services.some(
        (one) => one.connector === connector && one.version === version && one.name === name && one.installed,
      );
    return {
      connector,
      version,
      name,
      title,
      wsdl,
      procedures,
      installed: gateways.length > 0 && gateways.every(isAt),
      addresses: unique(gateways.map(({ address }) => `${address}/soap/${connector}/${name}`)),
    };
  });
}

function partiesView({ parties }: DoorFacts): readonly object[] {
  return parties.map(({ type, identifier, procedure, services, waiting, oldestAt }) => ({
    type,
    identifier,
    ...(procedure === null ? {} : { procedure }),
    services,
    waiting,
    ...(oldestAt === null ? {} : { oldestAt: oldestAt.toISOString() }),
  }));
}

function sourceView(row: XtaSourceRow, texts: ErrorTexts): object {
  const { procedure, addresses, party, fetches, intervalSeconds, nextAt, contactAt, failures, lastError } = row;
  return {
    procedure,
    address: addresses.msgbox,
    party,
    fetches,
    intervalSeconds,
    nextAt: nextAt.toISOString(),
    failures,
    fetched: row.fetched,
    refused: row.refused,
    left: row.left,
    ...(contactAt === null ? {} : { contactAt: contactAt.toISOString() }),
    ...(lastError === null
      ? {}
      : {
          lastError: { ...writtenView(lastError, texts), at: lastError.at },
        }),
  };
}

function receiptsView({ receipts }: DoorFacts, way: ReceiptKind): readonly object[] {
  return receipts
    .filter(({ kind }) => kind === way)
    .map(({ procedure, to, active, failures, restUntil, pending, stopped }) => ({
      procedure,
      to,
      active,
      failures,
      pending,
      stopped,
      ...(restUntil === null ? {} : { restUntil: restUntil.toISOString() }),
    }));
}

/** Of all tenants together, since the gateways that are there started. */
function strangersView(door: Door, { gateways }: DoorFacts, texts: ErrorTexts): readonly object[] {
  const counts = new Map<string, number>();
  for (const { unknown } of gateways)
    for (const [code, count] of Object.entries(unknown[door] ?? {})) counts.set(code, (counts.get(code) ?? 0) + count);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([code, count]) => ({ code, sentence: inGeneral(code, texts), count }));
}

/** Of many refusals, each with values of its own. */
function inGeneral(code: string, texts: ErrorTexts): CodeView['sentence'] {
  const open = (sentence: string): string => sentence.replaceAll(/\{\w+\}/g, '…');
  const { de, en } = texts.sentence(code, code);
  return { de: open(de), en: open(en) };
}

function sumOf(uses: readonly DoorUse[], of: (use: DoorUse) => DoorSums): DoorSums {
  return uses.map(of).reduce(
    (sum, one) => ({
      accepted: sum.accepted + one.accepted,
      answered: sum.answered + one.answered,
      refused: sum.refused + one.refused,
      bytes: sum.bytes + one.bytes,
    }),
    NOTHING,
  );
}

function latest(dates: readonly Date[]): Date | undefined {
  return dates.toSorted((one, other) => other.getTime() - one.getTime())[0];
}

function byEnd<Row extends { readonly endsAt: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => (one.endsAt < other.endsAt ? -1 : 1));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
