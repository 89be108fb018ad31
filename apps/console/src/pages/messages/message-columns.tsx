import type { Message } from '../../api/contract.js';
import { useLanguage, useTexts } from '../../language/language.js';
import type { Column } from '../../parts/data-table.js';
import { Moment } from '../../parts/moment.js';
import { StateBadge } from '../../parts/state-badge.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { messagesTexts } from './texts.js';

/** How messages are shown wherever they are listed. */
export function useMessageColumns(): readonly Column<Message>[] {
  const text = useTexts(messagesTexts);
  const word = useTexts(words);
  return [
    {
      id: 'key',
      title: word.key,
      rowHeader: true,
      cell: (message) => (
        <Link to={`/messages/${message.id}`} className="mono clip" title={message.key}>
          {message.key ?? text.withoutKey}
        </Link>
      ),
    },
    { id: 'procedure', title: word.procedure, kind: 'tight', cell: ({ procedure }) => procedure },
    {
      id: 'state',
      title: word.state,
      kind: 'tight',
      cell: (message) => <StateBadge state={stateOf(message)} />,
    },
    {
      id: 'acceptedAt',
      title: word.acceptedAt,
      kind: 'tight',
      cell: ({ acceptedAt }) => <Moment iso={acceptedAt} />,
    },
    { id: 'becameOf', title: text.becameOf, kind: 'grow', cell: (message) => <BecameOf message={message} /> },
  ];
}

/** A message that is in flight may be waiting for something that can be named. */
export function stateOf({ state, waiting, waitsFor }: Message): string {
  if (state !== 'accepted') return state;
  if (waitsFor !== undefined) return 'held';
  return waiting === undefined ? 'accepted' : 'waiting';
}

function BecameOf({ message }: { readonly message: Message }) {
  const text = useTexts(messagesTexts);
  const language = useLanguage();
  const error = message.error ?? message.waiting;
  return (
    <span className="clamp" title={error?.sentence[language]}>
      {message.duplicateOf !== undefined && <span className="faint">{text.repeats} · </span>}
      {error !== undefined && error.sentence[language]}
      {message.receipt !== undefined && text.file(message.receipt.fileReference || '–')}
    </span>
  );
}
