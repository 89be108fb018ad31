import type { DoorTest } from '../../api/contract.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { EndOf } from './door-parts.js';
import { doorsTexts } from './texts.js';

type Check = DoorTest['checks'][number];

/** What was tried, and what came of it. */
export function TestTable({ test: { checks } }: { readonly test: DoorTest }) {
  const text = useTexts(doorsTexts);
  const language = useLanguage();
  const columns: readonly Column<readonly [Check, number]>[] = [
    {
      id: 'check',
      title: text.check,
      rowHeader: true,
      cell: ([{ check, target }]) => (
        <>
          {text.checks[check]}
          {target !== undefined && <span className="cell-second break">{target}</span>}
        </>
      ),
    },
    {
      id: 'result',
      title: text.result,
      kind: 'grow',
      cell: ([{ passed, error, endsAt }]) => (
        <>
          <Badge tone={passed ? 'good' : 'bad'}>{passed ? text.passed : text.failed}</Badge>
          {endsAt !== undefined && (
            <span className="cell-second">
              {text.endsAt}: <EndOf iso={endsAt} />
            </span>
          )}
          {error !== undefined && <span className="cell-second break">{error.sentence[language]}</span>}
        </>
      ),
    },
  ];
  const rows = checks.map((check, index) => [check, index] as const);
  return (
    <section aria-labelledby="tested">
      <h2 id="tested">{text.tested}</h2>
      <DataTable caption={text.tested} columns={columns} rows={rows} rowKey={([, index]) => String(index)} />
    </section>
  );
}
