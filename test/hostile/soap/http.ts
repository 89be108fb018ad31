/** What is around SOAP: addresses, methods, and requests that never become one. */
import {
  actionOf,
  call11,
  createFile,
  envelope,
  sender,
  TEXT_XML,
  type Post,
  type SoapCase,
  type SoapExpectation,
} from './soap-case.js';

const asked = (name: string, expect: SoapExpectation, post: Partial<Post>): SoapCase => ({
  name,
  expect,
  post: ({ subject }) => ({ ...call11(envelope(createFile(subject))), ...post }),
});
const get = (name: string, path: string): SoapCase =>
  asked(name, { http: 404 }, { method: 'GET', path, body: '', headers: { 'content-type': undefined } });

const unknown = sender(500, 'soap.service-unknown');
const SERVICE = '/soap/munich-dms/v1.10';

export const doors: readonly SoapCase[] = [
  asked('another method', { http: 404 }, { method: 'PUT' }),
  asked('a service nobody knows', unknown, { path: '/soap/munich-dms/v9.9' }),
  asked('a connector nobody knows', unknown, { path: '/soap/nobody/v1.10' }),
  asked('a connector without a service', unknown, { path: '/soap/xrechnung/v1.10' }),
  asked('a connector that is a word of JavaScript', unknown, { path: '/soap/__proto__/constructor' }),
  get('a file that leaves the package', `${SERVICE}/files/../../../../../../etc/passwd`),
  get('the same with escapes', `${SERVICE}/files/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd`),
  get('the same with escaped dots', `${SERVICE}/files/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd`),
  get('a file from the root', `${SERVICE}/files//etc/passwd`),
  get('a file whose name has an end of its own', `${SERVICE}/files/dmsin-eai-1.10.wsdl%00.xsd`),
  get('a file of another package', `${SERVICE}/files/XTA.wsdl`),
  asked('a head of 100,000 bytes', { http: 431 }, { headers: { 'x-long': 'x'.repeat(100_000) } }),
  asked('two lengths', { http: 400 }, { headers: { 'content-type': TEXT_XML, 'Content-Length': '5' } }),
  asked(
    'a length and chunks',
    { http: 400 },
    { headers: { 'content-type': TEXT_XML, 'transfer-encoding': 'chunked', soapaction: actionOf('CreateFileGI') } },
  ),
  {
    name: 'a sender that goes away within the envelope',
    expect: { gone: true },
    post: ({ subject }) => ({
      ...call11(envelope(createFile(subject)).slice(0, -30)),
      contentLength: 10_000,
      ending: 'reset',
    }),
  },
  {
    name: 'a sender that falls silent within the envelope',
    expect: sender(500, 'request.too-slow'),
    post: ({ subject }) => ({ ...call11(envelope(createFile(subject)).slice(0, -30)), contentLength: 10_000 }),
  },
];
