// A message with attachments (multipart/form-data): what is filed, what is refused, and that the log keeps quiet about it.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const CANARY = 'Kanarienvogel-7f3a';
const JSON_TYPE = 'application/json';
const pdf = Buffer.from(`%PDF-1.7\n% ${CANARY}\n`);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
/** A type is found out where the declared one says nothing, and where it is more exact than what was declared. */
const attachments = [
  { name: 'Lageplan Größe.pdf', mime: 'application/pdf', bytes: pdf },
  { name: 'Foto', mime: '', bytes: png },
  { name: 'notes.bin', mime: 'application/octet-stream', bytes: Buffer.from([0, 1, 2, 3]) },
  { name: 'table.csv', mime: 'text/csv', bytes: Buffer.from(`a;b\n${CANARY};ß\n`) },
  { name: 'empty.txt', mime: 'text/plain', bytes: Buffer.alloc(0) },
];

let setUp: SetUp;
let permits: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { LOG_LEVEL: 'trace', ATTACHMENT_BYTES_MAX: '100000', ATTACHMENTS_MAX: '6' });
  permits = await setUp.hub.procedure('building-permits');
});
afterAll(() => setUp.remove());

interface FormPart {
  /** The whole `Content-Disposition`, or the name of the field. */
  readonly field: string;
  readonly fileName?: string;
  readonly mime?: string;
  readonly bytes: Buffer | string;
}

