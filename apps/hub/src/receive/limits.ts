/** What one message may be; from the settings of the hub. */
export interface ReceiveLimits {
  readonly messageBytesMax: number;
  readonly attachmentBytesMax: number;
  readonly attachmentsMax: number;
  /** Bodies up to this size ride in the message. */
  readonly inlineBytesMax: number;
  readonly xmlDepthMax: number;
  readonly xmlElementsMax: number;
  readonly xmlAttributesMax: number;
  readonly jsonDepthMax: number;
}
