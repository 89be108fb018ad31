/** Server-sent events as a browser reads them (WHATWG HTML, 9.2). */
import { setTimeout as delay } from 'node:timers/promises';

export interface ServerEvent {
  readonly event: string;
  // oxlint-disable-next-line no-explicit-any -- tests know what they expect
  readonly data: any;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

export class EventSource {
  readonly events: ServerEvent[] = [];
  comments = 0;
  /** Says the server how long to wait before the next connection. */
  retryMs: number | undefined;
  ended = false;
  private readonly cut = new AbortController();
  private reading: Promise<void> = Promise.resolve();

  private constructor(readonly response: Response) {}

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventSource> {
    const cut = new AbortController();
    const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: cut.signal });
    const source = new EventSource(response);
    source.cut.signal.addEventListener('abort', () => cut.abort());
    source.reading = source.read();
    return source;
  }

  /** Of one kind. */
  of(event: string): readonly ServerEvent[] {
    return this.events.filter((one) => one.event === event);
  }

  /** As when the browser goes elsewhere. */
  async close(): Promise<void> {
    this.cut.abort();
    await this.reading;
    // The other side takes a moment to notice.
    await delay(50);
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) this.take(block.split('\n'));
      }
    } catch (error) {
      if (!this.cut.signal.aborted) throw error;
    } finally {
      this.ended = true;
    }
  }

  private take(lines: readonly string[]): void {
    const valueOf = (field: string): string | undefined =>
      lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
    if (lines.some((line) => line.startsWith(':'))) this.comments += 1;
    const [event, data, retry] = [valueOf('event'), valueOf('data'), valueOf('retry')];
    if (retry !== undefined) this.retryMs = Number(retry);
    if (event !== undefined && data !== undefined)
      this.events.push({ event, data: JSON.parse(data) as unknown, at: performance.now() });
  }
}
