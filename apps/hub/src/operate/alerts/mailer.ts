import { createTransport } from 'nodemailer';
import type { HubConfig } from '../../config/hub-config.js';
import { HubError } from '../../errors/hub-error.js';
import type { Letter } from './notice-text.js';

/** A server that is there answers at once; one that takes its time is tried again. */
const TIMEOUT_MS = 10_000;

/** Sends mails by the mail server of the hub, each by a connection of its own. */
export class Mailer {
  constructor(
    private readonly config: Pick<
      HubConfig,
      'smtpHost' | 'smtpPort' | 'smtpSecurity' | 'smtpUser' | 'smtpPassword' | 'mailFrom'
    >,
  ) {}

  get isSetUp(): boolean {
    return this.config.smtpHost !== undefined;
  }

  /**
   * @param id that the mail keeps when it is sent again, so that whoever has it already knows
   * @throws HubError `mail.not-set-up`; `mail.refused` when it is not taken; another `mail.…` when it has to be tried again
   */
  async send(to: string, { subject, text }: Letter, id: string): Promise<void> {
    const {
      smtpHost: host,
      smtpPort: port,
      smtpSecurity: security,
      smtpUser: user,
      smtpPassword,
      mailFrom,
    } = this.config;
    if (host === undefined || mailFrom === undefined) {
      throw new HubError('rejected', 'mail.not-set-up', 'The hub knows no mail server.');
    }
    const transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user === undefined ? {} : { auth: { user, pass: smtpPassword ?? '' } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const messageId = `<${id}@${mailFrom.slice(mailFrom.indexOf('@') + 1)}>`;
    // Nobody's holiday note is wanted by a machine.
    const headers = { 'Auto-Submitted': 'auto-generated' };
    try {
      await transport.sendMail({ from: mailFrom, to, subject, text, messageId, headers });
    } catch (error) {
      throw translated(error);
    } finally {
      transport.close();
    }
  }
}

/** The code says enough: what the server answered may have addresses in it. */
function translated(cause: unknown): HubError {
  const {
    message,
    code,
    responseCode: status,
    command,
  } = cause as Error & {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  // Who is not let in, or is told so at the greeting, is not told anything about the mail.
  const isAboutMail = status !== undefined && code !== 'EAUTH' && /^(MAIL|RCPT|DATA)/.test(command ?? '');
  if (!isAboutMail) {
    const reason = status === undefined ? reasonIn(message, code) : `${code ?? 'SMTP'} ${status}`;
    const sentence = `The mail server cannot be reached, or does not let the hub in (${reason}).`;
    return new HubError('unavailable-message', 'mail.unreachable', sentence, { values: { reason } }, { cause });
  }
  const [kind, what, verb] =
    status >= 500
      ? (['rejected', 'mail.refused', 'does not take'] as const)
      : (['unavailable-message', 'mail.delayed', 'does not take at present'] as const);
  return new HubError(kind, what, `The mail server ${verb} the mail (${status}).`, { values: { status } }, { cause });
}

/** Why there is no connection: what the system said is in the text alone, beside an address. */
function reasonIn(message: string, code = 'unknown'): string {
  if (/certificate/i.test(message)) return 'certificate';
  return /\bE[A-Z]{4,}\b/.exec(message)?.[0] ?? code;
}
