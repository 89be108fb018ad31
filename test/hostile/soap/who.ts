/** Who sends: credentials that are none, of somebody else, or two at once; signatures that are moved, repeated or weak. */
import { createHash, createPublicKey } from 'node:crypto';
import {
  call11,
  call12,
  createFile,
  envelope,
  filed,
  refused12,
  sender,
  SOAP_12,
  type Post,
  type SoapCase,
  type SoapExpectation,
  type SoapTarget,
} from './soap-case.js';
import {
  assembled,
  bodyOf,
  DS,
  EXCLUSIVE,
  hmac,
  rsa,
  security,
  signed,
  timestampOf,
  WSSE,
  WSU,
  type SignOptions,
} from './signed.js';

const denied: SoapExpectation = { fault: 'Sender', status: 401 };
const replayed: SoapExpectation = { fault: 'Sender', status: 401, code: 'access.replayed' };
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const as = (
  name: string,
  expect: SoapExpectation,
  authorization: (target: SoapTarget) => string | undefined,
): SoapCase => ({
  name,
  expect,
  post: (target) => call11(envelope(createFile(target.subject)), { authorization: authorization(target) }),
});

const PASSWORDS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';
const userToken = (user: string, password: string, type = 'PasswordText', more = ''): string =>
  `<w:UsernameToken xmlns:w="${WSSE}"><w:Username>${user}</w:Username><w:Password Type="${PASSWORDS}#${type}">${password}</w:Password>${more}</w:UsernameToken>`;

const token = (
  name: string,
  expect: SoapExpectation,
  tokens: (target: SoapTarget) => string,
  authorization?: (target: SoapTarget) => string,
): SoapCase => ({
  name,
  expect,
  post: (target) => {
    const text = envelope(createFile(target.subject), { namespace: SOAP_12, header: security(tokens(target)) });
    return call12(text, { authorization: authorization?.(target) });
  },
});

const CREATED = new Date(0).toISOString();
const digest = (key: string): string => createHash('sha1').update(`nonce${CREATED}${key}`).digest('base64');

export const credentials: readonly SoapCase[] = [
  as('nobody', denied, () => undefined),
  as('a key that is none', denied, ({ procedure }) => basic(procedure, 'secret')),
  as('the key of another tenant, with its own name', denied, ({ others, procedure }) =>
    basic(procedure, others.foreign),
  ),
  as('the key of a neighbour, with its own name', denied, ({ others, procedure }) =>
    basic(procedure, others.neighbour),
  ),
  as('a key of a procedure that has another connector', sender(), ({ others }) => `Bearer ${others.neighbour}`),
  as('words that are no Basic', denied, () => 'Basic !!!'),
  as('a scheme nobody knows', denied, () => 'Negotiate YII='),
  token('a user name token', filed, ({ procedure, apiKey }) => userToken(procedure, apiKey)),
  token('a user name token with a wrong password', denied, ({ procedure }) => userToken(procedure, 'secret')),
  token(
    'a user name token with a digest, which the hub cannot check',
    refused12('ws-security.digest'),
    ({ procedure, apiKey }) =>
      userToken(
        procedure,
        digest(apiKey),
        'PasswordDigest',
        `<w:Nonce>${Buffer.from('nonce').toString('base64')}</w:Nonce><u:Created xmlns:u="${WSU}">${CREATED}</u:Created>`,
      ),
  ),
  token(
    'two user name tokens',
    refused12('ws-security.malformed'),
    ({ procedure, apiKey, others }) => userToken(procedure, apiKey) + userToken(procedure, others.foreign),
  ),
  token(
    'a user name token without a password',
    refused12('ws-security.malformed'),
    ({ procedure }) => `<w:UsernameToken xmlns:w="${WSSE}"><w:Username>${procedure}</w:Username></w:UsernameToken>`,
  ),
  token(
    'a user name token and another key beside it',
    // Who holds the key learns nothing of services of other connectors.
    refused12('soap.service-unknown'),
    ({ procedure, apiKey }) => userToken(procedure, apiKey),
    ({ others }) => `Bearer ${others.neighbour}`,
  ),
  {
    name: 'two security headers',
    expect: refused12('ws-security.malformed'),
    post: ({ procedure, apiKey, subject }) => {
      const header = security(userToken(procedure, apiKey));
      const text = envelope(createFile(subject), { namespace: SOAP_12, header: header + header });
      return call12(text, { authorization: undefined });
    },
  },
  {
    name: 'a certificate in a head that only a proxy may write',
    expect: denied,
    post: ({ subject, signer }) =>
      call11(envelope(createFile(subject)), {
        authorization: undefined,
        'x-client-certificate': encodeURIComponent(signer.certificate),
      }),
  },
];

