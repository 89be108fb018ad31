import type { XoevMessage, XoevVersion } from '../xoev/index.js';

function notification(receiver: string, number: string, name: string): XoevMessage {
  return { number, element: `${receiver}.gewerbemeldung.${number}`, name: `Gewerbemeldung an ${name}` };
}

const statistics = notification('sta', '0100', 'die Statistik');
const calibration = notification('ea', '0220', 'das Eichamt');
const general = notification('alg', '0300', 'eine weitere Stelle');
const foreigners = notification('abh', '0500', 'die Ausländerbehörde');

/**
 * A notification goes to many receivers (§ 14 Abs. 8 GewO), each of which has a message type with a part of the same
 * data. Listed are those that were seen in each version; the others are read as well, by the form of their names.
 */
export const versions: readonly XoevVersion[] = [
  { version: '2.0', namespace: 'http://www.xgewerbeanzeige.de/spezifikation/2.0', messages: [calibration, general] },
  { version: '2.1', namespace: 'http://www.xgewerbeanzeige.de/spezifikation/2.1', messages: [statistics, general] },
  { version: '2.2', namespace: 'http://www.xgewerbeanzeige.de/spezifikation/2.2', messages: [foreigners] },
];

/**
 * Up to 1.3 a notification was a delivery in the statistical offices' own format (DatML/RAW), which does not say the version of
 * XGewerbeanzeige. Read is what 1.3 has.
 */
export const deliveries: readonly XoevVersion[] = [
  {
    version: '1',
    namespace: 'http://www.destatis.de/schema/datml-raw/2.0/de',
    messages: [{ number: 'delivery', element: 'DatML-RAW-D', name: 'Datenlieferung (DatML/RAW)' }],
  },
];

export function isNotification(element: string): boolean {
  return /\.gewerbemeldung\.\d{4}$/.test(element);
}
