import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { parkedTexts } from './texts.js';

const [WIDTH, HEIGHT] = [96, 22];

/** How a cause came and went, hour by hour. */
export function Trend({ hours }: { readonly hours: readonly number[] }) {
  const text = useTexts(parkedTexts);
  const { number } = useFormats();
  const peak = Math.max(...hours, 1);
  const step = WIDTH / Math.max(hours.length, 1);
  return (
    <svg
      className="trend"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={text.trendOf(number(Math.max(...hours, 0)), number(hours.at(-1) ?? 0))}
    >
      {hours.map((count, hour) => {
        // An hour with a single message must be seen beside one with thousands.
        const height = count === 0 ? 1 : Math.max(3, (count / peak) * HEIGHT);
        return (
          <rect
            key={hour}
            className={count === 0 ? 'trend-none' : 'trend-some'}
            x={hour * step}
            y={HEIGHT - height}
            width={step - 1}
            height={height}
          />
        );
      })}
    </svg>
  );
}
