// What a SOAP message says about who sends it: what is believed, and every way of making somebody believe more.
import { describe, expect, it } from 'vitest';
import { SoapFault } from '../apps/hub/src/soap/fault.js';
import { credentialsIn, type EnvelopeCredential } from '../apps/hub/src/soap/security/credentials.js';
import { securityFaultOf } from '../apps/hub/src/soap/security/faults.js';
import { wsSecurityCodes } from '../apps/hub/src/errors/lists/ws-security.js';
import { identityOf } from './harness/identities.js';
import {
  BODY,
  EXCLUSIVE,
  MESSAGE_ID,
  PROFILE,
  SOAP,
  SOAP12,
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
const other = await identityOf('other', { keyType: 'rsa' });
const SECURITY = `${timestamp(NOW)}${binaryToken(sender)}`;

const read = (xml: string, now = NOW): EnvelopeCredential | undefined =>
  credentialsIn(asRead(xml), now, () => undefined);
const signed = (parts: Partial<EnvelopeParts> = {}, signing: Signing = {}): string =>
  signedBy(sender, envelope({ security: SECURITY, ...parts }), signing);
/** The code that a message is refused with. */
function refusal(xml: string, now = NOW): string {
  try {
    return `let in as ${read(xml, now)?.kind}`;
  } catch (error) {
    if (error instanceof SoapFault) return error.hubCode ?? error.code;
    return (error as { code?: string }).code ?? String(error);
  }
}
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
/** Replaces exactly one place. */
function changed(xml: string, from: string, to: string): string {
  const parts = xml.split(from);
  expect(parts, from).toHaveLength(2);
  return parts.join(to);
}

describe('a signature', () => {
  it('of Body and Timestamp says whose certificate it is', () => {
    const credential = read(signed());
    expect(credential).toEqual({
      kind: 'signature',
      certificate: sender.certificate.raw,
      signedInfo: expect.stringMatching(/^[\w-]{43}$/),
      staleAt: ago(-360),
    });
  });

  it('counts for SOAP 1.2, with headers, inclusive prefixes, comments and other white space, and an empty Body', () => {
    const all = ['id-body', 'id-time', 'id-message', 'id-token'];
    for (const parts of [
      { namespace: SOAP12 },
      { headers: MESSAGE_ID },
      { body: `<!-- to -->\n <m:order xmlns:m="urn:m" b='2' a="1"\n/><!-- end -->` },
      { body: '' },
      { body: '<a xmlns="urn:a"><b xmlns="" c:d="&#10;&quot;é" xmlns:c="urn:c"><![CDATA[<&>]]>\r\n</b></a>' },
    ]) {
      const references = 'headers' in parts ? all : ['id-body', 'id-time'];
      expect(refusal(signed(parts, { references })), JSON.stringify(parts)).toBe('let in as signature');
    }
    expect(refusal(signed({}, { prefixes: ['soap', 'wsu', 'm'] }))).toBe('let in as signature');
  });

  it.each([
    ['rsa', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'http://www.w3.org/2001/04/xmlenc#sha512'],
    ['ec', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
    ['rsa', 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', 'http://www.w3.org/2001/04/xmlenc#sha256'],
  ] as const)('may be made with %s by %s and %s', async (keyType, signatureAlgorithm, digestAlgorithm) => {
    const identity = await identityOf('own', { keyType });
    const xml = envelope({ security: `${timestamp(NOW)}${binaryToken(identity)}` });
    const sent = signedBy(identity, xml, { signatureAlgorithm, digestAlgorithm });
    expect(refusal(sent)).toBe('let in as signature');
    expect(refusal(changed(sent, '>10<', '>11<'))).toBe('ws-security.signature-wrong');
  });

  it('is known again when it is made anew of the same content: ECDSA has many signatures for one text', async () => {
    const identity = await identityOf('own');
    const xml = envelope({ security: `${timestamp(NOW)}${binaryToken(identity)}` });
    const signatureAlgorithm = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
    const [one, two] = [0, 1].map(() => signedBy(identity, xml, { signatureAlgorithm }));
    expect(one).not.toBe(two);
    expect(read(one!)).toEqual(read(two!));
    expect(read(signed())).not.toMatchObject({ signedInfo: (read(one!) as { signedInfo: string }).signedInfo });
  });
});

describe('what was changed on the way is refused', () => {
  it.each([
    ['the content', '>10<', '>11<', 'signature-wrong'],
    ['the time', '10:00:00.000Z</wsu:Created>', '10:00:01.000Z</wsu:Created>', 'signature-wrong'],
    ['an attribute of Body', '<soap:Body ', '<soap:Body a="1" ', 'signature-wrong'],
    ['a namespace of an element', 'xmlns:m="urn:m"', 'xmlns:m="urn:n"', 'signature-wrong'],
    ['an instruction in Body', '<m:amount>', '<?a b?><m:amount>', 'signature-wrong'],
    ['a digest', '<ds:DigestValue>', '<ds:DigestValue>AAAA', 'signature-wrong'],
  ])('%s', (_what, from, to, code) => {
    const sent = signed();
    const at = sent.indexOf(from);
    expect(at).toBeGreaterThan(0);
    expect(refusal(sent.slice(0, at) + to + sent.slice(at + from.length))).toBe(`ws-security.${code}`);
  });

  it('the certificate: a signature of somebody else, and a token that is none', () => {
    const token = sender.certificate.raw.toString('base64');
    expect(refusal(changed(signed(), token, other.certificate.raw.toString('base64')))).toBe(
      'ws-security.signature-wrong',
    );
    expect(refusal(changed(signed(), token, 'MIIB'))).toBe('ws-security.token');
    expect(refusal(changed(signed(), token, '!'))).toBe('ws-security.token');
    expect(refusal(changed(signed(), '#X509v3" EncodingType', '#X509PKIPathv1" EncodingType'))).toBe(
      'ws-security.token',
    );
  });

  it('but a comment, which nobody reads, changes nothing', () => {
    expect(refusal(changed(signed(), '>10<', '>1<!-- -->0<'))).toBe('let in as signature');
  });
});

describe('an element that is signed in another place than it is read in', () => {
  const sent = signed();
  const body = /<soap:Body.*<\/soap:Body>/.exec(sent)![0];
  const evil = '<soap:Body wsu:Id="id-evil"><m:order xmlns:m="urn:m"><m:amount>1000</m:amount></m:order></soap:Body>';
  const stamp = /<wsu:Timestamp.*<\/wsu:Timestamp>/.exec(sent)![0];

  it.each([
    ['Body in a header', changed(sent, body, evil).replace('</soap:Header>', `<w>${body}</w></soap:Header>`)],
    ['Body in Security', changed(sent, body, evil).replace('</wsse:Security>', `<w>${body}</w></wsse:Security>`)],
    [
      'Body in the signature',
      changed(sent, body, evil).replace('</ds:Signature>', `<ds:Object>${body}</ds:Object></ds:Signature>`),
    ],
    ['Body in Body', changed(sent, body, `<soap:Body wsu:Id="id-evil"><w>${body}</w></soap:Body>`)],
    [
      'Body with the same id',
      changed(sent, body, evil.replace('id-evil', 'id-body')).replace('</soap:Header>', `<w>${body}</w></soap:Header>`),
    ],
    ['two Bodies', changed(sent, body, evil + body)],
    ['two Bodies, the other way round', changed(sent, body, body + evil)],
    ['a second Header', changed(sent, '</soap:Header>', `</soap:Header><soap:Header>${body}</soap:Header>`)],
    [
      'Timestamp in a header',
      changed(sent, stamp, timestamp(NOW).replace('id-time', 'id-new')).replace(
        '</soap:Header>',
        `<w>${stamp}</w></soap:Header>`,
      ),
    ],
    ['Timestamp twice', changed(sent, stamp, timestamp(NOW).replace('id-time', 'id-new') + stamp)],
    ['an id of another kind', changed(sent, '<m:amount>', '<m:amount ID="id-body">')],
    ['an id of another namespace', changed(sent, '<m:amount>', '<m:amount xmlns:x="urn:x" x:id="id-body">')],
  ])('%s', (_what, xml) => {
    expect(refusal(xml)).toMatch(
      /^(soap\.envelope-malformed|ws-security\.(wrapped|several-bodies|malformed|unsupported|unsigned|signature-wrong))$/,
    );
  });

  it('is refused although every reference of its signature fits', () => {
    // A message that its owner signed in this form: the digests are right, only the places are not.
    const inner = `<w><soap:Body wsu:Id="id-inner">${BODY}</soap:Body></w>`;
    const xml = envelope({ security: SECURITY, headers: inner, body: BODY.replace('10', '1000') });
    expect(refusal(signedBy(sender, xml, { references: ['id-inner', 'id-time'] }))).toBe('ws-security.several-bodies');
    const elsewhere = envelope({ security: SECURITY, body: `<w wsu:Id="id-inner">${BODY}</w>` });
    expect(refusal(signedBy(sender, elsewhere, { references: ['id-inner', 'id-time'] }))).toBe('ws-security.wrapped');
  });

  it('is refused when somebody may find another element by the same id, or a part is signed twice', () => {
    for (const attribute of ['ID', 'id', 'x:ID', 'AssertionID']) {
      const body = `<m:order xmlns:m="urn:m" xmlns:x="urn:x"><m:amount ${attribute}="id-body">10</m:amount></m:order>`;
      expect(refusal(signed({ body })), attribute).toBe('ws-security.wrapped');
    }
    expect(refusal(signed({}, { references: ['id-body', 'id-body', 'id-time'] }))).toBe('ws-security.malformed');
  });

  it('is refused when the whole document is what was signed', () => {
    const xml = envelope({ security: SECURITY });
    const sentWhole = signedBy(sender, xml, { references: ['id-time', 'id-body'], isWholeSigned: true });
    expect(refusal(sentWhole)).toBe('ws-security.wrapped');
  });

  it('is refused when the door reads something else than was signed', () => {
    const { headers, body: inBody, bytes } = asRead(sent);
    const differs = (parts: object): string => {
      try {
        return String(credentialsIn({ headers, body: inBody, bytes, ...parts }, NOW, () => undefined)?.kind);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const node = { name: 'order', namespace: 'urn:m', toXml: () => BODY.replace('10', '1000') };
    expect(differs({})).toBe('signature');
    expect(differs({ body: node })).toBe('xml.ambiguous');
    expect(differs({ body: undefined })).toBe('xml.ambiguous');
    expect(differs({ headers: [...headers, node] })).toBe('xml.ambiguous');
  });
});

describe('what is not signed', () => {
  it.each([
    ['Timestamp is there and not signed', {}, { references: ['id-body'] }, 'unsigned'],
    ['there is no Timestamp', { security: binaryToken(sender) }, { references: ['id-body'] }, 'unsigned'],
    ['Body', {}, { references: ['id-time'] }, 'unsigned'],
    ['MessageID', { headers: MESSAGE_ID }, {}, 'unsigned'],
    ['any other header', { headers: '<t:trace xmlns:t="urn:t">1</t:trace>' }, {}, 'unsigned'],
  ])('%s', (_what, parts, signing, code) => {
    expect(refusal(signed(parts, signing))).toBe(`ws-security.${code}`);
  });

  it('an attachment: neither XOP nor a message that is encrypted is let in', () => {
    const xop = '<m:f xmlns:m="urn:m"><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:a"/></m:f>';
    expect(refusal(signed({ body: xop }))).toBe('ws-security.attachments');
    const encrypted = '<e:EncryptedKey xmlns:e="http://www.w3.org/2001/04/xmlenc#"/>';
    expect(refusal(signed({ security: SECURITY + encrypted }))).toBe('ws-security.unsupported');
  });
});

describe('algorithms', () => {
  const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
  const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

  it.each<[string, Signing]>([
    ['a signature with SHA-1', { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['a digest with SHA-1', { digestAlgorithm: SHA1 }],
    ['inclusive canonicalization of SignedInfo', { canonicalization: INCLUSIVE }],
    ['inclusive canonicalization of a part', { transforms: [INCLUSIVE] }],
    ['canonicalization with comments', { transforms: [`${EXCLUSIVE}WithComments`] }],
  ])('%s is refused', (_what, signing) => {
    expect(refusal(signed({}, signing))).toBe('ws-security.algorithm');
  });

  it('two transforms, none, and a path are refused', () => {
    expect(refusal(signed({}, { transforms: [EXCLUSIVE, EXCLUSIVE] }))).toBe('ws-security.malformed');
    const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
    expect(refusal(signed({}, { transforms: [enveloped, EXCLUSIVE] }))).toBe('ws-security.malformed');
    const withPath = signed().replaceAll(
      /(<ds:Transform Algorithm="[^"]*")\s*\/>/g,
      '$1><ds:XPath>1</ds:XPath></ds:Transform>',
    );
    expect(refusal(withPath)).toMatch(/signature-wrong|malformed/);
  });

  it('HMAC with the public key as secret is refused, and so is a method with parameters', () => {
    const method = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
    expect(refusal(changed(signed(), method, 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'))).toBe(
      'ws-security.algorithm',
    );
    const long = `"${method}"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>`;
    const sent = signed().replace(/"[^"]*rsa-sha256"\s*\/>/, long);
    expect(refusal(sent)).toBe('ws-security.algorithm');
  });

  it.each(['', '#', 'http://example.org/body', 'cid:attachment', "#xpointer(id('id-body'))", '#missing'])(
    'a reference to %j leads nowhere',
    (uri) => {
      const sent = changed(signed(), 'URI="#id-body"', `URI="${uri}"`);
      // SignedInfo is not what was signed, which is seen first.
      expect(refusal(sent)).toBe('ws-security.signature-wrong');
    },
  );
});

describe('time', () => {
  const at = (created: Date, expires?: Date): string =>
    signedBy(sender, envelope({ security: `${timestamp(created, expires)}${binaryToken(sender)}` }));

  it.each<[string, Date, Date | undefined, boolean]>([
    ['five minutes ago', ago(299), undefined, true],
    ['five minutes ago by a clock that is slow', ago(359), undefined, true],
    ['more than that', ago(360), undefined, false],
    ['in the future by a clock that is fast', ago(-60), undefined, true],
    ['in the future', ago(-61), undefined, false],
    ['too old by itself', ago(120), ago(60), false],
    ['not too old by itself', ago(120), ago(59), true],
    ['valid for years by itself', ago(400), ago(-1e8), false],
  ])('%s', (_what, created, expires, letIn) => {
    expect(refusal(at(created, expires))).toBe(letIn ? 'let in as signature' : 'ws-security.timestamp');
  });

  it.each(['2026-11-30T10:00:00', 'yesterday', '', '2026-11-30', '2026-13-30T10:00:00Z'])(
    'is no instant: %j',
    (text) => {
      const security = SECURITY.replace(NOW.toISOString(), text);
      expect(refusal(signedBy(sender, envelope({ security })))).toBe('ws-security.malformed');
    },
  );

  it('is looked at without a signature as well', () => {
    const token = usernameToken('permits', 'fw_key');
    expect(refusal(envelope({ security: timestamp(ago(400)) + token }))).toBe('ws-security.timestamp');
    expect(refusal(envelope({ security: timestamp(NOW) + token }))).toBe('let in as username-token');
  });
});

function usernameToken(user: string, password: string, type = `${PROFILE}#PasswordText`): string {
  return `<wsse:UsernameToken><wsse:Username>${user}</wsse:Username><wsse:Password Type="${type}">${password}</wsse:Password></wsse:UsernameToken>`;
}

describe('a UsernameToken', () => {
  it('is the name of a procedure and its key', () => {
    const xml = envelope({ security: usernameToken('permits', 'fw_a&amp;b') });
    expect(read(xml)).toEqual({ kind: 'username-token', user: 'permits', password: 'fw_a&b' });
    expect(read(xml.replace(/ Type="[^"]*"/, ''))).toMatchObject({ password: 'fw_a&b' });
  });

  it.each([
    ['a digest', usernameToken('permits', 'abc', `${PROFILE}#PasswordDigest`), 'digest'],
    ['an unknown type', usernameToken('permits', 'abc', 'urn:other'), 'unsupported'],
    ['no password', '<wsse:UsernameToken><wsse:Username>permits</wsse:Username></wsse:UsernameToken>', 'malformed'],
    ['two of them', usernameToken('a', 'b') + usernameToken('c', 'd'), 'malformed'],
    ['elements in the name', usernameToken('<wsse:Username>a</wsse:Username>', 'b'), 'malformed'],
  ])('with %s is refused', (_what, security, code) => {
    expect(refusal(envelope({ security }))).toBe(`ws-security.${code}`);
  });

  it('beside a signature is refused: who is meant?', () => {
    expect(refusal(signed({ security: SECURITY + usernameToken('permits', 'fw_key') }))).toBe(
      'ws-security.unsupported',
    );
  });
});

describe('a security header', () => {
  it('that is not there, empty, or for somebody else says nothing', () => {
    expect(read(`<soap:Envelope xmlns:soap="${SOAP}"><soap:Body/></soap:Envelope>`)).toBeUndefined();
    expect(read(envelope({ security: '' }))).toBeUndefined();
    const forOthers = changed(
      envelope({ security: usernameToken('permits', 'fw_key') }),
      'soap:mustUnderstand="1"',
      'soap:actor="urn:somebody-else"',
    );
    expect(read(forOthers)).toBeUndefined();
  });

  it('is refused when there are two for the hub', () => {
    const second = `<wsse:Security>${usernameToken('evil', 'fw_evil')}</wsse:Security>`;
    expect(refusal(envelope({ security: usernameToken('a', 'b'), headers: second }))).toBe('ws-security.malformed');
  });

  it('with two signatures, or two certificates, is refused', () => {
    const sent = signed();
    const signature = /<ds:Signature .*<\/ds:Signature>/.exec(sent)![0];
    expect(refusal(changed(sent, signature, signature + signature))).toBe('ws-security.malformed');
    const tokens = SECURITY + binaryToken(other).replace('id-token', 'id-other');
    expect(refusal(signed({ security: tokens }))).toBe('ws-security.malformed');
    expect(refusal(signed({}, { tokenId: 'id-elsewhere' }))).toBe('ws-security.malformed');
  });

  it('in a namespace that only looks like it is none', () => {
    const xml = envelope({ security: usernameToken('permits', 'fw_key') }).replaceAll(WSSE, `${WSSE}#`);
    expect(read(xml)).toBeUndefined();
  });
});

it('every refusal has a fault code of WS-Security', () => {
  for (const code of Object.keys(wsSecurityCodes)) expect(securityFaultOf(code), code).toBeTypeOf('string');
  expect(securityFaultOf('toString')).toBeUndefined();
});
