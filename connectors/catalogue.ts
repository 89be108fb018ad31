import { buildingPermits } from './building-permits/connector.js';
import type { Connector } from './contract/index.js';
import { jsonGeneric } from './json-generic/connector.js';
import { xdomea } from './xdomea/connector.js';
import { xmlGeneric } from './xml-generic/connector.js';
import { xrechnung } from './xrechnung/connector.js';

/** Every connector of this repository: one import and one entry each. */
export const catalogue: readonly Connector[] = [buildingPermits, jsonGeneric, xdomea, xmlGeneric, xrechnung];
