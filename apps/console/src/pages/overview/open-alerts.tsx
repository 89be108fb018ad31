import { useLive } from '../../api/live.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Notice } from '../../parts/notice.js';
import { Link } from '../../routing/link.js';
import { overviewTexts } from './texts.js';

const SHOWN_MAX = 5;

/** What the hub has noticed by itself, each with the page that explains it. */
export function OpenAlerts() {
  const text = useTexts(overviewTexts);
  const language = useLanguage();
  const { number } = useFormats();
  const { alerts = [], alertCount } = useLive();
  if (alerts.length === 0) return null;
  const isCritical = alerts.some(({ severity }) => severity === 'critical');
  return (
    <Notice tone={isCritical ? 'bad' : 'warning'} title={text.alerts(number(alertCount))}>
      <ul className="plain-list">
        {alerts.slice(0, SHOWN_MAX).map(({ id, page, sentence }) => (
          <li key={id}>
            <Link to={page}>{sentence[language]}</Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/alerts">{text.allAlerts}</Link>
      </p>
    </Notice>
  );
}
