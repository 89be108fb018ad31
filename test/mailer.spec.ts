// Mails as a mail server gets them: who sends them has to be let in, nothing goes out without the protection that was
// asked for, and no text of theirs becomes a line of the head.
import { afterEach, describe, expect, it } from 'vitest';
import { letterOf } from '../apps/hub/src/operate/alerts/notice-text.js';
import { Mailer } from '../apps/hub/src/operate/alerts/mailer.js';
import { MailServer, type Login } from './harness/mail-server.js';

const ID = '018f3c2a-0000-4000-8000-000000000001';
const LETTER = { subject: 'Größe: 2 Meldungen', text: 'Zeile 1\n.\nZeile 3 mit ä\n' };
const LOGIN = { user: 'hub', password: 'geheim' };

const servers: MailServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.down();
});

async function serverWith(login?: Login): Promise<MailServer> {
  const server = await MailServer.open(login);
  servers.push(server);
  return server;
}

function mailerTo({ settings }: MailServer, more: Partial<ConstructorParameters<typeof Mailer>[0]> = {}): Mailer {
  const { SMTP_PORT: port, SMTP_HOST: smtpHost, MAIL_FROM: mailFrom } = settings;
  return new Mailer({ smtpHost, smtpPort: Number(port), smtpSecurity: 'none', mailFrom, ...more });
}

describe('a mail', () => {
  it('comes as it was written, with the id that it keeps', async () => {
    const server = await serverWith();
    await mailerTo(server).send('ops@city.example', LETTER, ID);
    const [mail] = server.taken;
    expect(mail).toMatchObject({ to: 'ops@city.example', subject: LETTER.subject });
    expect(mail!.text.trimEnd()).toBe(LETTER.text.trimEnd());
    expect(mail!.head).toContain(`Message-ID: <${ID}@city.example>`);
  });

  it('gets no line of its head from what it is about', async () => {
    const server = await serverWith();
    await mailerTo(server).send('ops@city.example', { ...LETTER, subject: 'a\r\nBcc: b@c.example\r\n\r\nc' }, ID);
    const [mail] = server.taken;
    expect(mail!.to).toBe('ops@city.example');
    expect(mail!.head.filter((line) => /^bcc/i.test(line))).toEqual([]);
    const setup = { tenant: 'a\r\nBcc: b@c.example', language: 'de', baseUrl: '', timeZone: 'UTC' } as const;
    expect(letterOf([], setup).subject).toBe('[Fachwerk a Bcc: b@c.example] Probe');
  });

  it('is sent by a login, and not by a wrong one', async () => {
    const server = await serverWith(LOGIN);
    await mailerTo(server, { smtpUser: 'hub', smtpPassword: 'geheim' }).send('ops@city.example', LETTER, ID);
    expect(server.taken).toHaveLength(1);
    const wrong = mailerTo(server, { smtpUser: 'hub', smtpPassword: 'falsch' });
    const refused = {
      kind: 'unavailable-message',
      code: 'mail.unreachable',
      details: { values: { reason: 'EAUTH 535' } },
    };
    await expect(wrong.send('ops@city.example', LETTER, ID)).rejects.toMatchObject(refused);
    await expect(wrong.send('ops@city.example', LETTER, ID)).rejects.not.toThrow(/falsch/);
  });

  it.each(['starttls', 'tls'] as const)('is not sent to a server that does not speak %s', async (smtpSecurity) => {
    const server = await serverWith();
    const sending = mailerTo(server, { smtpSecurity }).send('ops@city.example', LETTER, ID);
    await expect(sending).rejects.toMatchObject({ code: 'mail.unreachable' });
    expect(server.taken).toEqual([]);
  });

  it.each([
    [450, 'mail.delayed', 'unavailable-message'],
    [550, 'mail.refused', 'rejected'],
  ] as const)('that is answered with %i is told so', async (status, code, kind) => {
    const server = await serverWith();
    server.refusing = { status };
    const sending = mailerTo(server).send('ops@city.example', LETTER, ID);
    await expect(sending).rejects.toMatchObject({ code, kind, details: { values: { status } } });
  });

  it('is not sent without a server', async () => {
    const away = await serverWith();
    const mailer = mailerTo(away);
    await away.down();
    await expect(mailer.send('ops@city.example', LETTER, ID)).rejects.toMatchObject({
      code: 'mail.unreachable',
      details: { values: { reason: 'ECONNREFUSED' } },
    });
    const none = new Mailer({ smtpPort: 587, smtpSecurity: 'starttls' });
    await expect(none.send('ops@city.example', LETTER, ID)).rejects.toMatchObject({ code: 'mail.not-set-up' });
  });
});
