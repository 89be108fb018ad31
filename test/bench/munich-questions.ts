/** How many questions a specialist application is answered by SOAP, in the words of Munich's DMS: files read, and searched for. */
import { Connection } from '@fachwerk/cli/bench/connection';
import { percentiles } from '@fachwerk/cli/bench/percentile';
import { until } from '../harness/wait.js';
import type { Hubs } from './hubs.js';
import { between, usageOf } from './usage.js';

const NS = 'http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSA = 'http://www.w3.org/2005/08/addressing';
const PATH = 'soap/munich-dms/v1.10';

const FILES = 200;
const SENDERS = 16;
const WORDS = ['Hundesteuer', 'Baugenehmigung', 'Gewerbeanmeldung', 'Wohngeld', 'Sondernutzung'];

export interface QuestionFigures {
  readonly what: string;
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** In µs of a core for each question, by process. */
  readonly cpuMicros: Readonly<Record<string, number>>;
}

/** Asked of 200 files by 16 senders, each of whom waits for its answer; the first second is not counted. */
export async function measureQuestions(hubs: Hubs, seconds: number): Promise<readonly QuestionFigures[]> {
  const application = new Application(hubs.gateway.baseUrl, await hubs.gateway.keyOf('munich-dms'));
  try {
    const addresses = await application.createFiles();
    const asked: Readonly<Record<string, (at: number) => readonly [operation: string, fields: string]>> = {
      'read a file (ReadFileGI)': (at) => ['ReadFileGI', el('objaddress', addresses[at % FILES]!)],
      'search files (SearchFileGI)': (at) => [
        'SearchFileGI',
        el('objmlname', `*${WORDS[at % WORDS.length]} ${at % FILES}`),
      ],
    };
    const all: QuestionFigures[] = [];
    for (const [what, question] of Object.entries(asked)) {
      await application.ask(1, question);
      const before = await usageOf(hubs.pids);
      const startedAt = performance.now();
      const took = await application.ask(seconds, question);
      const lasted = (performance.now() - startedAt) / 1_000;
      const used = between(before, await usageOf(hubs.pids));
      const found = percentiles(took, { p50Ms: 50, p99Ms: 99 });
      if (found === undefined) throw new Error(`No answer: ${what}`);
      all.push({
        what,
        requests: took.length,
        perSecond: Math.round((took.length / lasted) * 10) / 10,
        ...found,
        cpuMicros: Object.fromEntries(
          Object.entries(used).map(([name, { cpuSeconds }]) => [name, Math.round((cpuSeconds * 1e6) / took.length)]),
        ),
      });
    }
    return all;
  } finally {
    application.close();
  }
}

class Application {
  private readonly connections: readonly Connection[];
  private readonly host: string;

  constructor(
    baseUrl: string,
    private readonly key: string,
  ) {
    const url = new URL(baseUrl);
    this.host = url.host;
    this.connections = Array.from({ length: SENDERS }, () => new Connection(url));
  }

  /** @returns their addresses */
  async createFiles(): Promise<readonly string[]> {
    const fields = (at: number): string =>
      `${el('apentry', 'COO.1')}${el('shortname', `${WORDS[at % WORDS.length]} ${at}`)}`;
    // The WSDL was installed a moment ago.
    await until('the service is there', () => this.call(0, 'CreateFileGI', fields(0), 'urn:bench:file:0'));
    const addresses: string[] = [];
    let next = 0;
    const sender = async (connection: number): Promise<void> => {
      for (let at = next++; at < FILES; at = next++) {
        const text = await this.call(connection, 'CreateFileGI', fields(at), `urn:bench:file:${at}`);
        addresses[at] = /<(?:\w+:)?objid>([^<]+)</.exec(text)![1]!;
      }
    };
    await Promise.all(this.connections.map((_, at) => sender(at)));
    return addresses;
  }

  /** @returns how long each answer took, in ms */
  async ask(seconds: number, question: (at: number) => readonly [string, string]): Promise<readonly number[]> {
    const end = performance.now() + seconds * 1_000;
    const took: number[] = [];
    let next = 0;
    const sender = async (connection: number): Promise<void> => {
      while (performance.now() < end) {
        const startedAt = performance.now();
        await this.call(connection, ...question(next++));
        took.push(performance.now() - startedAt);
      }
    };
    await Promise.all(this.connections.map((_, at) => sender(at)));
    return took;
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }

  /** @throws Error for any answer but a good one */
  private async call(connection: number, operation: string, fields: string, messageId?: string): Promise<string> {
    const header =
      messageId === undefined ? '' : `<s:Header><a:MessageID xmlns:a="${WSA}">${messageId}</a:MessageID></s:Header>`;
    const body = Buffer.from(
      `<s:Envelope xmlns:s="${SOAP}">${header}<s:Body><${operation} xmlns="${NS}">${el('userlogin', 'erika.beispiel')}${fields}</${operation}></s:Body></s:Envelope>`,
    );
    const head = [
      `POST /${PATH} HTTP/1.1`,
      `host: ${this.host}`,
      `authorization: Bearer ${this.key}`,
      'content-type: text/xml; charset=utf-8',
      `soapaction: "http://schemas.fabasoft.com/object/LHMBAI_15_1700_${operation}"`,
      `content-length: ${body.length}`,
    ];
    const { status, text } = await this.connections[connection]!.send(`${head.join('\r\n')}\r\n\r\n`, [body]);
    if (status !== 200 || !/<(?:\w+:)?status>0</.test(text)) throw new Error(`${operation}: ${text.slice(0, 1_000)}`);
    return text;
  }
}

function el(name: string, text: string): string {
  return `<${name}>${text}</${name}>`;
}
