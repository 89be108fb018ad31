import type { XoevMessage, XoevVersion } from '../xoev/index.js';

/** Records for information. */
const information: XoevMessage = {
  number: '0101',
  element: 'Information.Information.0101',
  name: 'Information',
};
/** Records handed over for good by another authority or another system. */
const handOver: XoevMessage = {
  number: '0401',
  element: 'Abgabe.Abgabe.0401',
  name: 'Abgabe',
};
/** Records transferred to an archive. */
const disposal: XoevMessage = {
  number: '0503',
  element: 'Aussonderung.Aussonderung.0503',
  name: 'Aussonderung',
};
/** Records that a specialist procedure files. */
const filing: XoevMessage = {
  number: '0605',
  element: 'FVDaten.SGOAblegen.0605',
  name: 'Ablage',
};

/**
 * The versions of xdomea this connector knows, and the messages it reads in each. A message is not read in a version
 * before somebody has compared the structure and written a fixture for it.
 */
export const versions: readonly XoevVersion[] = [
  version('2.3.0', [information, handOver, disposal, filing]),
  version('2.4.0', [information, handOver, disposal, filing]),
  version('3.0.0', [information, handOver, disposal, filing]),
  version('3.1.0', [information, handOver, disposal, filing]),
  version('4.0.0', [disposal]),
];

function version(number: string, messages: readonly XoevMessage[]): XoevVersion {
  return { version: number, namespace: `urn:xoev-de:xdomea:schema:${number}`, messages };
}
