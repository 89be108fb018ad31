/**
 * The one way a connector refuses a message.
 *
 * Throw it from `key` or `translate` when the message, as sent, can never be filed: a required part is missing, two
 * parts contradict each other, a value is outside its range. The message then becomes `rejected`, which is final, and
 * the sender reads `code`, `message` and `path` in the answer. Anything else that a connector throws is treated as a
 * defect of the connector: the message is parked, with its stack, for the connector's author.
 */
export class Rejected extends Error {
  override readonly name = 'Rejected';

  constructor(
    /** `<connector>.<reason>` in kebab-case, for example `building-permits.no-parcel`. Never reused for another reason. */
    readonly code: string,
    /** One plain sentence for the sender: what is wrong, with the value, and what to do. No secrets, no stack. */
    message: string,
    /** Where in the message: an XPath (`/Invoice/ID`) or a JSON pointer (`/permit/parcels`). */
    readonly path?: string,
  ) {
    super(message);
  }
}
