import type { RulesValidation } from '../ledger/generated/validation.js';

/**
 * Rules beyond what a schema can say (Schematron): EN 16931, XRechnung. Their engines are large, slow or not free, so
 * they run outside of the hub. What they find is kept with the message; whether it matters is for people to decide.
 */
export abstract class Rules {
  /**
   * @param xml a whole document, decoded
   * @returns one result for each set of rules that applies; none when the rules know nothing of such documents
   * @throws HubError `unavailable-message`, the message is tried again later: `rules.unavailable` when there is no answer
   * to any message, `rules.failed` when it is about this one
   */
  abstract check(xml: string): Promise<readonly RulesValidation[]>;
}
