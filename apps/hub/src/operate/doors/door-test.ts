/** Tries a door out, as far as that can be done without leaving anything behind. */
import type { Exchange } from '../../exchange/exchange.js';
import { HubError } from '../../errors/hub-error.js';
import type { Database } from '../../database/database.js';
import type { Door } from '../../ledger/doors/door.js';
import { rootOfWsdl } from '../../soap/wsdl.js';
import type { SourceElement } from '../../xml/source.js';
import type { DoorFacts } from './door-facts.js';
import { certificateEnded, conditionOf } from './door-state.js';
import { lookAt } from './look-at.js';

export const CHECKS = [
  'gateway',
  'set-up',
  'database',
  'exchange',
  'address',
  'certificate',
  'wsdl',
  'source',
] as const;

/** One thing that was tried. */
export interface DoorCheck {
  readonly check: (typeof CHECKS)[number];
  /** What it was tried at: an address, or a procedure. */
  readonly target?: string;
  /** Of a certificate. */
  readonly endsAt?: Date;
  /** Why it failed; undefined when it did not. */
  readonly error?: HubError;
}

export interface DoorTestTools {
  readonly database: Database;
  readonly exchange: Pick<Exchange, 'problem'>;
  /** Asks the server of the XTA source of a procedure whether its account is active. @throws HubError */
  readonly askSource: (tenant: string, procedure: string) => Promise<void>;
}

/** Schemas that a WSDL leads to and that are looked at; the largest known has 12. */
const FILES_MAX = 40;
/** Sources that are asked at once; of more of them each is tried by itself. */
const SOURCES_MAX = 20;

export class DoorTests {
  constructor(private readonly tools: DoorTestTools) {}

  /** @param procedure its name; undefined for all of them */
  async try(
    tenant: string,
    door: Door,
    facts: DoorFacts,
    procedure: string | undefined,
  ): Promise<readonly DoorCheck[]> {
    return [
      ...setUp(door, facts),
      ...(await this.dependencies()),
      ...(await this.atDoor(tenant, door, facts, procedure)),
    ];
  }

  private async dependencies(): Promise<readonly DoorCheck[]> {
    const database = await checked({ check: 'database' }, async () => {
      if (await this.tools.database.reachable()) return;
      throw new HubError('unavailable-shared', 'database.unavailable', 'The database cannot be reached.');
    });
    const exchange = await checked({ check: 'exchange' }, async () => {
      const problem = this.tools.exchange.problem();
      if (problem !== undefined) throw problem;
    });
    return [...database, ...exchange];
  }

  private async atDoor(
    tenant: string,
    door: Door,
    facts: DoorFacts,
    procedure: string | undefined,
  ): Promise<readonly DoorCheck[]> {
    if (door === 'xta-client') return this.sources(tenant, facts, procedure);
    const bases = [...new Set(facts.gateways.flatMap(basesOf))];
    const alive = (await Promise.all(bases.map((base) => answered(`${base}/health/live`, facts.now)))).flat();
    if (door === 'rest') return alive;
    const own = facts.services.filter(({ procedures }) => procedure === undefined || procedures.includes(procedure));
    const services = own.filter((one) => facts.gateways.some((gateway) => isAt(gateway, one)));
    const paths =
      door === 'soap'
        ? services.map(({ connector, name }) => `/soap/${connector}/${name}`)
        : facts.gateways.some(({ xta }) => xta)
          ? ['management', 'send', 'msgbox'].map((port) => `/xta/2.1.1/${port}`)
          : [];
    const wsdls: DoorCheck[] = [];
    // One after the other: a gateway writes each of them anew.
    for (const base of bases) for (const path of paths) wsdls.push(...(await wsdl(base + path)));
    return [...alive, ...wsdls];
  }

  private async sources(
    tenant: string,
    { sources }: DoorFacts,
    procedure: string | undefined,
  ): Promise<readonly DoorCheck[]> {
    const asked = sources.filter((one) => procedure === undefined || one.procedure === procedure).slice(0, SOURCES_MAX);
    const all = await Promise.all(
      asked.map(({ procedure: target, certificateEndsAt }) =>
        checked({ check: 'source', target, ...(certificateEndsAt === null ? {} : { endsAt: certificateEndsAt }) }, () =>
          this.tools.askSource(tenant, target),
        ),
      ),
    );
    return all.flat();
  }
}

