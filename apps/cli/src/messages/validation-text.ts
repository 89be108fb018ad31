import type { FindingAnswer, ValidationAnswer } from '../hub/answers.js';
import { facts, type Paint, type Painted } from '../terminal/table.js';

/** Whether a message was validated, by what, and whether it is valid; undefined where there is nothing to validate by. */
export function validationCell({ schema }: ValidationAnswer): Painted | undefined {
  const { result, package: name, version } = schema;
  if (result === 'none') return undefined;
  if (result === 'not-installed') return { text: 'not validated, its official schema is not installed', colour: 'dim' };
  const by = `by ${name} ${version}`;
  return result === 'valid' ? { text: `valid ${by}`, colour: 'green' } : { text: `not valid ${by}`, colour: 'red' };
}

/** Everything that schema and rules found, one finding a line; the empty string for nothing. */
export function findingsText({ schema, rules = [] }: ValidationAnswer, paint: Paint): string {
  const found = [...schema.findings, ...rules.flatMap(({ findings }) => findings)];
  return facts(
    found.map((finding) => [placeOf(finding), finding.sentence] as const),
    paint,
  );
}

function placeOf({ code, line, path, level }: FindingAnswer): string {
  const where = line === undefined ? path : `line ${line} ${path}`;
  return [level === 'error' ? undefined : level, code, where].filter((part) => part !== undefined).join(' ');
}
