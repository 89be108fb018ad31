import type { Finding, Message } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { messageTexts } from './texts.js';

/** What official schemas and rules say about the message. */
export function ValidationDetails({ validation }: { readonly validation: NonNullable<Message['validation']> }) {
  const text = useTexts(messageTexts);
  const { schema, rules = [] } = validation;
  return (
    <section aria-labelledby="validation">
      <h2 id="validation">{text.validation}</h2>
      <p>
        {text.validationResults[schema.result]}
        {schema.package !== undefined && ` (${text.package(schema.package, schema.version ?? '')})`}
      </p>
      <Findings title={text.findings} findings={schema.findings} />
      {rules.map(({ by, findings }) => (
        <div key={by}>
          <h3>{text.rules(by)}</h3>
          {findings.length === 0 ? <p>{text.noFindings}</p> : <Findings title={text.rules(by)} findings={findings} />}
        </div>
      ))}
    </section>
  );
}

function Findings({ title, findings }: { readonly title: string; readonly findings: readonly Finding[] }) {
  const text = useTexts(messageTexts);
  const { number } = useFormats();
  if (findings.length === 0) return null;
  const columns: readonly Column<readonly [number, Finding]>[] = [
    { id: 'finding', title: text.finding, kind: 'grow', rowHeader: true, cell: ([, { sentence }]) => sentence },
    { id: 'rule', title: text.rule, kind: 'tight', cell: ([, { code }]) => code ?? '–' },
    { id: 'level', title: text.level, kind: 'tight', cell: ([, { level }]) => text.levels[level ?? 'error'] },
    {
      id: 'line',
      title: text.line,
      kind: 'number',
      cell: ([, { line }]) => (line === undefined ? '–' : number(line)),
    },
    { id: 'path', title: text.path, cell: ([, { path }]) => <code>{path}</code> },
  ];
  return (
    <DataTable
      caption={title}
      columns={columns}
      rows={findings.map((finding, index) => [index, finding] as const)}
      rowKey={([index]) => String(index)}
    />
  );
}
