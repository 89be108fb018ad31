import { Link } from '../routing/link.js';
import { usePath, useQuery, withQuery } from '../routing/location.js';
import { useTexts } from '../language/language.js';
import { words } from './texts.js';

/** Pages lead on by their last row: there is a next one and a first one. The browser's button goes back. */
export function Pager({ after }: { readonly after: string | undefined }) {
  const text = useTexts(words);
  const path = usePath();
  const query = useQuery();
  const atStart = !query.has('after');
  if (atStart && after === undefined) return null;
  const to = (next: string | undefined): string => {
    const changed = new URLSearchParams(query);
    if (next === undefined) changed.delete('after');
    else changed.set('after', next);
    return withQuery(path, changed);
  };
  return (
    <nav className="pager" aria-label={text.pages}>
      {!atStart && <Link to={to(undefined)}>{text.firstPage}</Link>}
      {after !== undefined && <Link to={to(after)}>{text.nextPage}</Link>}
    </nav>
  );
}
