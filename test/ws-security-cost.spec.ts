// What strangers may make the hub compute by a signed SOAP message: nothing; and registered senders only so much.
import { describe, expect, it } from 'vitest';
import { credentialsIn } from '../apps/hub/src/soap/security/credentials.js';
import { identityOf } from './harness/identities.js';
import {
  WSSE,
  asRead,
  binaryToken,
  envelope,
  signedBy,
  timestamp,
  type EnvelopeParts,
  type Signing,
} from './harness/ws-security.js';

const NOW = new Date('2026-11-30T10:00:00.000Z');
const sender = await identityOf('permits', { keyType: 'rsa' });
const SECURITY = `${timestamp(NOW)}${binaryToken(sender)}`;

const signed = (parts: Partial<EnvelopeParts> = {}, signing: Signing = {}): string =>
  signedBy(sender, envelope({ security: SECURITY, ...parts }), signing);
/** The code that a message is refused with. */
function refusal(xml: string): string | undefined {
  try {
    return `let in as ${credentialsIn(asRead(xml), NOW, () => undefined)?.kind}`;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('what it costs to check a signature', () => {
  const forOthers = (count: number): string =>
    signed().replace('</soap:Header>', `${'<wsse:Security soap:actor="urn:others"/>'.repeat(count)}</soap:Header>`);
  /** References beyond those of Body and Timestamp. */
  const withHeaders = (count: number): string => {
    const ids = Array.from({ length: count }, (_, at) => `id-${at}`);
    const headers = ids.map((id) => `<t:trace xmlns:t="urn:t" wsu:Id="${id}"/>`).join('');
    return signed({ headers }, { references: ['id-body', 'id-time', ...ids] });
  };
  const items = (count: number): string => `<m:order xmlns:m="urn:m">${'<m:item a="1"/>'.repeat(count)}</m:order>`;

  it('is for registered senders: who claims to have signed is asked for before anything is computed', () => {
    const asked: Buffer[] = [];
    const check = (certificate: Buffer): never => {
      asked.push(certificate);
      throw new Error('a stranger');
    };
    for (const sent of [signed(), signed().replace('>10<', '>11<'), withHeaders(60), signed({ body: items(9_900) })]) {
      expect(() => credentialsIn(asRead(sent), NOW, check)).toThrow('a stranger');
    }
    expect(asked).toEqual(Array.from({ length: 4 }, () => sender.certificate.raw));
  });

  it.each<[string, () => string, string]>([
    ['as many headers as may be', () => forOthers(49), 'let in as signature'],
    ['one header more', () => forOthers(50), 'ws-security.malformed'],
    ['as many references as may be', () => withHeaders(18), 'let in as signature'],
    ['one reference more', () => withHeaders(19), 'ws-security.malformed'],
    ['many elements', () => signed({ body: items(9_900) }), 'let in as signature'],
    ['more of them', () => signed({ body: items(9_990) }), 'ws-security.malformed'],
    ['as many prefixes as may be', () => signed({}, { prefixes: prefixes(10) }), 'let in as signature'],
    ['one prefix more', () => signed({}, { prefixes: prefixes(11) }), 'ws-security.malformed'],
  ])('is bounded: %s', (_what, sent, expected) => expect(refusal(sent())).toBe(expected));

  it('is not spent on security headers for others; but they have to be some', () => {
    const { headers, body, bytes } = asRead(forOthers(1));
    const node = { name: 'Security', namespace: WSSE, toXml: () => expect.fail('was read') };
    const kind = (other: typeof node): string | undefined =>
      credentialsIn({ headers: [headers[0]!, other], body, bytes }, NOW, () => undefined)?.kind;
    expect(kind(node)).toBe('signature');
    expect(() => kind({ ...node, name: 'MessageID', toXml: () => '<MessageID/>' as never })).toThrow(
      expect.objectContaining({ code: 'xml.ambiguous' }),
    );
  });
});

function prefixes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `p${at}`);
}
