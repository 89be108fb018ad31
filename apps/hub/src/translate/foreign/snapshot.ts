/**
 * The memory of an interpreter as it was after its modules were loaded. Putting it back is how a message finds nothing of
 * the one before; it takes a fraction of a millisecond, loading the modules again would take fifty.
 *
 * WebAssembly begins with 16 MiB. Five of them are the stack of the interpreter: what lies there between two calls is
 * nobody's. Most of the rest nobody uses.
 */
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';

/** From a place on, so many bytes. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is set aside need not be put back. */
const RESERVE_BYTES = 8 * 1_048_576;

/** Sets memory aside, out of reach of scripts: to be called before modules are loaded. */
export function reserved(module: QuickJSWASMModule): Range {
  // The library does not hand its allocator out.
  const { module: inner } = module.getFFI() as unknown as { readonly module: { _malloc(bytes: number): number } };
  // oxlint-disable-next-line no-underscore-dangle -- so emscripten calls it
  const from = inner._malloc(RESERVE_BYTES);
  return { from, to: from + RESERVE_BYTES };
}

export class Snapshot {
  private readonly parts: readonly { readonly from: number; readonly bytes: Uint8Array }[];
  /** Beyond it nobody had written. */
  private readonly end: number;
  private readonly lengthBytes: number;

  /** @param reserve what `reserved` answered */
  constructor(
    private readonly module: QuickJSWASMModule,
    reserve: Range,
  ) {
    const memory = this.memory();
    this.lengthBytes = memory.length;
    this.end = writtenEnd(memory);
    const parts = [...outsideOfStack(memory, reserve.from), { from: reserve.to, to: this.end }];
    this.parts = parts.map(({ from, to }) => ({ from, bytes: memory.slice(from, to) }));
  }

  restore(): void {
    const memory = this.memory();
    for (const { from, bytes } of this.parts) memory.set(bytes, from);
    memory.fill(0, this.end);
  }

  /** How much more memory there is than there was. */
  grownBytes(): number {
    return this.memory().length - this.lengthBytes;
  }

  private memory(): Uint8Array {
    return new Uint8Array(this.module.getWasmMemory().buffer);
  }
}

/** Data below the stack, and the heap above it. Nothing else that scripts did not make is empty for so long. */
function outsideOfStack(memory: Uint8Array, end: number): readonly Range[] {
  const words = new BigUint64Array(memory.buffer, 0, end >> 3);
  let longest = { from: 0, to: 0 };
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === 0n) continue;
    if (at - from > longest.to - longest.from) longest = { from, to: at };
    from = at + 1;
  }
  return [
    { from: 0, to: longest.from * 8 },
    { from: longest.to * 8, to: end },
  ];
}

function writtenEnd(memory: Uint8Array): number {
  const words = new BigUint64Array(memory.buffer);
  let end = words.length;
  while (end > 0 && words[end - 1] === 0n) end -= 1;
  return end * words.BYTES_PER_ELEMENT;
}
