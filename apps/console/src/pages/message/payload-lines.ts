/** What was sent, as lines that can be shown: indented where it is XML or JSON, hexadecimal where it is no text. */
import { prettyXml } from './pretty-xml.js';

export type PayloadLook = 'pretty' | 'raw' | 'hex';

export interface Payload {
  /** Undefined when the bytes are no UTF-8. */
  readonly text: string | undefined;
  readonly bytes: Uint8Array;
  readonly syntax: 'xml' | 'json' | 'other';
}

const HEX_BYTES = 16;

export function payloadOf(bytes: Uint8Array): Payload {
  const text = textOf(bytes);
  return { text, bytes, syntax: text === undefined ? 'other' : syntaxOf(text) };
}

/** The best one first. */
export function looksOf({ text, syntax }: Payload): readonly PayloadLook[] {
  if (text === undefined) return ['hex'];
  return syntax === 'other' ? ['raw', 'hex'] : ['pretty', 'raw', 'hex'];
}

export function linesOf(payload: Payload, look: PayloadLook): readonly string[] {
  if (look === 'hex' || payload.text === undefined) return hexLines(payload.bytes);
  if (look === 'raw') return split(payload.text);
  return split(prettyOf(payload.text, payload.syntax));
}

export function prettyOf(text: string, syntax: Payload['syntax']): string {
  if (syntax === 'xml') return prettyXml(text);
  if (syntax !== 'json') return text;
  // Numbers are shown as they were sent only where JavaScript has room for them; what was sent is behind "as sent".
  return JSON.stringify(JSON.parse(text), null, 2);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function syntaxOf(text: string): Payload['syntax'] {
  const start = text.trimStart();
  if (start.startsWith('<')) return 'xml';
  if (!/^[[{"\d-]|^(true|false|null)/.test(start)) return 'other';
  try {
    JSON.parse(text);
    return 'json';
  } catch {
    return 'other';
  }
}

function split(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/** @param from position of the first byte */
export function hexLines(bytes: Uint8Array, from = 0): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += HEX_BYTES) {
    const row = [...bytes.subarray(at, at + HEX_BYTES)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const shown = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${(from + at).toString(16).padStart(8, '0')}  ${hex.padEnd(HEX_BYTES * 3 - 1)}  ${shown}`);
  }
  return lines;
}
