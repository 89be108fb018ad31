/** Messages that nobody would send on purpose: a connector refuses them or files them, and never fails. */
import {
  TRANSLATE_MS_MAX,
  tryTranslate,
  type OpenedMessage,
  type Schemas,
  type Subject,
  type Tried,
} from '@fachwerk/hub/connector-kit';
import type { Problem } from './conformance.js';
import type { Fixture } from './fixtures.js';
import { hostileJson } from './hostile-json.js';
import { hostileXml, type Variant } from './hostile-xml.js';
import { failureOf } from './outcome.js';
import { replyFailure } from './replies.js';
import { withinTime } from './within-time.js';

interface Run {
  readonly fixture: Fixture;
  readonly opened: OpenedMessage | undefined;
  readonly tried: Tried;
}

interface Failure {
  readonly fixture: string;
  readonly what: string;
  readonly failure: string;
  count: number;
}

export async function hostileProblems(
  subject: Subject,
  runs: readonly Run[],
  schemas: Schemas,
): Promise<{ readonly problems: readonly Problem[]; readonly variants: number }> {
  const failures = new Failures();
  /**
   * What was done to a fixture of a type already needs not be done to the next one. A standard has the same element in
   * many places, messages and versions: a place is known by its last three steps, and what its value may be is tried once
   * for all types.
   */
  const seen = new Set<string>();
  for (const { fixture, opened, tried } of runs) {
    if (opened === undefined) continue;
    // With other settings a connector may read something else.
    const settings = JSON.stringify(fixture.settings);
    for (const { what, value, ofValue } of variantsOf(opened)) {
      const kind = `${settings} ${ofValue ? '' : tried.type} ${endOfPath(withoutPositions(what))}`;
      if (seen.has(kind)) continue;
      seen.add(kind);
      const connector = await subject();
      const outcome = withinTime(() => tryTranslate(connector, value, fixture.settings, schemas), TRANSLATE_MS_MAX);
      if (outcome === undefined) {
        failures.add(fixture.name, what, 'it does not come to an end');
        // Each further one would take as long.
        break;
      }
      if ('error' in outcome && outcome.error.kind !== 'rejected') {
        failures.add(fixture.name, what, failureOf(outcome.error));
        continue;
      }
      const unanswered = replyFailure(connector, value, fixture.settings, schemas, outcome);
      if (unanswered !== undefined) failures.add(fixture.name, what, unanswered);
    }
  }
  return { problems: failures.problems(), variants: seen.size };
}

/** The same failure of many variants is one problem. */
class Failures {
  private readonly byKind = new Map<string, Failure>();

  add(fixture: string, what: string, failure: string): void {
    const kind = withoutPositions(failure);
    const known = this.byKind.get(kind);
    if (known === undefined) this.byKind.set(kind, { fixture, what, failure, count: 1 });
    else known.count += 1;
  }

  problems(): readonly Problem[] {
    return [...this.byKind.values()].map(({ fixture, what, failure, count }): Problem => ({
      check: 'hostile variants',
      fixture,
      sentence: `where ${what}${count === 1 ? '' : ` (and ${count - 1} more variants)`}: ${failure}`,
    }));
  }
}

function* variantsOf(opened: OpenedMessage): Generator<Variant<OpenedMessage>> {
  const { content, attachments } = opened;
  if (content.syntax === 'json') {
    for (const variant of hostileJson(content.value)) {
      yield { ...variant, value: { ...opened, content: { ...content, value: variant.value } } };
    }
  } else {
    for (const variant of hostileXml(content.tree)) {
      yield { ...variant, value: { ...opened, content: { ...content, tree: variant.value } } };
    }
  }
  if (attachments.length === 0) return;
  yield { what: 'the attachments are missing', value: { ...opened, attachments: [] } };
  const longest = attachments.map((attachment, index) => ({ ...attachment, name: `${index}`.padEnd(255, 'x') }));
  yield { what: 'the attachments have the longest names', value: { ...opened, attachments: longest } };
}

/** Of elements in XML, of members of lists in JSON and in commands. */
function withoutPositions(text: string): string {
  return text.replace(/\[\d+\]/g, '').replace(/\/\d+(?=\/|\s)/g, '/*');
}

/** Of `/a/b/c/d is empty` what comes behind `/a`. */
function endOfPath(what: string): string {
  return what.replace(/^\S*?((?:\/[^/\s]+){3})(?= )/, '$1');
}
