/** A part that came with the message. Its bytes stay with the hub; a connector refers to it by name. */
export interface Attachment {
  /** Unique within the message, as the sender wrote it; not safe as a path. */
  readonly name: string;
  /** Media type as sniffed from the bytes, else as declared. */
  readonly mime: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * One message, recognised, well-formed and within the limits. It is frozen: a connector cannot change it.
 *
 * `Body` is `Element` for a type recognised by its XML root, and the type generated from the JSON Schema for a type
 * recognised by a JSON Schema.
 */
export interface Message<Body = unknown> {
  /** The accepted type as the manifest names it. */
  readonly type: string;
  readonly body: Body;
  /** The sender's own key (`Idempotency-Key`), when it gave one. */
  readonly senderKey?: string;
  /** Of the message itself, as sent. */
  readonly mime: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly attachments: readonly Attachment[];
  /** Name of the attachment that `body` was read from, when the message came in a ZIP. */
  readonly part?: string;
}
