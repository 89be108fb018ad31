import type { Overview } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { overviewTexts } from './texts.js';

type State = 'ok' | 'away' | 'unknown';

const tones: Readonly<Record<State, Tone>> = { ok: 'good', away: 'bad', unknown: 'neutral' };

interface Row {
  readonly name: string;
  readonly state: State;
  readonly more?: string | undefined;
}

export function HealthList({ health }: Pick<Overview, 'health'>) {
  const text = useTexts(overviewTexts);
  const { bytes } = useFormats();
  const { exchange, database, content, consumers } = health;
  const rows: readonly Row[] = [
    { name: text.healthNames.exchange, state: exchange.state, more: text.exchangeKinds[exchange.kind] },
    { name: text.healthNames.consumers, state: consumers.state },
    { name: text.healthNames.database, state: database.state },
    {
      name: text.healthNames.content,
      state: content.state,
      more:
        content.bytesFree === undefined || content.bytesTotal === undefined
          ? undefined
          : text.free(bytes(content.bytesFree), bytes(content.bytesTotal)),
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
              <Badge tone={tones[state]}>{text.healthStates[state]}</Badge>{' '}
              {more !== undefined && <span className="faint">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
