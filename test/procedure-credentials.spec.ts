// For entrances where the message itself says who sends it: everything that is given leads to one procedure, or to none.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientCertificates } from '../apps/hub/src/access/client-certificates.js';
import { AccessDirectory } from '../apps/hub/src/access/directory.js';
import { ProcedureCredentials } from '../apps/hub/src/access/procedure-credentials.js';
import { Replays } from '../apps/hub/src/access/replays.js';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import { Database } from '../apps/hub/src/database/database.js';
import type { EnvelopeCredential } from '../apps/hub/src/soap/security/credentials.js';
import { identityOf, type Identity } from './harness/identities.js';

const clock = new SystemClock();
const [permits, revoked, stranger] = await Promise.all(
  ['permits', 'revoked', 'stranger'].map((name) => identityOf(name)),
);
const PROXY = '10.0.0.5';

let folder: string;
let database: Database;
let directory: AccessDirectory;
let credentials: ProcedureCredentials;
const used: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fachwerk-credentials-'));
  const file = join(folder, 'access-snapshot.json');
  const procedure = (name: string): object => ({
    tenant: 't',
    id: name,
    name,
    title: name,
    connector: 'c',
    settings: {},
  });
  const key = (name: string): object => ({
    id: `key of ${name}`,
    procedure: name,
    hash: createHash('sha256').update(`fw_${name}`).digest('hex'),
    expiresAt: null,
  });
  const certificate = ({ fingerprint, certificate: { validFrom, validTo } }: Identity, isRevoked: boolean): object => ({
    id: fingerprint,
    procedure: 'permits',
    fingerprint,
    notBefore: new Date(validFrom).toISOString(),
    notAfter: new Date(validTo).toISOString(),
    revoked: isRevoked,
  });
  const snapshot = {
    revision: '1',
    tenants: [],
    procedures: [procedure('permits'), procedure('invoices')],
    keys: [key('permits'), key('invoices')],
    certificates: [certificate(permits!, false), certificate(revoked!, true)],
    messageIdKeys: [],
  };
  await writeFile(file, JSON.stringify({ confirmedAt: new Date().toISOString(), snapshot }));
  database = new Database({ url: 'postgres://hub@127.0.0.1:1/away', connectionsMax: 1 });
  const onCertificateUsed = (_tenant: string, id: string): unknown => used.push(id);
  directory = new AccessDirectory(database, clock, {
    file,
    hoursMax: 24,
    onProblem: () => undefined,
    onCertificateUsed,
  });
  await directory.start();
  const proxied = { clientCertificateHeader: 'X-Cert', trustedProxies: [PROXY] as [string] };
  credentials = new ProcedureCredentials(directory, new ClientCertificates(proxied), new Replays(clock), clock);
});
afterAll(async () => {
  await directory.stop();
  await database.close();
  await rm(folder, { recursive: true });
});

