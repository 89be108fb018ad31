/** WS-Addressing that contradicts the request, sends the answer elsewhere, or is there twice. */
import {
  actionOf,
  call12,
  createFile,
  envelope,
  filed,
  refused12,
  SOAP_12,
  WSA,
  type SoapCase,
  type SoapExpectation,
  type SoapTarget,
} from './soap-case.js';

const wsa = (name: string, value: string): string => `<a:${name} xmlns:a="${WSA}">${value}</a:${name}>`;
const reference = (name: string, address: string): string => wsa(name, `<a:Address>${address}</a:Address>`);
const ANONYMOUS = `${WSA}/anonymous`;
const right = wsa('Action', actionOf('CreateFileGI'));

const addressed = (name: string, expect: SoapExpectation, header: (target: SoapTarget) => string): SoapCase => ({
  name,
  expect,
  post: (target) => call12(envelope(createFile(target.subject), { namespace: SOAP_12, header: header(target) })),
});

export const addressing: readonly SoapCase[] = [
  addressed('everything as it should be', filed, ({ subject }) =>
    [right, wsa('MessageID', `urn:test:${subject}`), reference('ReplyTo', ANONYMOUS)].join(''),
  ),
  addressed('another action than the request has', refused12('soap.addressing-invalid'), () =>
    wsa('Action', actionOf('DepositObjectGI')),
  ),
  addressed('two actions', refused12('soap.addressing-invalid'), () => right + right),
  addressed(
    'two message ids',
    refused12('soap.addressing-invalid'),
    () => right + wsa('MessageID', 'urn:a') + wsa('MessageID', 'urn:b'),
  ),
  addressed('a message id that is empty', refused12('soap.addressing-invalid'), () => right + wsa('MessageID', '')),
  addressed(
    'a message id of 100,000 characters',
    refused12('soap.addressing-invalid'),
    () => right + wsa('MessageID', 'urn:'.repeat(25_000)),
  ),
  addressed(
    'an answer to somebody else',
    refused12('soap.addressing-invalid'),
    ({ trap }) => right + wsa('MessageID', 'urn:a') + reference('ReplyTo', trap),
  ),
  addressed(
    'a fault to somebody else',
    refused12('soap.addressing-invalid'),
    ({ trap }) => right + wsa('MessageID', 'urn:a') + reference('FaultTo', trap),
  ),
  addressed(
    'two places for the answer',
    refused12('soap.addressing-invalid'),
    ({ trap }) => right + wsa('MessageID', 'urn:a') + reference('ReplyTo', ANONYMOUS) + reference('ReplyTo', trap),
  ),
  addressed(
    'no answer at all',
    refused12('soap.addressing-invalid'),
    () => right + wsa('MessageID', 'urn:a') + reference('ReplyTo', `${WSA}/none`),
  ),
  {
    name: 'a message id that was used for another message',
    expect: filed,
    post: ({ subject }) => {
      const header = right + wsa('MessageID', `urn:test:${subject}`);
      const send = (about: string): ReturnType<typeof call12> =>
        call12(envelope(createFile(about), { namespace: SOAP_12, header }));
      return { ...send(`${subject} changed`), before: send(subject) };
    },
  },
  {
    name: 'a message that is sent twice',
    expect: { repeated: true },
    post: ({ subject }) => {
      const header = right + wsa('MessageID', `urn:test:${subject}`);
      const post = call12(envelope(createFile(subject), { namespace: SOAP_12, header }));
      return { ...post, before: post };
    },
  },
];
