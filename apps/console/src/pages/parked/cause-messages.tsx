import { useState } from 'react';
import type { Cause, Message } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable } from '../../parts/data-table.js';
import { Loaded } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { DecideButtons } from '../jobs/decide-buttons.js';
import { useMessageColumns } from '../messages/message-columns.js';
import { parkedTexts } from './texts.js';

/** The messages of a cause. What is selected stays selected on the next page. */
export function CauseMessages({ cause }: { readonly cause: Cause }) {
  const text = useTexts(parkedTexts);
  const after = useQuery().get('after') ?? undefined;
  const found = useResource<{ messages: readonly Message[]; after?: string }>(
    withQuery('/v1/messages', { cause: cause.id, after }),
  );
  const mayDecide = useMay('message.decide') && cause.tab === 'parked';
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useMessageColumns();
  const selecting = {
    selected,
    onChange: setSelected,
    nameOf: ({ key, id }: Message) => key ?? id,
  };
  return (
    <section aria-labelledby="cause-messages">
      <h2 id="cause-messages">{text.messages}</h2>
      <Loaded resource={found}>
        {(page) => (
          <>
            <DataTable
              caption={text.messagesOf}
              columns={columns.filter(({ id }) => id !== 'state' && id !== 'becameOf')}
              rows={page.messages}
              rowKey={({ id }) => id}
              {...(mayDecide ? { selecting } : {})}
            />
            <Pager after={page.after} />
          </>
        )}
      </Loaded>
      {selected.size > 0 && <Chosen selected={selected} onNone={() => setSelected(new Set())} />}
    </section>
  );
}

function Chosen({ selected, onNone }: { readonly selected: ReadonlySet<string>; readonly onNone: () => void }) {
  const text = useTexts(parkedTexts);
  const { number } = useFormats();
  return (
    <div className="chosen" role="group" aria-label={text.selected(number(selected.size))}>
      <span role="status">{text.selected(number(selected.size))}</span>
      <DecideButtons selection={{ messages: [...selected] }} count={selected.size} what="selected" />
      <Button look="quiet" onPress={onNone}>
        {text.selectNone}
      </Button>
    </div>
  );
}
