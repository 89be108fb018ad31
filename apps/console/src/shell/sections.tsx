import { useLive } from '../api/live.js';
import { useSession } from '../api/session.js';
import { useFormats } from '../language/formats.js';
import { useTexts } from '../language/language.js';
import { Link } from '../routing/link.js';
import { usePath } from '../routing/location.js';
import { navigation } from './pages.js';
import { shellTexts } from './texts.js';

/** The sections that this person may see. Where the page is narrow they are behind the menu button. */
export function Sections({ open, onFollow }: { readonly open: boolean; readonly onFollow: () => void }) {
  const text = useTexts(shellTexts);
  const path = usePath();
  const { permissions } = useSession();
  return (
    <nav id="sections" className={`sections${open ? ' sections-open' : ''}`} aria-label={text.navigation}>
      <div className="sections-inner">
        {navigation.map(({ group, entries }) => {
          const shown = entries.filter(({ needs }) => permissions.includes(needs));
          if (shown.length === 0) return null;
          return (
            <div key={group} className="section">
              <p id={`section-${group}`} className="section-title">
                {text.groups[group]}
              </p>
              <ul aria-labelledby={`section-${group}`}>
                {shown.map(({ name, to }) => (
                  <li key={name}>
                    <Link to={to} aria-current={currentOf(path, to)} onClick={onFollow}>
                      <span>{text.pages[name]}</span>
                      {name === 'parked' && <ParkedCount />}
                      {name === 'alerts' && <AlertCount />}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </nav>
  );
}

/** How much waits for a person, seen from every page. */
function ParkedCount() {
  const text = useTexts(shellTexts);
  return <Count of={useLive().overview?.totals.parked ?? 0} words={text.parkedCount} />;
}

function AlertCount() {
  const text = useTexts(shellTexts);
  return <Count of={useLive().alertCount} words={text.alertCount} />;
}

function Count({ of, words }: { readonly of: number; readonly words: (count: string) => string }) {
  const { number } = useFormats();
  if (of === 0) return null;
  return (
    <span className="count">
      <span aria-hidden="true">{number(of)}</span>
      <span className="visually-hidden">{words(number(of))}</span>
    </span>
  );
}

function currentOf(path: string, to: string): 'page' | 'true' | undefined {
  if (path === to) return 'page';
  return to !== '/' && path.startsWith(`${to}/`) ? 'true' : undefined;
}
