/** The table as a document for people: docs/console/role-matrix.md. */
import { actors, outcomesOf, table, type Outcomes } from './role-matrix.js';

const HEAD = `# Who may do what

Printed from the table of \`test/role-matrix.ts\`, which \`test/role-matrix.e2e-spec.ts\` holds against a running hub, route
by route. Do not edit.

_yes_: let in. 401: has to say who it is. 403: may not. 404: learns nothing about it, as if it were not there.
_key_: a specialist procedure with its key, which sees its own alone. _visitor_: a provider administrator of another
tenant who acts in this one. _other's_: the same with something that belongs to another tenant. Where a tenant hides
contents, viewers and operators are answered 403 by the routes of case files, documents and the search as well.
`;

/** As Markdown. */
export function printed(): string {
  const titles = ['route', ...actors];
  const lines = Object.entries(table).flatMap(([route, row]) => {
    const { own, foreign } = outcomesOf(row);
    const cells = (outcomes: Outcomes): readonly string[] => actors.map((actor) => outcomes[actor]);
    return [[`\`${route}\``, ...cells(own)], ...(foreign === undefined ? [] : [["– other's", ...cells(foreign)]])];
  });
  const widths = titles.map((_title, column) => Math.max(...[titles, ...lines].map((line) => line[column]!.length)));
  const drawn = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${HEAD}\n${[drawn(titles), rule, ...lines.map(drawn)].join('\n')}\n`;
}
