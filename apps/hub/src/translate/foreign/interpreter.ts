/**
 * An interpreter (QuickJS in WebAssembly) for code that nobody here has reviewed. It is given no function of the host:
 * text goes in, text comes out, and both are data. Limits hold time, memory and depth.
 *
 * Before each message its whole memory is put back to what it was after the modules were loaded: what one message left
 * behind, on purpose or not, the next one does not find.
 */
import * as variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  DefaultIntrinsics,
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { reserved, Snapshot } from './snapshot.js';
import { MAIN, mainModule, moduleName, moduleSource } from './guest-sources.js';

export interface InterpreterLimits {
  /** For loading the modules, and for all questions about one message together. */
  readonly timeoutMs: number;
  readonly memoryMib: number;
}

/** Which limit ended a script; `broken`: it took the interpreter itself along. */
export type Ending = 'time' | 'memory' | 'depth' | 'broken';

/** The script had to be ended, or its modules could not be loaded (no ending). */
export class ScriptError extends Error {
  constructor(
    message: string,
    readonly ending?: Ending,
  ) {
    super(message);
  }
}

export interface InterpretedPackage {
  /** Path of the module that exports `connector`. */
  readonly entry: string;
  source(path: string): string | Error;
}

/** Deep enough for every message within the limits, and for less than the stack of a thread. */
const STACK_BYTES = 256 * 1024;
const MIB = 1_048_576;
/** Of WebAssembly. */
const PAGE_BYTES = 65_536;
/** Longest answer; the interpreter counts in characters. */
const ANSWER_MAX = 16 * MIB;
const GROWTH_MAX = 64 * MIB;

export class Interpreter {
  #isBroken = false;
  /** More memory was refused, in this call. */
  #isFull = false;
  #deadline = Infinity;
  /** For what is still asked about the message that it has. */
  #leftMs: number;
  readonly #context: QuickJSContext;
  readonly #answer: QuickJSHandle;
  readonly #fresh: Snapshot;

  private constructor(
    module: QuickJSWASMModule,
    script: InterpretedPackage,
    private readonly limits: InterpreterLimits,
  ) {
    this.#leftMs = limits.timeoutMs;
    const runtime = module.newRuntime();
    limitGrowth(module.getWasmMemory() as GrowingMemory, limits.memoryMib * MIB, () => (this.#isFull = true));
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(() => performance.now() > this.#deadline);
    runtime.setModuleLoader((name) => moduleSource(name, (path) => script.source(path)), moduleName);
    // A connector has no clock: dates of messages are text.
    this.#context = runtime.newContext({ intrinsics: { ...DefaultIntrinsics, Date: false } });
    const reserve = reserved(module);
    this.#answer = this.#load(script.entry);
    runtime.removeModuleLoader();
    this.#fresh = new Snapshot(module, reserve);
  }

  /** @throws ScriptError with a sentence for the author */
  static async start(script: InterpretedPackage, limits: InterpreterLimits): Promise<Interpreter> {
    return new Interpreter(
      await newQuickJSWASMModuleFromVariant(variant.default as unknown as QuickJSSyncVariant),
      script,
      limits,
    );
  }

  /** Of no use any more, or larger than it need be: a new one has to be started. WebAssembly gives no memory back. */
  get isWorn(): boolean {
    return this.#isBroken || this.#fresh.grownBytes() > GROWTH_MAX;
  }

  /**
   * @param fresh whether it is about another message: nothing of earlier questions is left, and the time is full again
   * @throws ScriptError
   */
  ask(question: string, fresh: boolean): string {
    if (this.#isBroken) throw new ScriptError('an earlier call of this message broke the interpreter', 'broken');
    if (fresh) {
      this.#fresh.restore();
      this.#leftMs = this.limits.timeoutMs;
    }
    return this.#limited(() => {
      const context = this.#context;
      const asked = context.newString(question);
      const result = asked.consume((text) => context.callFunction(this.#answer, context.undefined, text));
      if (result.error) throw this.#errorOf(result.error);
      return result.value.consume((answer) => {
        const length = context.getProp(answer, 'length').consume((handle) => context.getNumber(handle));
        if (length > ANSWER_MAX) throw new ScriptError('what it returned is too long', 'memory');
        return context.getString(answer);
      });
    });
  }

  #load(entry: string): QuickJSHandle {
    return this.#limited(() => {
      const context = this.#context;
      const result = context.evalCode(mainModule(entry), MAIN, { type: 'module' });
      if (result.error) throw this.#errorOf(result.error);
      const module = result.value;
      if (context.getPromiseState(module).type !== 'fulfilled') {
        throw new ScriptError('it waits (await) while it is loaded, which a connector may not');
      }
      return module.consume((handle) => context.getProp(handle, 'answer'));
    });
  }

  /** Whatever leaves it in a state that nobody knows is its end. */
  #limited<T>(work: () => T): T {
    const begunAt = performance.now();
    this.#deadline = begunAt + this.#leftMs;
    this.#isFull = false;
    try {
      return work();
    } catch (error) {
      if (error instanceof ScriptError) throw error;
      this.#isBroken = true;
      const ending = error instanceof RangeError ? 'depth' : 'broken';
      throw new ScriptError(error instanceof Error ? error.message : String(error), ending);
    } finally {
      // What the hub does between two questions is not its time.
      this.#leftMs -= performance.now() - begunAt;
    }
  }

  #errorOf(thrown: QuickJSHandle): ScriptError {
    const { name, message, stack } = thrown.consume((handle) => this.#shown(handle));
    if (name === 'SyntaxError' && message.startsWith("Could not find export 'connector'")) {
      return new ScriptError('it exports no "connector"');
    }
    const said = new ScriptError(`${name === 'Error' || name === '' ? '' : `${name}: `}${message}\n${stack}`.trim());
    const { timeoutMs, memoryMib } = this.limits;
    // Without memory for the error itself it throws null.
    const isFull = this.#isFull && name === '';
    if (name !== 'InternalError' && !isFull) return said;
    if (message === 'interrupted') return new ScriptError(`it took longer than ${timeoutMs} ms`, 'time');
    if (isFull || message.startsWith('out of memory') || message === 'string too long') {
      return new ScriptError(`it needs more than ${memoryMib} MiB`, 'memory');
    }
    return message === 'stack overflow' ? new ScriptError('it calls itself too deeply', 'depth') : said;
  }

  #shown(handle: QuickJSHandle): { readonly name: string; readonly message: string; readonly stack: string } {
    const context = this.#context;
    const text = (property: string): string =>
      context
        .getProp(handle, property)
        .consume((value) => (context.typeof(value) === 'string' ? context.getString(value) : ''));
    try {
      return { name: text('name'), message: text('message'), stack: text('stack') };
    } catch {
      // Null has no properties, and others may throw when they are looked at.
      return { name: '', message: 'it threw something that cannot be shown', stack: '' };
    }
  }
}

interface GrowingMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/**
 * The interpreter's own limit does not know how large what it allocates is (`malloc_usable_size` is not there), and lets
 * scripts take 2 GiB. So the memory itself refuses to grow, which scripts see as its end.
 */
function limitGrowth(memory: GrowingMemory, bytesMax: number, onRefused: () => void): void {
  const grow = memory.grow.bind(memory);
  const limit = memory.buffer.byteLength + bytesMax;
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE_BYTES <= limit) return grow(pages);
    onRefused();
    throw new RangeError('scripts get no more memory');
  };
}