/** Without any other credential than the signature. */
const signedCase = (
  name: string,
  expect: SoapExpectation,
  text: (target: SoapTarget, sign: (options?: Partial<SignOptions>) => ReturnType<typeof signed>) => string,
): SoapCase => ({
  name,
  expect,
  post: (target): Post => {
    const sign = (options: Partial<SignOptions> = {}): ReturnType<typeof signed> =>
      signed({ subject: target.subject, signer: target.signer, ...options });
    return call12(text(target, sign), { authorization: undefined });
  },
});

const evil = (id?: string): string =>
  `<s:Body xmlns:s="${SOAP_12}"${id === undefined ? '' : ` xmlns:u="${WSU}" u:Id="${id}"`}>${createFile('moved')}</s:Body>`;
const FOR_OTHERS = `<w:Security xmlns:w="${WSSE}" s:role="urn:others"/>`;
const SHA1 = { uri: 'http://www.w3.org/2000/09/xmldsig#sha1', name: 'sha1' };
const transform = (algorithm: string, inner = ''): string =>
  `<d:Transform Algorithm="${algorithm}">${inner}</d:Transform>`;

/** The signed Body is somewhere else than where Bodies are read. */
export const wrapping: readonly SoapCase[] = [
  signedCase('a signature as it should be', filed, (_, sign) => assembled(sign())),
  signedCase(
    'the signed Body in a header, another one in its place',
    refused12('ws-security.several-bodies'),
    (_, sign) => {
      const parts = sign();
      return assembled(parts, { inBody: evil(), more: `<x xmlns="urn:x">${parts.body}</x>` });
    },
  ),
  signedCase('the same, with one id for both', refused12('ws-security.several-bodies'), (_, sign) => {
    const parts = sign();
    return assembled(parts, { inBody: evil('body'), more: `<x xmlns="urn:x">${parts.body}</x>` });
  }),
  signedCase('the signed Body within the signature', refused12('ws-security.several-bodies'), (_, sign) => {
    const parts = sign();
    const moved = parts.signature.replace('</d:Signature>', `<d:Object>${parts.body}</d:Object></d:Signature>`);
    return assembled({ ...parts, signature: moved }, { inBody: evil() });
  }),
  signedCase('the signed Body within the security header', refused12('ws-security.unsupported'), (_, sign) => {
    const { body, token: held, timestamp, signature } = sign();
    const headers = security(held, timestamp, `<x xmlns="urn:x">${body}</x>`, signature);
    return assembled({ body, token: held, timestamp, signature }, { inBody: evil('other'), headers });
  }),
  signedCase('the signed Body within another Body', refused12('soap.envelope-malformed'), (_, sign) => {
    const parts = sign();
    return assembled(parts, { inBody: `<s:Body>${createFile('moved')}${parts.body}</s:Body>` });
  }),
  signedCase('two Bodies, of which the first is signed', refused12('soap.envelope-malformed'), (_, sign) => {
    const parts = sign();
    return assembled(parts, { inBody: parts.body + evil() });
  }),
  signedCase('two Bodies, of which the second is signed', refused12('soap.envelope-malformed'), (_, sign) => {
    const parts = sign();
    return assembled(parts, { inBody: evil() + parts.body });
  }),
  signedCase(
    'the signed time in a header, another one in its place',
    refused12('ws-security.wrapped'),
    ({ subject }, sign) => {
      const parts = sign({ subject, createdAt: new Date(Date.now() - 3_600_000) });
      const headers = security(parts.token, timestampOf(new Date(), 4, 'fresh'), parts.signature);
      return assembled(parts, { headers, more: `<x xmlns="urn:x">${parts.timestamp}</x>` });
    },
  ),
  signedCase('an id of another kind on the Body', refused12('ws-security.several-bodies'), (_, sign) => {
    const parts = sign();
    const inBody = evil().replace('<s:Body ', '<s:Body Id="body" ');
    return assembled(parts, { inBody, more: `<x xmlns="urn:x">${parts.body}</x>` });
  }),
];

