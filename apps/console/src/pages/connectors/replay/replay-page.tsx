import { useState, type FormEvent } from 'react';
import type { Connector, NewReplay } from '../../../api/contract.js';
import { useResource } from '../../../api/resource.js';
import { useTexts } from '../../../language/language.js';
import { Button } from '../../../parts/button.js';
import { SelectField, TextField, type Option } from '../../../parts/fields.js';
import { InstantField } from '../../../parts/instant-field.js';
import { Loaded } from '../../../parts/loaded.js';
import { Page } from '../../../parts/page.js';
import { words } from '../../../parts/texts.js';
import { useQuery, useSetQuery } from '../../../routing/location.js';
import type { PageProps } from '../../../shell/pages.js';
import { ReplayResult } from './replay-result.js';
import { replayTexts } from './replay-texts.js';
import { useReplay } from './use-replay.js';

const NAMES = ['procedure', 'version', 'against', 'state', 'from', 'to', 'limit'] as const;
const LIMIT_DEFAULT = '1000';

type Values = Readonly<Record<(typeof NAMES)[number], string>>;

/** Past messages through another version of a connector. What is asked for is in the URL. */
export function ReplayPage({ values }: PageProps) {
  const name = values['name']!;
  const text = useTexts(replayTexts);
  const found = useResource<Connector>(`/v1/connectors/${encodeURIComponent(name)}`);
  return (
    <Page title={text.title(name)} lead={text.lead}>
      <Loaded resource={found}>
        {(connector) =>
          connector.procedures.length === 0 ? <p>{text.noProcedure}</p> : <Replay connector={connector} />
        }
      </Loaded>
    </Page>
  );
}

function Replay({ connector }: { readonly connector: Connector }) {
  const text = useTexts(replayTexts);
  const { run, start, stop } = useReplay();
  const running = run?.is === 'running';
  return (
    <>
      <section aria-label={text.form}>
        <ReplayForm connector={connector} running={running} onStart={start} onStop={stop} />
      </section>
      {run !== undefined && <ReplayResult run={run} />}
    </>
  );
}

interface ReplayFormProps {
  readonly connector: Connector;
  readonly running: boolean;
  readonly onStart: (asked: NewReplay) => void;
  readonly onStop: () => void;
}

function ReplayForm({ connector, running, onStart, onStop }: ReplayFormProps) {
  const text = useTexts(replayTexts);
  const setQuery = useSetQuery();
  const [values, setValues] = useState(useGiven(connector.procedures[0] ?? ''));
  const change = (name: keyof Values) => (value: string) => setValues((before) => ({ ...before, [name]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setQuery(values, { replace: true });
    onStart(askedFor(values));
  };
  const versions = connector.installed.map(({ version }) => version);
  return (
    <form className="filters" onSubmit={submit}>
      <SelectField
        label={useTexts(words).procedure}
        value={values.procedure}
        options={connector.procedures.map((value) => ({ value, title: value }))}
        onChange={change('procedure')}
      />
      <SelectField
        label={text.version}
        value={values.version}
        options={[{ value: '', title: text.newest }, ...versions.map((value) => ({ value, title: value }))]}
        onChange={change('version')}
      />
      <SelectField
        label={text.against}
        value={values.against}
        options={[
          { value: '', title: text.againstCurrent },
          { value: 'filed', title: text.againstFiled },
          ...versions.map((value) => ({ value, title: text.againstVersion(value) })),
        ]}
        onChange={change('against')}
      />
      <SelectField label={text.state} value={values.state} options={useStates()} onChange={change('state')} />
      <InstantField label={text.from} value={values.from} onChange={change('from')} />
      <InstantField label={text.to} value={values.to} onChange={change('to')} />
      <TextField
        label={text.limit}
        type="number"
        min={1}
        max={100_000}
        required
        value={values.limit}
        onChange={change('limit')}
      />
      <div className="filter-actions">
        <Button type="submit" look="primary" isDisabled={running}>
          {text.start}
        </Button>
        {running && <Button onPress={onStop}>{text.stop}</Button>}
      </div>
    </form>
  );
}

function useGiven(procedure: string): Values {
  const query = useQuery();
  const given = Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ''])) as Values;
  return {
    ...given,
    procedure: given.procedure === '' ? procedure : given.procedure,
    state: given.state === '' ? 'filed' : given.state,
    limit: given.limit === '' ? LIMIT_DEFAULT : given.limit,
  };
}

function useStates(): readonly Option[] {
  const { states } = useTexts(replayTexts);
  return Object.entries(states).map(([value, title]) => ({ value, title }));
}

function askedFor({ procedure, limit, ...optional }: Values): NewReplay {
  const given = Object.entries(optional).filter(([, value]) => value !== '');
  return { procedure, limit: Number(limit), ...Object.fromEntries(given) };
}
