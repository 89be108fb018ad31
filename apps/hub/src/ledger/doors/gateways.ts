import type { Database } from '../../database/database.js';

/** A service of a connector, as a gateway has it. */
export interface GatewayService {
  readonly connector: string;
  readonly version: string;
  readonly name: string;
  readonly title: string;
  /** Name of its WSDL. */
  readonly wsdl: string;
  readonly installed: boolean;
}

/** What only a gateway knows of its doors. */
export interface GatewayFacts {
  /** Where others reach it, as far as it knows. */
  readonly address: string;
  /** Whether its settings say so (FACHWERK_PUBLIC_URL). */
  readonly isPublic: boolean;
  /** Of its listener over TLS, where it has one. */
  readonly tls?: { readonly port: number; readonly subject: string; readonly endsAt: string };
  readonly services: readonly GatewayService[];
  /** Whether the schemas of XTA are installed. */
  readonly xta: boolean;
  /** What was refused before anybody was known, since it started: how often, by door and code. */
  readonly unknown: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly startedAt: string;
}

export interface ToldGateway extends GatewayFacts {
  readonly gateway: string;
  readonly toldAt: Date;
}

/** Of one that has not told anything for a month nothing is known any more. */
const FORGOTTEN = "interval '31 days'";

/** What gateways tell of themselves; they are no tenant's. */
export class GatewayBook {
  constructor(private readonly database: Database) {}

  async tell(gateway: string, facts: GatewayFacts, now: Date): Promise<void> {
    await this.database.asSystem(async (transaction) => {
      transaction.send(
        `INSERT INTO gateway_door (gateway, told_at, facts) VALUES ($1, $2, $3)
         ON CONFLICT (gateway) DO UPDATE SET told_at = excluded.told_at, facts = excluded.facts`,
        [gateway, now, JSON.stringify(facts)],
      );
      transaction.send(`DELETE FROM gateway_door WHERE told_at < now() - ${FORGOTTEN}`);
    });
  }

  /** It stops in order. */
  async leave(gateway: string): Promise<void> {
    await this.database.asSystem(async (transaction) =>
      transaction.send('DELETE FROM gateway_door WHERE gateway = $1', [gateway]),
    );
  }

  /** Those that have told something since. */
  async since(since: Date): Promise<readonly ToldGateway[]> {
    const rows = await this.database.asSystem((transaction) =>
      transaction.query<{ gateway: string; toldAt: Date; facts: GatewayFacts }>(
        'SELECT gateway, told_at AS "toldAt", facts FROM gateway_door WHERE told_at >= $1 ORDER BY gateway',
        [since],
      ),
    );
    return rows.map(({ gateway, toldAt, facts }) => ({ ...facts, gateway, toldAt }));
  }
}
