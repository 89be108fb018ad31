/** Forms that are broken or contradict themselves, and names of files that nobody should have to write. */
import { permit } from '../permit.js';
import {
  filed,
  JSON_TYPE,
  refused,
  rejected,
  repeated,
  type Body,
  type Expectation,
  type HostileCase,
} from './hostile-case.js';

const FORM = 'multipart/form-data; boundary=edge';
const form = (name: string, expect: Expectation, body: () => Body, contentType = FORM): HostileCase => ({
  name,
  procedure: 'building-permits',
  contentType,
  body,
  expect,
});

const pdf = '%PDF-1.7\n%%EOF\n';
/** One part with whatever head. */
const raw = (head: string, content: string): string => `--edge\r\n${head}\r\n\r\n${content}\r\n`;
const message = (number = 'M-0', mime = JSON_TYPE, text = permit(number)): string =>
  raw(`Content-Disposition: form-data; name="message"\r\nContent-Type: ${mime}`, text);
const attachment = (fileName: string, mime = 'application/pdf', content = pdf): string =>
  raw(`Content-Disposition: form-data; name="attachment"; filename="${fileName}"\r\nContent-Type: ${mime}`, content);
const end = '--edge--\r\n';

const malformed = refused('multipart.malformed', 400);
const nameInvalid = refused('attachment.name-invalid');
/** An attachment of this name, with a message that is fine. */
const named = (what: string, fileName: string, expect: Expectation, number = 'M-0'): HostileCase =>
  form(`a name with ${what}`, expect, () => message(number) + attachment(fileName) + end);

export const multipartForm: readonly HostileCase[] = [
  form('nothing', malformed, () => ''),
  form('no boundary in the head', malformed, () => message() + end, 'multipart/form-data'),
  form('an empty boundary', malformed, () => message() + end, 'multipart/form-data; boundary='),
  form('another boundary than it says', malformed, () => message() + end, 'multipart/form-data; boundary=other'),
  form('a boundary of 10,000 characters', malformed, () => message() + end, `${FORM}${'e'.repeat(10_000)}`),
  form('no boundary at the end', malformed, () => message()),
  form('an end within a part', malformed, () => message().slice(0, -20)),
  form('an end within the head of a part', malformed, () => `${message()}--edge\r\nContent-Disposition: form-`),
  form('the end alone', malformed, () => end),
  form('no parts but text', malformed, () => 'Sehr geehrte Damen und Herren'),
  form('something in front and behind', filed, () => `preamble\r\n${message('M-around')}${end}epilogue`),
  form(
    'a form in a form',
    refused('message.type-unsupported', 415),
    () => message('M-0', 'multipart/mixed; boundary=inner', '--inner\r\n\r\nx\r\n--inner--') + end,
  ),
  form(
    'a form of another kind',
    refused('message.type-unsupported', 415),
    () => message() + end,
    'multipart/mixed; boundary=edge',
  ),
  form('no part "message"', malformed, () => attachment('a.pdf') + end),
  form('two parts "message"', malformed, () => message() + message() + end),
  form('two different parts "message"', malformed, () => message('M-0') + message('M-1') + end),
  form('an empty message', refused('message.empty', 400), () => message('', JSON_TYPE, '') + end),
  form(
    'a message without a type',
    refused('message.type-unsupported', 415),
    () => raw('Content-Disposition: form-data; name="message"', permit('M-0')) + end,
  ),
  form('a part nobody knows', malformed, () => message() + raw('Content-Disposition: form-data; name="x"', '1') + end),
  form(
    'a part named __proto__',
    malformed,
    () => message() + raw('Content-Disposition: form-data; name="__proto__"', '1') + end,
  ),
  form('a part without a Content-Disposition', malformed, () => message() + raw('Content-Type: text/plain', 'x') + end),
  form('a part without a head', malformed, () => `${message()}--edge\r\n\r\nx\r\n${end}`),
  form('a part without a name', malformed, () => message() + raw('Content-Disposition: form-data', 'x') + end),
  form(
    'a part that is no form-data',
    malformed,
    () => message() + raw('Content-Disposition: attachment; filename="a.pdf"', pdf) + end,
  ),
  form('a head of 100,000 bytes', malformed, () => message() + raw(`X-Long: ${'x'.repeat(100_000)}`, 'x') + end),
  form('a head of 10,000 lines', malformed, () => message() + raw('X-Many: x\r\n'.repeat(10_000).trimEnd(), 'x') + end),
  form(
    '1,000 parts',
    malformed,
    () => message() + Array.from({ length: 1_000 }, (_, n) => attachment(`${n}.pdf`)).join('') + end,
  ),
  form('a million empty parts', malformed, () => repeated(message(), raw('X: x', ''), 1_000_000, end)),
  form(
    '200 attachments',
    filed,
    () => message('M-many') + Array.from({ length: 200 }, (_, n) => attachment(`${n}.pdf`)).join('') + end,
  ),
  form(
    '201 attachments',
    malformed,
    () => message() + Array.from({ length: 201 }, (_, n) => attachment(`${n}.pdf`)).join('') + end,
  ),
  form('a body byte by byte', filed, () =>
    [...Buffer.from(message('M-bytes') + attachment('a.pdf') + end)].map((byte) => Buffer.of(byte)),
  ),
  form('200 MB of hyphens', refused('message.too-large', 413), () =>
    repeated(`${message()}\r\n--edg`, '-'.repeat(1_000), 200_000, end),
  ),
  form('200 MB in front of the first part', malformed, () => repeated('', 'x'.repeat(1_000), 200_000, `\r\n${end}`)),
  form('a message of 200 MB', refused('message.too-large', 413), () =>
    repeated(message().slice(0, -10), 'x'.repeat(1_000), 200_000, end),
  ),
];

