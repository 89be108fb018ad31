import type { TimelineEntry } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { messageTexts } from './texts.js';

type Attempt = NonNullable<TimelineEntry['attempt']>;

/** In the order in which they come; what belongs to one before it is behind that. */
const STAGES = [
  'receivedMs',
  'waitedMs',
  'openedMs',
  'validatedMs',
  'translatedMs',
  'othersMs',
  'filedMs',
  'confirmedMs',
] as const satisfies readonly (keyof NonNullable<Attempt['stages']>)[];

/** How long each stage of a try took. The bars show what the numbers say. */
export function Stages({ attempt: { stages = {}, batchMessages, deliveries } }: { readonly attempt: Attempt }) {
  const text = useTexts(messageTexts);
  const { duration, number } = useFormats();
  const known = STAGES.flatMap((stage) => (stages[stage] === undefined ? [] : { stage, ms: stages[stage] }));
  if (known.length === 0) return null;
  const longest = Math.max(...known.map(({ ms }) => ms));
  const company = [
    batchMessages !== undefined && batchMessages > 1 && text.together(number(batchMessages - 1)),
    deliveries !== undefined && deliveries > 1 && text.deliveries(number(deliveries)),
  ].filter((fact) => fact !== false);
  return (
    <>
      <dl className="stages" aria-label={text.stages}>
        {known.map(({ stage, ms }) => (
          <div key={stage}>
            <dt>{text.stageTimes[stage]}</dt>
            <dd>
              <span>{duration(ms)}</span>
              <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width={longest === 0 ? 0 : (ms / longest) * 100} height="1" />
              </svg>
            </dd>
          </div>
        ))}
      </dl>
      {company.length > 0 && <p className="faint">{company.join(' · ')}</p>}
    </>
  );
}
