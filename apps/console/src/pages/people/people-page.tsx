import { useState } from 'react';
import type { Person } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { CreatePerson } from './create-person.js';
import { PersonActions } from './person-actions.js';
import { TenantSettingsForm } from './tenant-settings-form.js';
import { peopleTexts } from './texts.js';

/** A password that was made just now; it is nowhere else. */
export interface MadePassword {
  readonly name: string;
  readonly password: string;
}

/** Who may sign in, and what they may do. */
export function PeoplePage() {
  const text = useTexts(peopleTexts);
  const after = useQuery().get('after') ?? undefined;
  const found = useResource<{ people: readonly Person[]; after?: string }>(withQuery('/v1/people', { after }));
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<MadePassword>();
  const columns = useColumns(setMade, found.reload);
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        <Button look="primary" onPress={() => setCreating(true)}>
          {text.create}
        </Button>
      }
    >
      {made !== undefined && <ShownOnce title={text.passwordOf(made.name)} secret={made.password} />}
      <Loaded resource={found}>
        {(page) =>
          page.people.length === 0 ? (
            <Empty title={text.empty} />
          ) : (
            <>
              <DataTable caption={text.caption} columns={columns} rows={page.people} rowKey={({ name }) => name} />
              <Pager after={page.after} />
            </>
          )
        }
      </Loaded>
      <TenantSettingsForm />
      {creating && (
        <CreatePerson
          onClose={() => setCreating(false)}
          onCreated={(password) => {
            setCreating(false);
            setMade(password);
            found.reload();
          }}
        />
      )}
    </Page>
  );
}

function useColumns(onPassword: (made: MadePassword) => void, onChanged: () => void): readonly Column<Person>[] {
  const text = useTexts(peopleTexts);
  return [
    { id: 'name', title: text.name, rowHeader: true, cell: ({ name }) => name },
    { id: 'fullName', title: text.fullName, cell: ({ title }) => title },
    {
      id: 'roles',
      title: text.rolesOf,
      kind: 'grow',
      cell: ({ roles }) => roles.map((role) => text.roles[role]).join(', '),
    },
    { id: 'state', title: text.state, kind: 'tight', cell: (person) => <State person={person} /> },
    { id: 'with', title: text.signsInWith, kind: 'tight', cell: ({ signsInWith }) => text.ways[signsInWith] },
    {
      id: 'created',
      title: text.created,
      kind: 'tight',
      wideOnly: true,
      cell: ({ createdAt }) => <Moment iso={createdAt} />,
    },
    {
      id: 'action',
      title: text.action,
      kind: 'tight',
      cell: (person) => <PersonActions person={person} onPassword={onPassword} onChanged={onChanged} />,
    },
  ];
}

function State({ person: { disabled, passwordChangeDue } }: { readonly person: Person }) {
  const text = useTexts(peopleTexts);
  if (disabled) return <Badge tone="bad">{text.disabled}</Badge>;
  if (passwordChangeDue) return <Badge tone="warning">{text.mustChange}</Badge>;
  return <Badge tone="good">{text.active}</Badge>;
}
