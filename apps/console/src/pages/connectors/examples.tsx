import type { ConnectorExample, ConnectorExampleContent } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Loaded } from '../../parts/loaded.js';
import { TextLines } from '../../parts/text-lines.js';
import { Link } from '../../routing/link.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { connectorsTexts } from './texts.js';

interface ExamplesProps {
  readonly connector: string;
  /** As it was asked for. */
  readonly version: string | undefined;
  readonly examples: readonly ConnectorExample[];
}

/** Fixtures of the connector; the one that is read is in the URL. */
export function Examples({ connector, version, examples }: ExamplesProps) {
  const text = useTexts(connectorsTexts);
  const { bytes, number } = useFormats();
  const chosen = useQuery().get('example');
  const path = `/connectors/${encodeURIComponent(connector)}`;
  const columns: readonly Column<ConnectorExample>[] = [
    {
      id: 'name',
      title: text.example,
      rowHeader: true,
      kind: 'grow',
      cell: ({ name }) => (
        <Link to={withQuery(path, { version, example: name })} aria-current={name === chosen ? 'true' : undefined}>
          {name}
        </Link>
      ),
    },
    {
      id: 'outcome',
      title: text.outcome,
      cell: ({ outcome }) =>
        'commands' in outcome ? text.accepted(number(outcome.commands)) : text.refused(outcome.code),
    },
    { id: 'size', title: text.size, kind: 'number', cell: ({ sizeBytes }) => bytes(sizeBytes) },
  ];
  return (
    <section aria-labelledby="connector-examples">
      <h2 id="connector-examples">{text.examples}</h2>
      {examples.length === 0 ? (
        <p className="faint">{text.noExamples}</p>
      ) : (
        <>
          <p>{text.examplesLead}</p>
          {chosen !== null && <OneExample key={chosen} connector={connector} version={version} name={chosen} />}
          <DataTable caption={text.examplesCaption} columns={columns} rows={examples} rowKey={({ name }) => name} />
        </>
      )}
    </section>
  );
}

function OneExample({ connector, version, name }: Omit<ExamplesProps, 'examples'> & { readonly name: string }) {
  const text = useTexts(connectorsTexts);
  const found = useResource<ConnectorExampleContent>(
    withQuery(`/v1/connectors/${encodeURIComponent(connector)}/examples/${encodeURIComponent(name)}`, { version }),
  );
  return (
    <article className="correction">
      <h3>{name}</h3>
      <Loaded resource={found}>
        {({ body, expected, attachments }) => (
          <>
            {body === undefined ? <p>{text.exampleBinary}</p> : <TextLines label={text.exampleBody} text={body} />}
            {attachments.length > 0 && <p>{text.attachments(attachments.join(', '))}</p>}
            <h4>{text.exampleExpected}</h4>
            <TextLines label={text.exampleExpected} text={JSON.stringify(expected, null, 2)} />
          </>
        )}
      </Loaded>
    </article>
  );
}