/** What is known without asking anybody: gateways are there, and have what they need. */
function setUp(door: Door, facts: DoorFacts): readonly DoorCheck[] {
  const { reasons } = conditionOf(door, facts);
  if (facts.gateways.length === 0) return reasons.map((error) => ({ check: 'gateway', error }));
  const gateways: DoorCheck[] = facts.gateways.map(({ gateway }) => ({ check: 'gateway', target: gateway }));
  return [
    ...gateways,
    ...(reasons.length === 0
      ? [{ check: 'set-up' as const }]
      : reasons.map((error) => ({ check: 'set-up' as const, error }))),
  ];
}

function basesOf({ address, tls }: DoorFacts['gateways'][number]): readonly string[] {
  if (tls === undefined || !address.startsWith('http:')) return [address];
  return [address, `https://${new URL(address).hostname}:${tls.port}`];
}

function isAt(gateway: DoorFacts['gateways'][number], service: DoorFacts['services'][number]): boolean {
  return gateway.services.some(
    ({ connector, version, name, installed }) =>
      installed && connector === service.connector && version === service.version && name === service.name,
  );
}

/** That the hub answers, and over TLS that its certificate is valid and trusted. */
async function answered(address: string, now: Date): Promise<readonly DoorCheck[]> {
  let certificate: Awaited<ReturnType<typeof lookAt>>['certificate'];
  const found = await checked({ check: 'address', target: address }, async () => {
    const looked = await lookAt(address);
    certificate = looked.certificate;
    if (looked.status !== 200 || !looked.body.includes('"live"')) throw unexpected(address, looked.status);
  });
  if (certificate === undefined) return found;
  const { endsAt, distrust } = certificate;
  return [
    ...found,
    ...(await checked({ check: 'certificate', target: new URL(address).origin, endsAt }, async () => {
      if (endsAt <= now) throw certificateEnded(address, endsAt);
      if (distrust !== undefined) throw untrusted(address, distrust);
    })),
  ];
}

/** Read, and all that it leads to is there. */
function wsdl(address: string): Promise<readonly DoorCheck[]> {
  const target = `${address}?wsdl`;
  return checked({ check: 'wsdl', target }, async () => {
    const { status, body } = await lookAt(target);
    if (status !== 200) throw unexpected(target, status);
    let root: SourceElement;
    try {
      root = rootOfWsdl(body);
    } catch (error) {
      throw incomplete(target, error instanceof HubError ? error.message.replace(/[.]$/, '') : 'it cannot be read');
    }
    for (const file of filesOf(root, target).slice(0, FILES_MAX)) {
      const found = await lookAt(file);
      if (found.status !== 200) throw incomplete(target, `${file} is not there (status ${found.status})`);
    }
  });
}

/** Schemas and WSDLs, as absolute addresses; what is elsewhere than the hub is not looked at. */
function filesOf(root: SourceElement, base: string): readonly string[] {
  const found = new Set<string>();
  const visit = (element: SourceElement): void => {
    const location = element.name === 'import' || element.name === 'include' ? locationOf(element) : undefined;
    const url = location !== undefined && URL.canParse(location, base) ? new URL(location, base) : undefined;
    if (url !== undefined && url.origin === new URL(base).origin) found.add(url.href);
    for (const child of element.children) visit(child);
  };
  visit(root);
  return [...found];
}

function locationOf(element: SourceElement): string | undefined {
  return element.attribute('schemaLocation') ?? element.attribute('location');
}

async function checked(what: Omit<DoorCheck, 'error'>, work: () => Promise<void>): Promise<readonly DoorCheck[]> {
  try {
    await work();
    return [what];
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return [{ ...what, error }];
  }
}

function unexpected(address: string, status: number): HubError {
  const sentence = `Something else than the hub answers at ${address} (status ${status}).`;
  return new HubError('misconfigured', 'door.address-unexpected', sentence, { values: { address, status } });
}

function untrusted(address: string, reason: string): HubError {
  const sentence = `This computer does not trust the certificate at ${address} (${reason}).`;
  return new HubError('misconfigured', 'door.certificate-untrusted', sentence, { values: { address, reason } });
}

function incomplete(address: string, reason: string): HubError {
  const sentence = `The WSDL at ${address} is not complete: ${reason}.`;
  return new HubError('misconfigured', 'door.wsdl-incomplete', sentence, { values: { address, reason } });
}