const bearer = (key: string): string => `Bearer ${key}`;
const basic = (user: string, key: string): string => `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;

interface Given {
  readonly authorization?: string;
  readonly shown?: Identity | undefined;
  readonly envelope?: EnvelopeCredential;
}

/** The name of the procedure, or the code of the refusal. */
function found({ authorization, shown, envelope }: Given): string {
  const headers = {
    ...(authorization && { authorization }),
    ...(shown && { 'x-cert': shown.certificate.raw.toString('base64') }),
  };
  const request = { headers, raw: { socket: { remoteAddress: PROXY } } } as never;
  try {
    return credentials.of(request, envelope).name;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const token = (user: string, password: string): EnvelopeCredential => ({ kind: 'username-token', user, password });
let signatures = 0;
const signature = (by: Identity, signedInfo = `digest-${(signatures += 1)}`): EnvelopeCredential => ({
  kind: 'signature',
  certificate: by.certificate.raw,
  signedInfo,
  staleAt: new Date(Date.now() + 60_000),
});

describe('one way alone', () => {
  it.each<[string, Given, string]>([
    ['a key', { authorization: bearer('fw_permits') }, 'permits'],
    ['the name with its key', { authorization: basic('permits', 'fw_permits') }, 'permits'],
    ['another name', { authorization: basic('invoices', 'fw_permits') }, 'access.unauthorised'],
    ['no name', { authorization: basic('', 'fw_permits') }, 'access.unauthorised'],
    ['no colon', { authorization: `Basic ${Buffer.from('fw_permits').toString('base64')}` }, 'access.unauthorised'],
    ['a wrong key', { authorization: bearer('fw_wrong') }, 'access.unauthorised'],
    ['an empty key', { authorization: 'Bearer ' }, 'access.unauthorised'],
    ['another scheme', { authorization: 'Digest fw_permits' }, 'access.unauthorised'],
    ['a certificate', { shown: permits }, 'permits'],
    ['a revoked certificate', { shown: revoked }, 'access.certificate-revoked'],
    ['an unknown certificate', { shown: stranger }, 'access.certificate-unknown'],
    ['a token', { envelope: token('permits', 'fw_permits') }, 'permits'],
    ['a token with another name', { envelope: token('invoices', 'fw_permits') }, 'access.unauthorised'],
    ['a token with a wrong key', { envelope: token('permits', 'fw_wrong') }, 'access.unauthorised'],
    ['a signature', { envelope: signature(permits!) }, 'permits'],
    ['a signature by a revoked one', { envelope: signature(revoked!) }, 'access.certificate-revoked'],
    ['a signature by nobody', { envelope: signature(stranger!) }, 'access.certificate-unknown'],
    ['nothing', {}, 'access.unauthorised'],
  ])('%s', (_what, given, expected) => expect(found(given)).toBe(expected));

  it('is written down', () => {
    used.length = 0;
    found({ shown: permits });
    found({ shown: revoked });
    found({ envelope: signature(permits!) });
    expect(used).toEqual([permits!.fingerprint, permits!.fingerprint]);
  });
});

describe('several ways at once', () => {
  const key = bearer('fw_permits');
  const otherKey = bearer('fw_invoices');

  it.each<[string, Given, string]>([
    ['all of one procedure', { authorization: key, shown: permits, envelope: signature(permits!) }, 'permits'],
    ['a key and a token', { authorization: otherKey, envelope: token('invoices', 'fw_invoices') }, 'invoices'],
    [
      'a key and a token of another',
      { authorization: otherKey, envelope: token('permits', 'fw_permits') },
      'access.credentials-differ',
    ],
    ['a key and a certificate of another', { authorization: otherKey, shown: permits }, 'access.credentials-differ'],
    [
      'a key and a signature of another',
      { authorization: otherKey, envelope: signature(permits!) },
      'access.credentials-differ',
    ],
    [
      'a certificate and a token of another',
      { shown: permits, envelope: token('invoices', 'fw_invoices') },
      'access.credentials-differ',
    ],
    [
      'a key beside a certificate that nobody knows',
      { authorization: key, shown: stranger },
      'access.certificate-unknown',
    ],
    [
      'a key beside a signature of a revoked one',
      { authorization: key, envelope: signature(revoked!) },
      'access.certificate-revoked',
    ],
    ['a certificate beside a wrong key', { authorization: bearer('fw_wrong'), shown: permits }, 'access.unauthorised'],
    [
      'a certificate beside a wrong token',
      { shown: permits, envelope: token('permits', 'fw_wrong') },
      'access.unauthorised',
    ],
  ])('%s', (_what, given, expected) => expect(found(given)).toBe(expected));
});

it('a certificate can be asked for before its signature is looked at, and is not used by that', () => {
  const before = used.length;
  const codeOf = ({ certificate }: Identity): string | undefined => {
    try {
      credentials.checkCertificate(certificate.raw);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect([permits!, revoked!, stranger!].map(codeOf)).toEqual([
    undefined,
    'access.certificate-revoked',
    'access.certificate-unknown',
  ]);
  expect(used).toHaveLength(before);
});

it('a signed message is let in once; what was refused for another reason may come again', () => {
  const once = signature(permits!, 'the same');
  expect(found({ authorization: bearer('fw_invoices'), envelope: once })).toBe('access.credentials-differ');
  expect(found({ envelope: once })).toBe('permits');
  expect(found({ envelope: once })).toBe('access.replayed');
  expect(found({ envelope: signature(permits!, 'another') })).toBe('permits');
  credentials.release(signature(stranger!, 'the same'));
  expect(found({ envelope: once })).toBe('access.replayed');
  credentials.release(once);
  expect(found({ envelope: once })).toBe('permits');
});
