/** A building authority's own SOAP service, as gSOAP makes it of the connector's WSDL: it writes down what it is told. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';
import { GsoapService } from './gsoap-service.js';

export const RECEIPTS_WSDL = 'building-permits/receipts.wsdl';

/** What it answers: taken, the same two seconds later, a fault of Client or Server, or the end of its process. */
export type Behaviour = 'take' | 'slow' | 'client' | 'server' | 'end';

/** One call, as it came; what is missing is null or not there. */
export interface Call {
  readonly operation: 'PermitFiled' | 'PermitRefused';
  readonly soapVersion: '1.1' | '1.2';
  readonly action: string | null;
  /** Of HTTP. */
  readonly user: string | null;
  readonly password: string | null;
  readonly messageId: string | null;
  readonly wsaAction: string | null;
  readonly to: string | null;
  readonly tokenUser?: string;
  readonly tokenPassword?: string;
  readonly tokenType?: string;
  readonly tokenNonce?: string;
  readonly tokenCreated?: string;
  readonly permit: string;
  /** Of the hub. */
  readonly message: string;
  readonly fileReference?: string;
  readonly caseNumber?: string;
  readonly documents?: readonly (readonly [string, string])[];
  readonly code?: string;
  readonly reason?: string;
  readonly answer: Behaviour;
}

/** Paths of PEM files. */
export interface ServiceTls {
  /** Its key and its certificate. */
  readonly server: string;
  /** Authority of clients. */
  readonly clientCa: string;
}

export class ReceiptsService {
  private constructor(
    private readonly service: GsoapService<Call>,
    private readonly folder: string,
    private readonly isSecure: boolean,
  ) {}

  static async open(tls?: ServiceTls): Promise<ReceiptsService> {
    const folder = await mkdtemp(join(tmpdir(), 'fachwerk-receipts-'));
    const behaviour = join(folder, 'behaviour');
    await writeFile(behaviour, 'take');
    const secure = tls === undefined ? [] : [tls.server, tls.clientCa];
    const wsdl = join(root, 'schemas', RECEIPTS_WSDL);
    const service = await GsoapService.open<Call>('receipts', wsdl, behaviour, ...secure);
    return new ReceiptsService(service, folder, tls !== undefined);
  }

  get url(): string {
    const { port } = this.service;
    return this.isSecure ? `https://localhost:${port}/` : `http://127.0.0.1:${port}/`;
  }

  get calls(): readonly Call[] {
    return this.service.calls;
  }

  answer(behaviour: Behaviour): Promise<void> {
    return writeFile(join(this.folder, 'behaviour'), behaviour);
  }

  up(): Promise<void> {
    return this.service.up();
  }

  down(): Promise<void> {
    return this.service.down();
  }

  /** What was told of a permit. */
  of(permit: string): readonly Call[] {
    return this.calls.filter((call) => call.permit === permit);
  }

  async close(): Promise<void> {
    await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }
}
