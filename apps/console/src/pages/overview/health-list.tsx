import type { Overview } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { overviewTexts } from './texts.js';

export function HealthList({ health }: Pick<Overview, 'health'>) {
  const text = useTexts(overviewTexts);
  const { bytes } = useFormats();
  const { exchange, database, content, consumers } = health;
  const rows = [
    { name: text.healthNames.exchange, state: exchange.state, more: text.exchangeKinds[exchange.kind] },
    { name: text.healthNames.consumers, state: consumers.state },
    { name: text.healthNames.database, state: database.state },
    {
      name: text.healthNames.content,
      state: content.state,
      more: text.free(bytes(content.bytesFree), bytes(content.bytesTotal)),
    },
  ];
  return (
    <section aria-labelledby="health">
      <h2 id="health">{text.health}</h2>
      <dl className="facts">
        {rows.map(({ name, state, more }) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              <Badge tone={state === 'ok' ? 'good' : 'bad'}>
                {state === 'ok' ? text.ok : state === 'away' ? text.away : state}
              </Badge>{' '}
              {more !== undefined && <span className="faint">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