const attached = (name: string, expect: Expectation, number: string, ...parts: string[]): HostileCase =>
  form(name, expect, () => message(number) + parts.join('') + end);

export const multipartNames: readonly HostileCase[] = [
  named('a path', '../../etc/passwd', nameInvalid),
  named('a path from the root', '/etc/passwd', nameInvalid),
  named('a path of Windows', 'C:\\\\plan.pdf', nameInvalid),
  named('a slash within', 'a/b.pdf', nameInvalid),
  named('NUL', 'a\0.pdf', nameInvalid),
  named('a tab', 'a\tb.pdf', nameInvalid),
  named('an escape sequence of a terminal', '\u001b[2Ja.pdf', nameInvalid),
  named('a control character of the second block', 'a\u0085b.pdf', nameInvalid),
  named('a right-to-left override', 'plan\u202efdp.exe', nameInvalid),
  named('a left-to-right embedding', 'plan\u202a.pdf', nameInvalid),
  named('an isolate', 'plan\u2066x\u2069.pdf', nameInvalid),
  named('nothing in it', '', nameInvalid),
  named('one dot', '.', nameInvalid),
  named('two dots', '..', nameInvalid),
  named('256 characters', 'n'.repeat(256), nameInvalid),
  named('10,000 characters', 'n'.repeat(10_000), nameInvalid),
  form('a name with bytes that are no UTF-8', filed, () =>
    Buffer.from(message('M-latin') + attachment('Gr\xf6\xdfe.pdf') + end, 'latin1'),
  ),
  named('emoji', 'Plan 😀👩‍👩‍👧.pdf', filed, 'M-emoji'),
  named('Arabic and Hebrew', 'خطة-תוכנית.pdf', filed, 'M-rtl'),
  named('combining characters', 'Gro\u0308\u00dfe.pdf', filed, 'M-combining'),
  named('dots and a device of Windows', 'CON..pdf', filed, 'M-device'),
  named('markup', '<img src=x onerror=alert(1)>.pdf'.replaceAll('"', ''), filed, 'M-markup'),
  named('the words of a formula', '=cmd|calc!A0.pdf', filed, 'M-formula'),
  named('__proto__', '__proto__', filed, 'M-proto'),
  attached(
    'two attachments of one name',
    refused('attachment.name-duplicate'),
    'M-0',
    attachment('a.pdf'),
    attachment('a.pdf'),
  ),
  attached('names that differ in case', filed, 'M-case', attachment('a.pdf'), attachment('A.PDF')),
  attached(
    'an attachment without a file name',
    nameInvalid,
    'M-0',
    raw('Content-Disposition: form-data; name="attachment"', pdf),
  ),
  attached('an empty attachment', filed, 'M-empty', attachment('a.txt', 'text/plain', '')),
  attached('an empty PDF', refused('attachment.type-mismatch'), 'M-0', attachment('a.pdf', 'application/pdf', '')),
  attached(
    'a program declared as PDF',
    refused('attachment.type-mismatch'),
    'M-0',
    attachment('a.pdf', 'application/pdf', 'MZ\x90\0'),
  ),
  attached('a type that is none', refused('attachment.type-invalid'), 'M-0', attachment('a.pdf', 'no type at all')),
  attached(
    'a type of 1,000 characters',
    refused('attachment.type-invalid'),
    'M-0',
    attachment('a.pdf', `a/${'x'.repeat(1_000)}`),
  ),
  attached('a ZIP bomb as attachment, which stays closed', filed, 'M-bomb', attachment('a.bin', '', 'PK\x03\x04 bomb')),
  attached(
    'a name in the form of RFC 5987',
    filed,
    'M-5987',
    raw(
      `Content-Disposition: form-data; name="attachment"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf\r\nContent-Type: application/pdf`,
      pdf,
    ),
  ),
  attached(
    'a path in the form of RFC 5987',
    nameInvalid,
    'M-0',
    raw(
      `Content-Disposition: form-data; name="attachment"; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd\r\nContent-Type: application/pdf`,
      pdf,
    ),
  ),
  attached(
    'two names for one file, of which the first one counts',
    filed,
    'M-names',
    raw(
      'Content-Disposition: form-data; name="attachment"; filename="a.pdf"; filename="../b.pdf"\r\nContent-Type: application/pdf',
      pdf,
    ),
  ),
  form('an attachment of 200 MB', filed, () =>
    repeated(
      message('M-large') + attachment('a.bin', 'application/octet-stream', '|').split('|')[0]!,
      'x'.repeat(1_000),
      200_000,
      `\r\n${end}`,
    ),
  ),
  form(
    'XML for a connector that reads JSON',
    rejected('message.type-unknown'),
    () => message('', 'application/xml', '<Invoice xmlns="urn:x"/>') + end,
  ),
];
