/** What the hub answers, as far as it is shown. `GET /api/openapi.json` describes all of it. */

export type Lang = 'de' | 'en';
export type MessageState = 'accepted' | 'filed' | 'rejected' | 'parked';

export interface ErrorAnswer {
  readonly kind: string;
  readonly code: string;
  readonly stage: string;
  readonly sentence: Readonly<Record<Lang, string>>;
  /** XPath or JSON pointer into the message. */
  readonly path?: string;
  readonly whoActs: string;
}

export interface MessageAnswer {
  readonly id: string;
  readonly state: MessageState;
  readonly procedure: string;
  readonly acceptedAt: string;
  /** W3C trace id. */
  readonly traceId?: string;
  readonly key?: string;
  readonly duplicateOf?: string;
  readonly receipt?: ReceiptAnswer;
  /** The same, signed. */
  readonly receiptJws?: string;
  readonly error?: ErrorAnswer;
  /** Why it is not settled yet, when there is a reason. */
  readonly waiting?: ErrorAnswer;
  /** It is held: it is filed after this message. */
  readonly waitsFor?: string;
  readonly validation?: ValidationAnswer;
}

/** What official schemas and rules say about a message. */
export interface ValidationAnswer {
  readonly schema: {
    readonly result: 'valid' | 'invalid' | 'not-installed' | 'none';
    readonly package?: string;
    readonly version?: string;
    readonly findings: readonly FindingAnswer[];
  };
  readonly rules?: readonly {
    readonly by: string;
    readonly result: 'valid' | 'invalid';
    readonly findings: readonly FindingAnswer[];
  }[];
}

export interface FindingAnswer {
  readonly line?: number;
  readonly path: string;
  readonly sentence: string;
  readonly code?: string;
  readonly level?: 'error' | 'warning' | 'information';
}

/** What the hub has noticed by itself. */
export interface AlertAnswer {
  readonly id: string;
  readonly severity: 'warning' | 'critical';
  readonly sentence: Readonly<Record<Lang, string>>;
  readonly openedAt: string;
  readonly resolvedAt?: string;
  readonly acknowledgedBy?: string;
  readonly notices: readonly {
    readonly what: string;
    readonly channel: string;
    readonly state: 'pending' | 'delivered' | 'stopped';
  }[];
}

/** A receipt on its way to a webhook. */
export interface DeliveryAnswer {
  readonly id: string;
  readonly procedure: string;
  readonly key: string;
  readonly createdAt: string;
  readonly state: 'pending' | 'delivered' | 'stopped';
  readonly attempts: number;
  readonly lastError: { readonly code: string; readonly sentence: Readonly<Record<Lang, string>> } | null;
  readonly nextAt: string | null;
}

export interface ReceiptAnswer {
  readonly messageId: string;
  readonly fileReference: string;
  readonly filedAt: string;
  readonly caseFiles: readonly { readonly id: string; readonly reference: string }[];
  readonly documents: readonly ReceiptDocumentAnswer[];
}

export interface ReceiptDocumentAnswer {
  readonly id: string;
  readonly fileName: string;
  readonly version: number;
  readonly sha256: string;
  /** Where its bytes are. */
  readonly content: string;
}

/** What the search found. */
export interface HitAnswer {
  readonly type: 'case-file' | 'case' | 'document';
  readonly id: string;
  readonly href: string;
  readonly subject: string;
  readonly reference: string;
  readonly createdAt: string;
}

export interface AttemptAnswer {
  readonly outcome: string;
  readonly stage: string;
  readonly actor: string;
  /** Why a person decided so. */
  readonly reason?: string;
  readonly connector: string | null;
  readonly connectorVersion: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly error?: ErrorAnswer;
  /** In milliseconds, by stage. */
  readonly stages?: Readonly<Record<string, number>>;
  readonly batchMessages?: number;
  readonly deliveries?: number;
}

export interface TraceAnswer {
  readonly message: MessageAnswer;
  readonly attempts: readonly AttemptAnswer[];
}

