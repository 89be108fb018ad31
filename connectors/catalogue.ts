import { buildingPermits } from './building-permits/connector.js';
import type { Connector } from './contract/index.js';
import { jsonGeneric } from './json-generic/connector.js';
import { munichDms } from './munich-dms/connector.js';
import { xbeteiligung } from './xbeteiligung/connector.js';
import { xdomea } from './xdomea/connector.js';
import { xgewerbeanzeige } from './xgewerbeanzeige/connector.js';
import { xgewerbesteuer } from './xgewerbesteuer/connector.js';
import { xjustiz } from './xjustiz/connector.js';
import { xmeld } from './xmeld/connector.js';
import { xmlGeneric } from './xml-generic/connector.js';
import { xplanung } from './xplanung/connector.js';
import { xrechnung } from './xrechnung/connector.js';
import { xwasser } from './xwasser/connector.js';

/** Every connector of this repository: one import and one entry each. */
export const catalogue: readonly Connector[] = [
  buildingPermits,
  jsonGeneric,
  munichDms,
  xbeteiligung,
  xdomea,
  xgewerbeanzeige,
  xgewerbesteuer,
  xjustiz,
  xmeld,
  xmlGeneric,
  xplanung,
  xrechnung,
  xwasser,
];
