import type { Door } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { DoorBadge, doorPath, EndOf } from './door-parts.js';
import { doorsTexts } from './texts.js';

const LOOK_MS = 15_000;

interface Doors {
  readonly doors: readonly Door[];
}

/** By which doors messages come in, and how each of them does. */
export function DoorsPage() {
  const text = useTexts(doorsTexts);
  const word = useTexts(words);
  const found = useResource<Doors>('/v1/doors', { everyMs: LOOK_MS });
  const columns = useColumns();
  return (
    <Page title={text.title} lead={text.lead} actions={<Button onPress={found.reload}>{word.refresh}</Button>}>
      <Loaded resource={found}>
        {({ doors }) => (
          <>
            <DataTable caption={text.caption} columns={columns} rows={doors} rowKey={({ door }) => door} />
            <p className="faint">{text.countsHelp}</p>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function useColumns(): readonly Column<Door>[] {
  const text = useTexts(doorsTexts);
  const language = useLanguage();
  const { number } = useFormats();
  return [
    {
      id: 'door',
      title: text.title,
      rowHeader: true,
      kind: 'tight',
      cell: ({ door }) => <Link to={doorPath(door)}>{text.names[door]}</Link>,
    },
    {
      id: 'state',
      title: text.condition,
      kind: 'grow',
      cell: ({ state, reasons }) => (
        <>
          <DoorBadge state={state} />
          {reasons[0] !== undefined && <span className="cell-second">{reasons[0].sentence[language]}</span>}
        </>
      ),
    },
    {
      id: 'contact',
      title: text.contactAt,
      kind: 'tight',
      cell: ({ contactAt }) => (contactAt === undefined ? text.never : <Moment iso={contactAt} />),
    },
    { id: 'accepted', title: text.accepted, kind: 'number', cell: ({ lastDay }) => number(lastDay.accepted) },
    { id: 'refused', title: text.refused, kind: 'number', cell: ({ lastDay }) => number(lastDay.refused) },
    {
      id: 'certificate',
      title: text.nextEnd,
      wideOnly: true,
      kind: 'tight',
      cell: ({ certificates }) =>
        certificates[0] === undefined ? text.noCertificate : <EndOf iso={certificates[0].endsAt} />,
    },
  ];
}
