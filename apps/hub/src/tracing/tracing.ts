/**
 * What this process tells a collector of traces (OpenTelemetry, OTLP over HTTP), where one is set. Nothing of the library
 * is loaded before. Spans are made by hand, from what is measured anyway: nothing is woven into other libraries, and no
 * context hangs on a call.
 */
import type * as Api from '@opentelemetry/api';
import type { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { traceParentIn } from '../ledger/trace.js';

export interface TracingOptions {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** Share of the traces that nobody has decided about, from 0 to 1. */
  readonly ratio: number;
  /** Stands for this process. */
  readonly instance: string;
  readonly roles: readonly string[];
  readonly onProblem: (message: string) => void;
}

export type SpanRole = 'server' | 'producer' | 'consumer' | 'client' | 'internal';
export type SpanFacts = Readonly<Record<string, string | number | undefined>>;

export interface NewSpan {
  readonly name: string;
  readonly role: SpanRole;
  /** W3C trace context; without one, and with one that is malformed, a trace begins. */
  readonly parent?: string | undefined;
  /** Milliseconds since 1970; now, when it is left out. */
  readonly fromMs?: number;
  readonly facts?: SpanFacts;
}

/** So many wait to be told at most; what the collector does not take in time is dropped, and nobody waits for it. */
const QUEUE_MAX = 16_384;
const AT_ONCE_MAX = 2_048;
const EVERY_MS = 1_000;
const STOP_MS_MAX = 3_000;

export class Tracing {
  private readonly tracer: Api.Tracer;

  private constructor(
    private readonly api: typeof Api,
    private readonly provider: BasicTracerProvider,
  ) {
    this.tracer = provider.getTracer('fachwerk');
  }

  static async start({ endpoint, ratio, instance, roles, onProblem }: TracingOptions): Promise<Tracing> {
    const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
    const quiet = (): void => undefined;
    const logger = { error: onProblem, warn: onProblem, info: quiet, debug: quiet, verbose: quiet };
    api.diag.setLogger(logger, { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true });
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
    const provider = new sdk.BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.name': 'fachwerk',
        'service.instance.id': instance,
        'fachwerk.roles': [...roles],
      }),
      sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [
        new sdk.BatchSpanProcessor(exporter, {
          maxQueueSize: QUEUE_MAX,
          maxExportBatchSize: AT_ONCE_MAX,
          scheduledDelayMillis: EVERY_MS,
        }),
      ],
    });
    return new Tracing(api, provider);
  }

  begin({ name, role, parent, fromMs, facts = {} }: NewSpan): OpenSpan {
    const { api } = this;
    const known = traceParentIn(parent);
    const context = known === undefined ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, remote(known));
    const kind = api.SpanKind[role.toUpperCase() as Uppercase<SpanRole>];
    const start = fromMs === undefined ? {} : { startTime: fromMs };
    return new OpenSpan(this.api, this.tracer.startSpan(name, { kind, attributes: { ...facts }, ...start }, context));
  }

  /** Tells what is left, for as long as a process that stops has time for it. */
  async stop(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS_MAX).unref());
    await Promise.race([this.provider.shutdown().catch(() => undefined), late]);
  }
}

export class OpenSpan {
  /** For what comes behind it. */
  readonly traceParent: string;

  constructor(
    private readonly api: typeof Api,
    private readonly span: Api.Span,
  ) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceParent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  /** False: nobody records this trace, and what is in it need not be told. */
  get recorded(): boolean {
    return this.span.isRecording();
  }

  /** @param problem code of the error that it ended with */
  end({ toMs, facts = {}, problem }: { toMs?: number; facts?: SpanFacts; problem?: string | undefined } = {}): void {
    this.span.setAttributes({ ...facts, ...(problem === undefined ? {} : { 'error.type': problem }) });
    if (problem !== undefined) this.span.setStatus({ code: this.api.SpanStatusCode.ERROR });
    this.span.end(toMs);
  }
}

function remote(traceParent: string): Api.SpanContext {
  const [, traceId = '', spanId = '', flags = ''] = traceParent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
