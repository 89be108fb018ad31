import type { XoevMessage, XoevVersion } from '../xoev/index.js';

/**
 * Messages with a content to keep. Receipts, questions and indexes (0020, 0030, 0040, 2030, 2050) are the traffic around
 * them; a message that is passed on (1010) or sent back (0010) is wrapped in another one and cannot be opened here.
 */
const messages: readonly XoevMessage[] = [
  { number: '2010', element: 'vorgang.transportieren.2010', name: 'Vorgang: Untersuchungsplan, Prüfbericht, Bericht' },
  { number: '2020', element: 'vorgang.nachricht.2020', name: 'Nachricht zu einem Vorgang' },
  { number: '2040', element: 'vorgang.statusantwort.2040', name: 'Status eines Vorgangs' },
];

export const versions: readonly XoevVersion[] = [
  {
    version: '1.0.0',
    namespace: 'https://gitlab.opencode.de/akdb/xoev/xwasser/-/raw/main/V1_0_0',
    messages,
  },
];
