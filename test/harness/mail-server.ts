/** A mail server that keeps what it takes. */
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  readonly to: string;
  /** Lines of the head as they came, unfolded. */
  readonly head: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Answers to a receiver, instead of taking the mail. */
export interface Refusal {
  readonly status: number;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

export class MailServer {
  readonly taken: Mail[] = [];
  refusing: Refusal | undefined;
  private server: SMTPServer | undefined;
  private port = 0;

  /** @param login that it wants; without it everybody may send */
  private constructor(private readonly login: Login | undefined) {}

  static async open(login?: Login): Promise<MailServer> {
    const server = new MailServer(login);
    await server.up();
    return server;
  }

  get settings() {
    return {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(this.port),
      SMTP_SECURITY: 'none',
      MAIL_FROM: 'hub@city.example',
    } as const;
  }

  /** On the port it had before. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: this.login === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        username === this.login?.user && password === this.login?.password
          ? done(null, { user: username })
          : done(new Error('not this one')),
      onRcptTo: (_address, _session, done) =>
        this.refusing === undefined
          ? done()
          : done(Object.assign(new Error('not here'), { responseCode: this.refusing.status })),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join();
          this.taken.push(mailOf(to, Buffer.concat(chunks).toString('latin1')));
          done();
        });
      },
    });
    server.on('error', () => undefined);
    const listening = await new Promise<Server>((resolve) => {
      const opened: Server = server.listen(this.port, '127.0.0.1', () => resolve(opened));
    });
    this.port = (listening.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

function mailOf(to: string, raw: string): Mail {
  const [first = '', ...rest] = raw.split('\r\n\r\n');
  const head = first.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const valueOf = (name: string): string =>
    head.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  const body = rest.join('\r\n\r\n');
  const encoding = valueOf('content-transfer-encoding');
  const bytes =
    encoding === 'base64' ? Buffer.from(body, 'base64') : encoding === 'quoted-printable' ? unquoted(body) : body;
  const subject = valueOf('subject').replace(/\?= =\?/g, '?==?');
  return {
    to,
    head,
    subject: subject.replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_word, how: string, value: string) =>
      (how.toUpperCase() === 'B' ? Buffer.from(value, 'base64') : unquoted(value.replaceAll('_', ' '))).toString(),
    ),
    text: Buffer.from(bytes as string, 'latin1')
      .toString()
      .replaceAll('\r\n', '\n'),
  };
}

function unquoted(text: string): Buffer {
  const joined = text.replace(/=\r\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
