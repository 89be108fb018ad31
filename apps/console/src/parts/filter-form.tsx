import { useState, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '../language/language.js';
import { useQuery, useSetQuery, type Filters } from '../routing/location.js';
import { Button } from './button.js';
import { words } from './texts.js';

export interface FilterDraft {
  readonly valueOf: (name: string) => string;
  readonly change: (name: string) => (value: string) => void;
}

interface FilterFormProps {
  readonly names: readonly string[];
  readonly children: (draft: FilterDraft) => ReactNode;
}

/** The filters of a page. They are in the URL once "search" is pressed: that is what a colleague gets. */
export function FilterForm({ names, children }: FilterFormProps) {
  const query = useQuery();
  // A new URL, also by going back, is a new draft.
  const given = names.map((name) => query.get(name) ?? '');
  return (
    <Draft key={given.join('\n')} names={names} given={given}>
      {children}
    </Draft>
  );
}

function Draft({ names, given, children }: FilterFormProps & { readonly given: readonly string[] }) {
  const text = useTexts(words);
  const setQuery = useSetQuery();
  const [values, setValues] = useState<Filters>(Object.fromEntries(names.map((name, index) => [name, given[index]])));
  const draft: FilterDraft = {
    valueOf: (name) => values[name] ?? '',
    change: (name) => (value) => setValues((before) => ({ ...before, [name]: value })),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setQuery({ ...values, after: undefined });
  };
  const none = Object.fromEntries(names.map((name) => [name, undefined]));
  return (
    <form className="filters" role="search" aria-label={text.filters} onSubmit={submit}>
      {children(draft)}
      <div className="filter-actions">
        <Button type="submit" look="primary">
          {text.search}
        </Button>
        {given.some((value) => value !== '') && (
          <Button look="quiet" onPress={() => setQuery({ ...none, after: undefined })}>
            {text.clear}
          </Button>
        )}
      </div>
    </form>
  );
}
