/** A report of the conformance suite for people. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../terminal/counted.js';
import { table, type Cell, type Paint } from '../terminal/table.js';
import { CHECKS, type FixtureReport, type Problem, type Report } from './conformance.js';
import { SYNTAXES } from './fixtures.js';
import { beginningOf, jsonDifference } from './json-lines.js';

const INPUT_LINES = 30;
/** Of one check; the rest says hardly more. */
const PROBLEMS_MAX = 20;

/** @param folder of the connector */
export function reportText(report: Report, folder: string, paint: Paint): string {
  const { connector, version, ok, problems, fixtures, toBeSupplied, hostileVariants, written } = report;
  return [
    paint({ text: `${connector} ${version}`, colour: 'bold' }),
    ...(fixtures.length === 0 ? [] : [table(['FIXTURE', 'TYPE', 'BECOMES', 'MS'], fixtures.map(row), paint), '']),
    ...CHECKS.map((check) => {
      const count = problems.filter((problem) => problem.check === check).length;
      const note = check === 'hostile variants' ? ` (${hostileVariants} of them)` : '';
      return `${paint(count === 0 ? { text: 'kept  ', colour: 'green' } : { text: 'broken', colour: 'red' })}  ${check}${note}`;
    }),
    ...CHECKS.flatMap((check) =>
      shown(
        problems.filter((problem) => problem.check === check),
        folder,
        paint,
      ),
    ),
    ...(toBeSupplied.length === 0
      ? []
      : ['', `To be supplied: ${toBeSupplied.map(({ name }) => `fixtures/${name}`).join(', ')}`]),
    ...(written.length === 0 ? [] : ['', `Written, look at it: ${written.join(', ')}`]),
    '',
    ok
      ? paint({ text: 'Everything is as promised.', colour: 'green' })
      : paint({ text: `${counted(problems.length, 'problem')}.`, colour: 'red' }),
  ].join('\n');
}

function row({ name, type = '', outcome, translateMs }: FixtureReport): readonly Cell[] {
  const becomes: Cell =
    'commands' in outcome
      ? { text: counted(outcome.commands, 'command'), colour: 'green' }
      : 'questions' in outcome
        ? { text: counted(outcome.questions, 'question'), colour: 'green' }
        : 'rejected' in outcome
          ? { text: outcome.rejected, colour: 'yellow' }
          : { text: 'fails', colour: 'red' };
  return [name, type, becomes, translateMs === undefined ? '' : translateMs.toFixed(2)];
}

function shown(problems: readonly Problem[], folder: string, paint: Paint): readonly string[] {
  const lines = problems.slice(0, PROBLEMS_MAX).flatMap((problem) => ['', ...problemLines(problem, folder, paint)]);
  const more = problems.length - PROBLEMS_MAX;
  return more > 0 ? [...lines, '', `… ${counted(more, `more problem`)}`] : lines;
}

function problemLines(
  { check, fixture, sentence, ...problem }: Problem,
  folder: string,
  paint: Paint,
): readonly string[] {
  const where = fixture === undefined ? check : `${check}, ${fixture}`;
  const head = `${paint({ text: where, colour: 'red' })}: ${paint(sentence)}`;
  if (!('expected' in problem)) return [head];
  return [
    head,
    paint({ text: 'input', colour: 'bold' }),
    ...inputOf(join(folder, 'fixtures', fixture ?? ''), paint),
    `${paint({ text: '- expected', colour: 'red' })} ${paint({ text: '+ actual', colour: 'green' })}`,
    ...jsonDifference(problem.expected, problem.actual, paint),
  ];
}

function inputOf(folder: string, paint: Paint): readonly string[] {
  for (const syntax of SYNTAXES) {
    const path = join(folder, `message.${syntax}`);
    try {
      const bytes = readFileSync(path);
      if (syntax === 'zip' || syntax === 'pdf') return [`${path}, ${bytes.length} bytes`];
      return beginningOf(bytes.toString(), INPUT_LINES, paint);
    } catch {
      // Another ending, then.
    }
  }
  return [folder];
}
