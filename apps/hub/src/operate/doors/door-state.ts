/** Whether a door is open, and if not as a whole, why and what to do. */
import { HubError } from '../../errors/hub-error.js';
import type { Door } from '../../ledger/doors/door.js';
import { SILENT_SECONDS, type DoorFacts } from './door-facts.js';

/** `incomplete`: open, but not for everything. `unused`: nobody is set up for it, so it may be closed. */
export type DoorState = 'open' | 'incomplete' | 'closed' | 'unused';

export interface DoorCondition {
  readonly state: DoorState;
  readonly reasons: readonly HubError[];
}

export function conditionOf(door: Door, facts: DoorFacts): DoorCondition {
  if (facts.gateways.length === 0) return { state: 'closed', reasons: [noGateway()] };
  const unused = unusedBecause[door](facts);
  const reasons = [...incompleteBecause[door](facts), ...certificatesEnded(door, facts)];
  if (unused.length > 0) return { state: 'unused', reasons: [...unused, ...reasons] };
  if (isClosed(door, facts)) return { state: 'closed', reasons };
  return { state: reasons.length > 0 ? 'incomplete' : 'open', reasons };
}

/** Nothing comes in by it. */
function isClosed(door: Door, { gateways, services }: DoorFacts): boolean {
  if (door === 'xta') return !gateways.some(({ xta }) => xta);
  if (door !== 'soap' || services.length === 0) return false;
  const missing = missingServices({ gateways, services });
  return services.every((service) => missing.filter((one) => one.service === service).length === gateways.length);
}

const unusedBecause: Readonly<Record<Door, (facts: DoorFacts) => readonly HubError[]>> = {
  rest: ({ procedures }) => (procedures.length > 0 ? [] : [noProcedure()]),
  soap: ({ services }) => (services.length > 0 ? [] : [noSoap()]),
  xta: ({ parties }) => (parties.length > 0 ? [] : [noParty()]),
  'xta-client': ({ sources }) => (sources.length > 0 ? [] : [noSource()]),
};

const incompleteBecause: Readonly<Record<Door, (facts: DoorFacts) => readonly HubError[]>> = {
  rest: () => [],
  soap: (facts) =>
    missingServices(facts).map(({ gateway, service: { connector, name, wsdl } }) => {
      const sentence = `The gateway ${gateway} lacks ${wsdl}: install it.`;
      const values = { gateway, wsdl, connector, service: name };
      return new HubError('misconfigured', 'door.wsdl-missing', sentence, { values });
    }),
  xta: ({ gateways }) => [
    ...gateways
      .filter(({ xta }) => !xta)
      .map(({ gateway }) => {
        const sentence = `The gateway ${gateway} lacks the schema package of XTA 2.1.1: install it.`;
        return new HubError('misconfigured', 'door.xta-schemas-missing', sentence, { values: { gateway } });
      }),
    ...(gateways.some(({ tls, address }) => tls !== undefined || address.startsWith('https:')) ? [] : [noTls()]),
  ],
  'xta-client': ({ sources }) =>
    sources
      .filter(({ failures }) => failures > 0)
      .map(({ procedure, failures }) => {
        const sentence = `The XTA source of ${procedure} has failed ${failures} times in a row.`;
        return new HubError('unavailable-message', 'door.source-failing', sentence, {
          values: { procedure, failures },
        });
      }),
};

/** One gateway may have what another one lacks: packages lie in its data directory. */
function missingServices({
  gateways,
  services,
}: Pick<DoorFacts, 'gateways' | 'services'>): readonly { gateway: string; service: DoorFacts['services'][number] }[] {
  return gateways.flatMap(({ gateway, services: there }) =>
    services
      .filter(({ connector, version, name }) =>
        there.every(
          (one) => one.connector !== connector || one.version !== version || one.name !== name || !one.installed,
        ),
      )
      .map((service) => ({ gateway, service })),
  );
}

function certificatesEnded(door: Door, { gateways, sources, now }: DoorFacts): readonly HubError[] {
  const ended =
    door === 'xta-client'
      ? sources.flatMap(({ procedure, certificateEndsAt: at }) => (at === null ? [] : { address: procedure, at }))
      : gateways.flatMap(({ gateway, tls }) =>
          tls === undefined ? [] : { address: gateway, at: new Date(tls.endsAt) },
        );
  return ended.filter(({ at }) => at <= now).map(({ address, at }) => certificateEnded(address, at));
}

export function certificateEnded(address: string, endedAt: Date): HubError {
  const at = endedAt.toISOString();
  const sentence = `The certificate at ${address} ended on ${at}. Renew it.`;
  return new HubError('misconfigured', 'door.certificate-ended', sentence, { values: { address, at } });
}

function noGateway(): HubError {
  const seconds = SILENT_SECONDS;
  const sentence = `No gateway has told anything of itself for ${seconds} s.`;
  return new HubError('misconfigured', 'door.no-gateway', sentence, { values: { seconds } });
}

function noProcedure(): HubError {
  return new HubError('misconfigured', 'door.no-procedure', 'There is no procedure yet.');
}

function noSoap(): HubError {
  return new HubError('misconfigured', 'door.no-soap', 'No procedure has a connector with SOAP services.');
}

function noParty(): HubError {
  return new HubError('misconfigured', 'door.no-party', 'Nobody has an XTA identifier yet.');
}

function noTls(): HubError {
  return new HubError('misconfigured', 'door.no-tls', 'No gateway speaks TLS: procedures cannot show certificates.');
}

function noSource(): HubError {
  return new HubError('misconfigured', 'door.no-source', 'No procedure has an XTA source.');
}
