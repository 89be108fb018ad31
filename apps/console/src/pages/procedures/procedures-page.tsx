import { useState } from 'react';
import type { Procedure, Procedures } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { Link } from '../../routing/link.js';
import { CreateProcedure } from './create-procedure.js';
import { NextEnd, procedurePath, ProcedureState, ValidKeys } from './procedure-parts.js';
import { proceduresTexts } from './texts.js';

/** All procedures of the tenant, and how they are set up. */
export function ProceduresPage() {
  const text = useTexts(proceduresTexts);
  const mayAdminister = useMay('procedure.administer');
  const found = useResource<Procedures>('/v1/procedures');
  const [creating, setCreating] = useState(false);
  const columns = useColumns();
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        mayAdminister && (
          <Button look="primary" isDisabled={found.data === undefined} onPress={() => setCreating(true)}>
            {text.create}
          </Button>
        )
      }
    >
      <Loaded resource={found}>
        {({ procedures }) =>
          procedures.length === 0 ? (
            <Empty title={text.empty}>{mayAdminister ? text.emptyHelp : text.emptyReader}</Empty>
          ) : (
            <DataTable caption={text.caption} columns={columns} rows={procedures} rowKey={({ name }) => name} />
          )
        }
      </Loaded>
      {creating && found.data !== undefined && (
        <CreateProcedure connectors={found.data.connectors} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<Procedure>[] {
  const text = useTexts(proceduresTexts);
  return [
    {
      id: 'name',
      title: text.name,
      rowHeader: true,
      cell: ({ name, title }) => (
        <>
          <Link to={procedurePath(name)}>{name}</Link>
          <span className="cell-second clip" title={title}>
            {title}
          </span>
        </>
      ),
    },
    { id: 'state', title: text.state, kind: 'tight', cell: (procedure) => <ProcedureState procedure={procedure} /> },
    {
      id: 'connector',
      title: text.connector,
      kind: 'tight',
      cell: ({ connector: { name, version = '' } }) => `${name} ${version}`,
    },
    { id: 'keys', title: text.keys, kind: 'number', cell: (procedure) => <ValidKeys {...procedure} /> },
    { id: 'ends', title: text.keyEnds, kind: 'tight', cell: (procedure) => <NextEnd {...procedure} /> },
    { id: 'rate', title: text.rate, kind: 'tight', wideOnly: true, cell: ({ rate }) => rate ?? '–' },
    {
      id: 'contact',
      title: text.contact,
      kind: 'grow',
      cell: ({ contact: { name, mail, phone } = {} }) => name ?? mail ?? phone ?? '–',
    },
  ];
}
