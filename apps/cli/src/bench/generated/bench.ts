// Generated from schemas/cli/bench.json by "npm run types". Do not edit.

/**
 * What `fachwerk bench --json` answers.
 */
export interface BenchResult {
  procedure: string;
  message: {
    /**
     * Connector whose messages were invented, or file.
     */
    what: string;
    /**
     * Of the body of one request.
     */
    bytes: number;
  };
  /**
   * By schedule (an open loop), or as fast as senders get answers (a closed one).
   */
  pace:
    | {
        perSecond: number;
      }
    | {
        senders: number;
      };
  /**
   * How long it sent, without warm-up.
   */
  seconds: number;
  /**
   * Somebody stopped it before its time.
   */
  stopped: boolean;
  /**
   * Messages that have an answer, or have none for good.
   */
  sent: number;
  /**
   * Answers 202.
   */
  accepted: number;
  /**
   * Other answers, by status and code, such as "503 exchange.unavailable".
   */
  refused: {
    [k: string]: number;
  };
  acceptedPerSecond: number;
  /**
   * Over the whole time from the first message accepted to the last one filed.
   */
  filedPerSecond: number;
  /**
   * Time until a 202: from when the message was sent, by schedule from when it was due. Without any it is left out.
   */
  acceptMs?: {
    p50: number;
    p99: number;
    p999: number;
    max: number;
  };
  /**
   * From accepted to filed, by the clocks of the hub. Without any it is left out.
   */
  filedMs?: {
    p50: number;
    p99: number;
    max: number;
  };
  filed: number;
  rejected: number;
  parked: number;
  /**
   * Of these some may be missing.
   */
  inFlight: number;
  /**
   * What the books name missing that was not missing before.
   */
  missing: number;
  /**
   * Codes of what was not filed.
   */
  codes: {
    [k: string]: number;
  };
  /**
   * What sending costs itself, in µs of a core.
   */
  senderCpuMicrosPerMessage: number;
}