export const signatures: readonly SoapCase[] = [
  {
    name: 'a signed message once more',
    expect: replayed,
    post: ({ subject, signer }): Post => {
      const post = call12(assembled(signed({ subject, signer })), { authorization: undefined });
      return { ...post, before: post };
    },
  },
  {
    name: 'its signature with a new token around it',
    expect: replayed,
    post: ({ subject, signer }): Post => {
      const parts = signed({ subject, signer });
      const post = (token: string): Post => call12(assembled({ ...parts, token }), { authorization: undefined });
      return { ...post(parts.token.replace('">', '">\n')), before: post(parts.token) };
    },
  },
  signedCase('a Body that was changed', refused12('ws-security.signature-wrong'), ({ subject }, sign) =>
    assembled(sign(), { inBody: bodyOf(`${subject} changed`) }),
  ),
  signedCase('a time that was changed', refused12('ws-security.signature-wrong'), (_, sign) =>
    assembled({ ...sign(), timestamp: timestampOf(new Date(Date.now() + 60_000), 4) }),
  ),
  signedCase('a signature of an hour ago', refused12('ws-security.timestamp'), (_, sign) =>
    assembled(sign({ createdAt: new Date(Date.now() - 3_600_000) })),
  ),
  signedCase('a signature of an hour ago that is valid for a year', refused12('ws-security.timestamp'), (_, sign) =>
    assembled(sign({ createdAt: new Date(Date.now() - 3_600_000), minutes: 525_600 })),
  ),
  signedCase('a signature of tomorrow', refused12('ws-security.timestamp'), (_, sign) =>
    assembled(sign({ createdAt: new Date(Date.now() + 86_400_000) })),
  ),
  signedCase('a signature without a time', refused12('ws-security.unsigned'), (_, sign) => {
    const parts = sign({ covers: ['body'] });
    return assembled({ ...parts, timestamp: '' });
  }),
  signedCase('a time that is not signed', refused12('ws-security.unsigned'), (_, sign) =>
    assembled(sign({ covers: ['body'] })),
  ),
  signedCase('a signature of the time alone', refused12('ws-security.unsigned'), (_, sign) =>
    assembled(sign({ covers: ['timestamp'] })),
  ),
  signedCase('a signature of nothing', refused12('ws-security.unsigned'), (_, sign) => assembled(sign({ covers: [] }))),
  signedCase('a certificate nobody knows', { ...denied, code: 'access.certificate-unknown' }, ({ strangers }, sign) =>
    assembled(sign({ signer: strangers.unknown })),
  ),
  signedCase(
    'a certificate that has expired',
    { ...denied, code: 'access.certificate-expired' },
    ({ strangers }, sign) => assembled(sign({ signer: strangers.expired })),
  ),
  signedCase(
    'a certificate of another tenant, whose procedure has another connector',
    refused12('soap.service-unknown'),
    ({ strangers }, sign) => assembled(sign({ signer: strangers.foreign })),
  ),
  signedCase(
    'the known certificate, and a signature by another key',
    refused12('ws-security.signature-wrong'),
    ({ signer, strangers }, sign) =>
      assembled(sign({ signer: { key: strangers.unknown.key, certificate: signer.certificate } })),
  ),
  signedCase('digests by SHA-1', refused12('ws-security.algorithm'), (_, sign) => assembled(sign({ digest: SHA1 }))),
  signedCase('a signature by SHA-1', refused12('ws-security.algorithm'), ({ signer }, sign) =>
    assembled(sign({ method: { uri: `${DS}rsa-sha1`, sign: (text) => rsa('sha1', text, signer) } })),
  ),
  signedCase('the public key as a secret', refused12('ws-security.algorithm'), ({ signer }, sign) => {
    const secret = createPublicKey(signer.certificate).export({ type: 'spki', format: 'pem' });
    const uri = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';
    return assembled(sign({ method: { uri, sign: (text) => hmac(text, secret) } }));
  }),
  signedCase('a transform that picks what is signed', refused12('ws-security.malformed'), (_, sign) =>
    assembled(
      sign({
        transforms:
          transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<d:XPath>ancestor-or-self::x</d:XPath>') +
          transform(EXCLUSIVE),
      }),
    ),
  ),
  signedCase('a transform that is a program', refused12('ws-security.malformed'), (_, sign) =>
    assembled(sign({ transforms: transform('http://www.w3.org/TR/1999/REC-xslt-19991116') + transform(EXCLUSIVE) })),
  ),
  signedCase('a transform that leaves the signature out', refused12('ws-security.malformed'), (_, sign) =>
    assembled(sign({ transforms: transform(`${DS}enveloped-signature`) + transform(EXCLUSIVE) })),
  ),
  signedCase('10,000 transforms', refused12('xml.elements'), (_, sign) =>
    assembled(sign({ transforms: transform(EXCLUSIVE).repeat(10_000) })),
  ),
  signedCase('a canonical form that keeps comments', refused12('ws-security.algorithm'), (_, sign) =>
    assembled(sign({ canonical: `${EXCLUSIVE}WithComments` })),
  ),
  signedCase('a reference to the whole document', refused12('ws-security.wrapped'), (_, sign) =>
    assembled(sign({ bodyUri: '' })),
  ),
  signedCase('a reference to a page of the web', refused12('ws-security.wrapped'), ({ trap }, sign) =>
    assembled(sign({ bodyUri: `${trap}/body` })),
  ),
  signedCase('a reference that is an XPath', refused12('ws-security.wrapped'), (_, sign) =>
    assembled(sign({ bodyUri: "#xpointer(id('body'))" })),
  ),
  signedCase('a reference that leaves its quotes', refused12('ws-security.wrapped'), (_, sign) =>
    assembled(sign({ bodyUri: "#body' or '1'='1" })),
  ),
  signedCase('a key in place of a certificate', refused12('ws-security.malformed'), ({ strangers }, sign) => {
    const jwk = createPublicKey(strangers.unknown.certificate).export({ format: 'jwk' });
    const base64 = (value = ''): string => Buffer.from(value, 'base64url').toString('base64');
    const keyInfo = `<d:KeyValue><d:RSAKeyValue><d:Modulus>${base64(jwk.n)}</d:Modulus><d:Exponent>${base64(jwk.e)}</d:Exponent></d:RSAKeyValue></d:KeyValue>`;
    return assembled(sign({ signer: strangers.unknown, keyInfo }));
  }),
  signedCase(
    'a certificate of somebody else beside the one that signs',
    refused12('ws-security.malformed'),
    ({ signer, strangers }, sign) => {
      const parts = sign({ signer: strangers.unknown });
      const known = signed({ subject: 'x', signer }).token.replace('u:Id="token"', 'u:Id="known"');
      return assembled({ ...parts, token: known + parts.token });
    },
  ),
  signedCase('two signatures, of which one is good', refused12('ws-security.malformed'), ({ strangers }, sign) => {
    const parts = sign();
    const { signature } = sign({ signer: strangers.unknown });
    return assembled({ ...parts, signature: parts.signature + signature });
  }),
  signedCase('a certificate that is no certificate', refused12('ws-security.token'), (_, sign) => {
    const parts = sign();
    return assembled({ ...parts, token: parts.token.replace(/>[^<]+</, `>${Buffer.from('x').toString('base64')}<`) });
  }),
  signedCase('a comment within a digest', refused12('ws-security.signature-wrong'), (_, sign) => {
    const parts = sign();
    return assembled({
      ...parts,
      signature: parts.signature.replace('<d:DigestValue>', '<d:DigestValue><!-- -->AAAA'),
    });
  }),
  signedCase(
    'thousands of security headers for others, by nobody known',
    { ...denied, code: 'access.certificate-unknown' },
    ({ strangers }, sign) => assembled(sign({ signer: strangers.unknown }), { more: FOR_OTHERS.repeat(2_500) }),
  ),
  signedCase('the same by a certificate that is known', refused12('ws-security.malformed'), (_, sign) =>
    assembled(sign(), { more: FOR_OTHERS.repeat(2_500) }),
  ),
  {
    name: 'a key beside the signature',
    expect: refused12('ws-security.unsigned'),
    post: ({ subject, signer }): Post =>
      call12(assembled(signed({ subject, signer })), { authorization: undefined, 'idempotency-key': subject }),
  },
  signedCase('a signature of 10,000 references', refused12('xml.elements'), (_, sign) => {
    const parts = sign();
    const [reference] = /<d:Reference .*?<\/d:Reference>/.exec(parts.signature)!;
    return assembled({ ...parts, signature: parts.signature.replace(reference, reference.repeat(10_000)) });
  }),
];