/** A form as no library would write it. */
function sendForm(
  parts: readonly FormPart[],
  changes: { readonly end?: string; readonly type?: string } = {},
): Promise<Answer> {
  const { end = '--edge--\r\n', type = 'multipart/form-data; boundary=edge' } = changes;
  const body = Buffer.concat([
    ...parts.flatMap(({ field, fileName, mime = JSON_TYPE, bytes }) => {
      const file = fileName === undefined ? '' : `; filename="${fileName}"`;
      const head = `--edge\r\nContent-Disposition: form-data; name="${field}"${file}\r\nContent-Type: ${mime}\r\n\r\n`;
      return [Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n')];
    }),
    Buffer.from(end),
  ]);
  return permits.send(body, { mime: type });
}

/** What somebody who looks at the content store finds of the tenant. */
async function stored(): Promise<readonly string[]> {
  const entries = await readdir(join(setUp.hub.dataDir, 'content'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

const message: FormPart = { field: 'message', bytes: permit('F-0', { project: CANARY }) };
const attached = (fileName: string, mime = 'application/pdf', bytes: Buffer | string = pdf): FormPart => ({
  field: 'attachment',
  fileName,
  mime,
  bytes,
});

describe('a message with attachments', () => {
  it('is filed with every byte, every name and the right types', async () => {
    const body = permit('F-1', { project: CANARY });
    const answer = await permits.send(body, { mime: JSON_TYPE, attachments });
    expect(answer.status).toBe(202);
    const { state, receipt } = await permits.settled(answer.body.id);
    expect(state).toBe('filed');
    const [decision, ...others] = receipt.documents;
    expect(decision).toMatchObject({ mime: JSON_TYPE, sha256: sha256(Buffer.from(body)) });
    expect(others).toEqual(
      attachments.map(({ name, mime, bytes }, index) =>
        expect.objectContaining({
          fileName: name,
          mime: ['application/pdf', 'image/png', 'application/octet-stream'][index] ?? mime,
          sha256: sha256(bytes),
          sizeBytes: bytes.length,
        }),
      ),
    );
    for (const [index, { bytes }] of attachments.entries()) {
      expect(await permits.content(others[index].content)).toEqual(bytes);
    }
    const { body: caseFile } = await permits.get(receipt.caseFiles[0].href);
    expect(caseFile).toMatchObject({ reference: receipt.fileReference, cases: [{ subject: CANARY }] });
    expect(caseFile.documents).toHaveLength(receipt.documents.length);
    for (const { id } of receipt.documents) expect(caseFile.documents).toContainEqual(expect.objectContaining({ id }));
  });

  it.each<readonly [string, number, string, readonly FormPart[]]>([
    [
      'bytes that are not what they are declared as',
      422,
      'attachment.type-mismatch',
      [message, attached('a.pdf', 'application/pdf', `no ${CANARY}`)],
    ],
    ['a PNG declared as PDF', 422, 'attachment.type-mismatch', [message, attached('a.pdf', 'application/pdf', png)]],
    ['two attachments of one name', 422, 'attachment.name-duplicate', [message, attached('a.pdf'), attached('a.pdf')]],
    ['a path in a name', 422, 'attachment.name-invalid', [message, attached(`../../${CANARY}.pdf`)]],
    ['a path of Windows in a name', 422, 'attachment.name-invalid', [message, attached('C:\\\\plan.pdf')]],
    ['a name that is a folder', 422, 'attachment.name-invalid', [message, attached('..')]],
    ['no name', 422, 'attachment.name-invalid', [message, { field: 'attachment', bytes: pdf }]],
    ['a name of 256 characters', 422, 'attachment.name-invalid', [message, attached('n'.repeat(256))]],
    [
      'an attachment that is too large',
      413,
      'attachment.too-large',
      [message, attached('a.pdf', 'application/pdf', Buffer.concat([pdf, Buffer.alloc(100_000)]))],
    ],
    ['no message', 400, 'multipart.malformed', [attached('a.pdf')]],
    ['nothing at all', 400, 'multipart.malformed', []],
    ['two messages', 400, 'multipart.malformed', [message, message]],
    ['a part nobody knows', 400, 'multipart.malformed', [message, { field: 'signature', bytes: CANARY }]],
    [
      'too many attachments',
      400,
      'multipart.malformed',
      [message, ...Array.from({ length: 7 }, (_, n) => attached(`${n}.pdf`))],
    ],
    ['an empty message', 400, 'message.empty', [{ field: 'message', bytes: '' }]],
    ['a message of no kind the hub reads', 415, 'message.type-unsupported', [{ ...message, mime: 'text/plain' }]],
    [
      'a message that is not well-formed',
      422,
      'json.not-well-formed',
      [attached('a.pdf'), { field: 'message', bytes: `{"${CANARY}` }],
    ],
  ])('with %s is answered %i %s', async (_what, status, code, parts) => {
    expect(await sendForm(parts)).toMatchObject({ status, body: { code, kind: 'rejected' } });
  });

  it.each([
    ['ends too early', { end: '' }],
    ['has another boundary than it says', { type: 'multipart/form-data; boundary=other' }],
    ['says no boundary', { type: 'multipart/form-data' }],
  ])('is refused when it %s', async (_what, changes) => {
    const answer = await sendForm([message, attached('a.pdf')], changes);
    expect(answer).toMatchObject({ status: 400, body: { code: 'multipart.malformed' } });
  });

  it('leaves nothing half-written behind when it is refused', async () => {
    const before = await stored();
    const fresh = attached('a.pdf', 'application/pdf', Buffer.from('%PDF-1.7 never seen before'));
    const broken = attached('b.pdf', 'application/pdf', 'no PDF');
    expect((await sendForm([message, broken])).status).toBe(422);
    expect(await stored()).toEqual(before);
    // What was complete stays for whoever repeats the message with what is missing; the sweep takes it later.
    expect((await sendForm([message, fresh, broken])).status).toBe(422);
    expect((await stored()).length).toBe(before.length + 1);
  });
});

describe('the log', () => {
  it('has no line with a word of what was sent, accepted or refused', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const texts = [invoice('F-2', { note: CANARY }), invoice('F-3', { note: `${CANARY}<` }), `<a>${CANARY}</a>`];
    const answers = await Promise.all(texts.map((text) => invoices.send(text)));
    expect(answers.map(({ status }) => status)).toEqual([202, 422, 202]);
    expect((await invoices.settled(answers[0]!.body.id)).state).toBe('filed');
    expect((await invoices.settled(answers[2]!.body.id)).state).toBe('rejected');
    // The same key with other content is parked.
    const parked = await permits.send(permit('F-1', { project: `${CANARY} 2` }), { mime: JSON_TYPE, attachments });
    expect((await permits.settled(parked.body.id)).state).toBe('parked');
    await invoices.get(`/v1/messages?state=${CANARY}`);
    await invoices.get(`/v1/case-files?reference=${CANARY}`);
    expect(setUp.hub.log.length).toBeGreaterThan(10);
    expect(setUp.hub.log.filter((line) => line.includes(CANARY))).toEqual([]);
  });
});
