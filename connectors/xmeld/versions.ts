import type { XoevMessage, XoevVersion } from '../xoev/index.js';

export interface RetrievalMessage extends XoevMessage {
  readonly kind: 'request' | 'answer';
  /** What was searched in: one person, or freely. */
  readonly search: string;
}

/**
 * The messages by which authorities retrieve data (Datenabruf, §§ 34a, 38 BMG). The others keep registers in step with each
 * other; what they say is filed in no case file, but is the register itself.
 */
const retrievals: readonly RetrievalMessage[] = [
  {
    number: '1330',
    element: 'datenabruf.personensuche.suchanfrage.1330',
    name: 'Datenabruf Personensuche, Suchanfrage',
    kind: 'request',
    search: 'Personensuche',
  },
  {
    number: '1331',
    element: 'datenabruf.personensuche.antwort.1331',
    name: 'Datenabruf Personensuche, Antwort',
    kind: 'answer',
    search: 'Personensuche',
  },
  {
    number: '1332',
    element: 'datenabruf.freieSuche.suchanfrage.1332',
    name: 'Datenabruf freie Suche, Suchanfrage',
    kind: 'request',
    search: 'Freie Suche',
  },
  {
    number: '1333',
    element: 'datenabruf.freieSuche.antwort.1333',
    name: 'Datenabruf freie Suche, Antwort',
    kind: 'answer',
    search: 'Freie Suche',
  },
];

export const versions: readonly XoevVersion<RetrievalMessage>[] = [
  { version: '25.11a', namespace: 'http://www.osci.de/xmeld2511a', messages: retrievals },
];
