import { useResource } from '../../api/resource.js';
import type { Books, BooksOfDay } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { TextField } from '../../parts/fields.js';
import { FilterForm } from '../../parts/filter-form.js';
import { Loaded } from '../../parts/loaded.js';
import { dayOf } from '../../parts/local-time.js';
import { useNow } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { ProcedureField } from '../../parts/procedure-field.js';
import { words } from '../../parts/texts.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { BooksTable } from './books-table.js';
import { CompareList } from './compare-list.js';
import { OpenRanges } from './open-ranges.js';
import { reconciliationTexts } from './texts.js';

/** For one procedure the hub answers its books alone. */
type Answer = BooksOfDay | (Omit<BooksOfDay, 'procedures'> & Books);

/** The proof that nothing is lost, and the comparison with what a sender says it has sent. */
export function ReconciliationPage() {
  const text = useTexts(reconciliationTexts);
  const word = useTexts(words);
  const { time } = useFormats();
  const query = useQuery();
  const today = dayOf(new Date(useNow()));
  const day = query.get('day') ?? undefined;
  const procedure = query.get('procedure') ?? undefined;
  const found = useResource<Answer>(withQuery('/v1/reconciliation', { day, procedure }));
  return (
    <Page title={text.title} lead={text.lead} actions={<Button onPress={found.reload}>{word.refresh}</Button>}>
      <FilterForm names={['day', 'procedure']}>
        {({ valueOf, change }) => (
          <>
            <TextField
              label={text.day}
              type="date"
              max={today}
              value={valueOf('day') || (found.data?.day ?? '')}
              onChange={change('day')}
            />
            <ProcedureField value={valueOf('procedure')} onChange={change('procedure')} />
          </>
        )}
      </FilterForm>
      <Loaded resource={found}>
        {(answer) => {
          const books = booksIn(answer);
          if (books.length === 0) return <Empty title={text.empty}>{text.emptyHelp}</Empty>;
          return (
            <>
              <p className="faint">
                {text.dayIn(answer.timeZone)} {text.asOf}: {time(answer.asOf)}
              </p>
              <BooksTable books={books} day={answer.day} timeZone={answer.timeZone} />
              <OpenRanges books={books} />
              <CompareList day={answer.day} timeZone={answer.timeZone} procedure={procedure ?? ''} books={books} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function booksIn(answer: Answer): readonly Books[] {
  return 'procedures' in answer ? answer.procedures : [answer];
}
