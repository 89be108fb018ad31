import type { Door, DoorName } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { useNow } from '../../parts/moment.js';
import { Link } from '../../routing/link.js';
import { withQuery } from '../../routing/location.js';
import { doorsTexts } from './texts.js';

export const DOOR_NAMES: readonly DoorName[] = ['rest', 'soap', 'xta', 'xta-client'];

const DAY_MS = 86_400_000;
/** As the alert about certificates begins to tell of them. */
const SOON_MS = 30 * DAY_MS;

const tones: Readonly<Record<Door['state'], Tone>> = {
  open: 'good',
  incomplete: 'warning',
  closed: 'bad',
  unused: 'neutral',
};

export function doorPath(door: DoorName): string {
  return `/doors/${door}`;
}

/** To each door, with what came through it from one procedure. */
export function DoorLinks({ procedure }: { readonly procedure: string }) {
  const text = useTexts(doorsTexts);
  return DOOR_NAMES.map((door, index) => (
    <span key={door}>
      {index > 0 && ', '}
      <Link to={withQuery(doorPath(door), { procedure })}>{text.names[door]}</Link>
    </span>
  ));
}

export function DoorBadge({ state }: Pick<Door, 'state'>) {
  const text = useTexts(doorsTexts);
  return <Badge tone={tones[state]}>{text.states[state]}</Badge>;
}

/** The day on which a certificate ends; it says so when that is soon, or over. */
export function EndOf({ iso }: { readonly iso: string }) {
  const text = useTexts(doorsTexts);
  const { day } = useFormats();
  const left = Date.parse(iso) - useNow();
  return (
    <>
      {day(iso)}{' '}
      {left <= 0 ? <Badge tone="bad">{text.ended}</Badge> : left < SOON_MS && <Badge tone="warning">{text.soon}</Badge>}
    </>
  );
}
