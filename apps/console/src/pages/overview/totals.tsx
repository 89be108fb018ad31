import type { ReactNode } from 'react';
import type { Overview } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Link } from '../../routing/link.js';
import { overviewTexts } from './texts.js';

export function Totals({ totals }: Pick<Overview, 'totals'>) {
  const text = useTexts(overviewTexts);
  const { number, rate, percent } = useFormats();
  const { parked, waiting, backlog, acceptedPerMinute, filedPerMinute, untouched } = totals;
  return (
    <section aria-label={text.totals}>
      <dl className="tiles">
        <Tile name={text.parked} edge={parked > 0 ? 'bad' : 'plain'} to="/parked">
          {number(parked)}
        </Tile>
        <Tile name={text.waiting} edge={waiting > 0 ? 'warning' : 'plain'} to="/parked?tab=waiting">
          {number(waiting)}
        </Tile>
        <Tile name={text.backlog} to="/queues">
          {backlog === null ? text.notThere : number(backlog)}
        </Tile>
        <Tile name={text.acceptedPerMinute}>{rate(acceptedPerMinute)}</Tile>
        <Tile name={text.filedPerMinute}>{rate(filedPerMinute)}</Tile>
        {untouched !== undefined && (
          <Tile name={text.untouched} title={text.untouchedHelp}>
            {percent(untouched)}
          </Tile>
        )}
      </dl>
    </section>
  );
}

interface TileProps {
  readonly name: string;
  readonly edge?: 'plain' | 'warning' | 'bad';
  readonly to?: string;
  readonly title?: string;
  readonly children: ReactNode;
}

function Tile({ name, edge = 'plain', to, title, children }: TileProps) {
  return (
    <div className={`tile tile-${edge}`} title={title}>
      <dt>{to === undefined ? name : <Link to={to}>{name}</Link>}</dt>
      <dd>{children}</dd>
    </div>
  );
}