export interface RangeAnswer {
  readonly gateway: string;
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

export interface RangesAnswer {
  readonly count: number;
  readonly ranges: readonly RangeAnswer[];
}

export interface BooksAnswer {
  readonly procedure: string;
  readonly received: number;
  readonly duplicates: number;
  readonly accepted: number;
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
  readonly inFlight: number;
  readonly held: number;
  readonly balanced: boolean;
  readonly missing: RangesAnswer;
  readonly undecided: RangesAnswer;
}

export interface OperatorPauseAnswer {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** How messages of a procedure flow. */
export interface ProcedureFlowAnswer {
  readonly name: string;
  readonly paused?: OperatorPauseAnswer;
  /** Something is misconfigured. */
  readonly cause?: Omit<ErrorAnswer, 'path'>;
  /** Null when the exchange does not tell. */
  readonly backlog: { readonly ready: number; readonly unacknowledged?: number; readonly delayed: number } | null;
  readonly oldestAcceptedAt?: string;
  readonly rates: { readonly acceptedPerMinute: number; readonly filedPerMinute: number };
  readonly secondsToEmpty?: number;
  readonly lastHour: Readonly<Record<'accepted' | 'filed' | 'rejected' | 'parked', number>>;
  readonly parked: number;
  readonly waiting: number;
  readonly untouched?: number;
}

export interface OverviewAnswer {
  readonly asOf: string;
  readonly procedures: readonly ProcedureFlowAnswer[];
  readonly health: {
    readonly exchange: { readonly state: string; readonly kind: string };
    readonly database: { readonly state: string };
    readonly content: { readonly state: string; readonly bytesFree?: number; readonly bytesTotal?: number };
    readonly consumers: { readonly state: string };
  };
}

export interface QueueAnswer {
  readonly kind: string;
  readonly name: string;
  readonly procedure?: string;
  /** Null when the queue does not answer. */
  readonly ready: number | null;
  readonly unacknowledged?: number;
  readonly consumers?: number;
  readonly publishedPerSecond?: number;
  readonly deliveredPerSecond?: number;
  readonly leader?: string;
}

export interface BrokerNodeAnswer {
  readonly name: string;
  readonly running: boolean;
  readonly memoryBytes?: number;
  readonly diskFreeBytes?: number;
  readonly alarms: readonly string[];
}

export interface QueuesAnswer {
  readonly source: 'management' | 'amqp' | 'database';
  readonly asOf: string;
  readonly nodes?: readonly BrokerNodeAnswer[];
  readonly queues: readonly QueueAnswer[];
  readonly problems: readonly { readonly code: string; readonly sentence: Readonly<Record<Lang, string>> }[];
}

/** What would become of a message today. */
export interface DryRunAnswer {
  readonly connector: { readonly name: string; readonly version?: string };
  readonly before: { readonly state: MessageState; readonly error?: ErrorAnswer };
  readonly result: 'filed' | 'refused';
  readonly error?: ErrorAnswer;
  readonly commands?: readonly object[];
  readonly adds?: Readonly<Record<string, number>>;
  readonly comparison?: { readonly differences: readonly RecordDifferenceAnswer[]; readonly same: number };
}

/** What settings make of a sample. */
export interface SampleRunAnswer {
  readonly connector: { readonly name: string; readonly version?: string };
  readonly result: 'filed' | 'refused';
  readonly fields: readonly { readonly path: string; readonly value: string; readonly times?: number }[];
  /** What is wrong with the settings. */
  readonly problems?: readonly { readonly path: string; readonly sentence: Readonly<Record<Lang, string>> }[];
  readonly error?: ErrorAnswer;
  readonly key?: string;
  readonly commands?: readonly Readonly<Record<string, unknown>>[];
  readonly adds?: Readonly<Record<string, number>>;
}

export interface RecordDifferenceAnswer {
  readonly is: 'changed' | 'new' | 'gone';
  readonly record: string;
  readonly key?: string;
  readonly reference?: string;
  readonly fields: readonly { readonly name: string; readonly before?: unknown; readonly after?: unknown }[];
}

/** The list of a sender, held against what the hub has. */
export interface ListComparisonAnswer {
  readonly procedure: string;
  readonly from: string;
  readonly to: string;
  readonly listed: number;
  readonly repeated: number;
  readonly here: Readonly<Record<'filed' | 'rejected' | 'parked' | 'inFlight', number>>;
  readonly missing: { readonly count: number; readonly keys: readonly string[] };
  readonly elsewhere: {
    readonly count: number;
    readonly keys: readonly { readonly key: string; readonly acceptedAt: string }[];
  };
  readonly extra: {
    readonly count: number;
    readonly keys: readonly { readonly key: string; readonly state: MessageState }[];
  };
  readonly withoutKey: number;
}

/** A key of receipts or ids; never its secret. */
export interface RingKeyAnswer {
  readonly kid: string;
  readonly purpose: string;
  readonly state: 'announced' | 'in-use' | 'checks';
  readonly usedFrom: string;
  readonly usedUntil?: string;
}

export interface KeysAnswer {
  readonly keys: readonly RingKeyAnswer[];
  readonly webhooks: readonly { readonly procedure: string; readonly generation: number; readonly createdAt: string }[];
}

export interface RotatedAnswer {
  readonly secret: string;
}
