import type { Random } from '@fachwerk/cli/chaos/random';

const NUMBERS = ['0', '-1', '1e999', '2147483648', '4294967296', '9007199254740993', '0x10', '00'];
const BYTES_MAX = 300_000;

/** Changes some bytes by chance: with an eye on what its readers look for, and on what stands in other inputs. */
export function mutated(input: Buffer, random: Random, words: readonly string[], others: readonly Buffer[]): Buffer {
  let bytes = input;
  const rounds = 1 + Math.floor(random.next() ** 2 * 8);
  for (let round = 0; round < rounds; round += 1) bytes = once(bytes, random, words, others);
  return bytes.subarray(0, BYTES_MAX);
}

function once(bytes: Buffer, random: Random, words: readonly string[], others: readonly Buffer[]): Buffer {
  const at = Math.floor(random.next() * (bytes.length + 1));
  const end = Math.min(bytes.length, at + 1 + Math.floor(random.next() ** 3 * bytes.length));
  const replaced = (from: number, to: number, by: Buffer): Buffer =>
    Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
  const short = Math.min(bytes.length, at + Math.floor(random.next() * 8));
  switch (Math.floor(random.next() * 14)) {
    case 0: {
      const changed = Buffer.from(bytes);
      if (at < changed.length) changed[at]! ^= 1 << Math.floor(random.next() * 8);
      return changed;
    }
    case 1:
      return replaced(at, short, Buffer.from([Math.floor(random.next() * 256)]));
    case 2:
      return replaced(at, end, Buffer.alloc(0));
    case 3:
      return replaced(end, end, bytes.subarray(at, end));
    case 4:
      return replaced(end, end, Buffer.concat(Array.from({ length: 200 }, () => bytes.subarray(at, short))));
    case 5: {
      const other = random.pick(others);
      const from = Math.floor(random.next() * other.length);
      return replaced(at, end, other.subarray(from, from + Math.floor(random.next() * (other.length - from))));
    }
    case 6:
      return bytes.subarray(0, at);
    case 7:
      return withNumber(bytes, at, random);
    case 8:
    case 9:
      return withElement(bytes, at, random);
    case 10:
    case 11:
      return withText(bytes, at, random, words);
    default:
      return replaced(at, random.next() < 0.5 ? at : short, Buffer.from(random.pick(words), 'latin1'));
  }
}

/** Puts another number where the next one stands. */
function withNumber(bytes: Buffer, at: number, random: Random): Buffer {
  const text = bytes.toString('latin1');
  const found = /\d+/.exec(text.slice(at));
  if (found === null) return bytes;
  const from = at + found.index;
  return Buffer.from(text.slice(0, from) + random.pick(NUMBERS) + text.slice(from + found[0].length), 'latin1');
}

/** Leaves the next element out, or has it twice: what comes of it is still well-formed. */
function withElement(bytes: Buffer, at: number, random: Random): Buffer {
  const text = bytes.toString('latin1');
  const begin = /<([\w:.-]+)/.exec(text.slice(at));
  if (begin === null) return bytes;
  const from = at + begin.index;
  const closing = `</${begin[1]}>`;
  const end = text.indexOf(closing, from);
  if (end < 0) return bytes;
  const to = end + closing.length;
  return Buffer.from(
    text.slice(0, random.next() < 0.5 ? from : to) + text.slice(random.next() < 0.5 ? from : to),
    'latin1',
  );
}

/** Puts another text between the next two tags or quotes. */
function withText(bytes: Buffer, at: number, random: Random, words: readonly string[]): Buffer {
  const text = bytes.toString('latin1');
  const found = /(?<=[>"])[^<>"]*(?=[<"])/.exec(text.slice(at));
  if (found === null) return bytes;
  const from = at + found.index;
  const texts = text.match(/(?<=[>"])[^<>"]+(?=[<"])/g) ?? [''];
  const by = random.next() < 0.6 ? random.pick(texts) : random.pick(random.next() < 0.5 ? NUMBERS : words);
  return Buffer.from(text.slice(0, from) + by + text.slice(from + found[0].length), 'latin1');
}
