/** Messages that nobody would send on purpose: a connector refuses them or files them, and never fails. */
import type { Connector } from '@fachwerk/connectors/contract';
import { tryTranslate, type OpenedMessage, type Schemas } from '@fachwerk/hub/connector-kit';
import type { Problem } from './conformance.js';
import type { Fixture } from './fixtures.js';
import { hostileJson } from './hostile-json.js';
import { hostileXml, type Variant } from './hostile-xml.js';
import { failureOf } from './outcome.js';
import { withinTime } from './within-time.js';

interface Run {
  readonly fixture: Fixture;
  readonly opened: OpenedMessage | undefined;
}

/** For all variants of one fixture; one of them takes milliseconds. */
const FIXTURE_MS_MAX = 120_000;

export function hostileProblems(
  connector: Connector,
  runs: readonly Run[],
  schemas: Schemas,
): { readonly problems: readonly Problem[]; readonly variants: number } {
  /** The same failure of many variants is one problem. */
  const failures = new Map<string, { readonly fixture: string; readonly what: string; count: number }>();
  let variants = 0;
  for (const { fixture, opened } of runs) {
    if (opened === undefined) continue;
    let current = '';
    const ended = withinTime(() => {
      for (const { what, value } of variantsOf(opened)) {
        current = what;
        variants += 1;
        const tried = tryTranslate(connector, value, fixture.settings, schemas);
        if (!('error' in tried) || tried.error.kind === 'rejected') continue;
        const failure = failureOf(tried.error);
        const known = failures.get(failure);
        if (known === undefined) failures.set(failure, { fixture: fixture.name, what, count: 1 });
        else known.count += 1;
      }
      return true;
    }, FIXTURE_MS_MAX);
    if (ended !== true) failures.set('it does not come to an end', { fixture: fixture.name, what: current, count: 1 });
  }
  const problems = [...failures].map(([failure, { fixture, what, count }]): Problem => ({
    check: 'hostile variants',
    fixture,
    sentence: `where ${what}${count === 1 ? '' : ` (and ${count - 1} more variants)`}: ${failure}`,
  }));
  return { problems, variants };
}

function* variantsOf(opened: OpenedMessage): Generator<Variant<OpenedMessage>> {
  const { content, attachments } = opened;
  if (content.syntax === 'json') {
    for (const { what, value } of hostileJson(content.value)) {
      yield { what, value: { ...opened, content: { ...content, value } } };
    }
  } else {
    for (const { what, value } of hostileXml(content.tree)) {
      yield { what, value: { ...opened, content: { ...content, tree: value } } };
    }
  }
  if (attachments.length === 0) return;
  yield { what: 'the attachments are missing', value: { ...opened, attachments: [] } };
  const longest = attachments.map((attachment, index) => ({ ...attachment, name: `${index}`.padEnd(255, 'x') }));
  yield { what: 'the attachments have the longest names', value: { ...opened, attachments: longest } };
}
