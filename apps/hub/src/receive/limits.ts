/** What one message may be; from the settings of the hub. */
export interface ReceiveLimits {
  /** XML or JSON, which is read as a whole. */
  readonly messageBytesMax: number;
  readonly attachmentBytesMax: number;
  readonly attachmentsMax: number;
  /** Bodies up to this size ride in the message. */
  readonly inlineBytesMax: number;
  readonly pdfBytesMax: number;
  readonly zipEntriesMax: number;
  /** What a ZIP unpacks to. */
  readonly zipBytesMax: number;
  readonly zipRatioMax: number;
  readonly zipNameLengthMax: number;
  readonly xmlDepthMax: number;
  readonly xmlElementsMax: number;
  readonly xmlAttributesMax: number;
  readonly jsonDepthMax: number;
  readonly jsonValuesMax: number;
}
