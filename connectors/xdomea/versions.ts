/**
 * The versions of xdomea this connector knows, and the messages it reads in each. A message is not read in a version
 * before somebody has compared the structure and written a fixture for it.
 */
export interface XdomeaVersion {
  readonly version: string;
  readonly namespace: string;
  readonly messages: readonly XdomeaMessage[];
}

export interface XdomeaMessage {
  /** Number of the message type (Nachrichtentyp). */
  readonly number: string;
  /** Name of the root element. */
  readonly element: string;
  /** What people call such a message. */
  readonly name: string;
}

/** Records for information. */
const information: XdomeaMessage = {
  number: '0101',
  element: 'Information.Information.0101',
  name: 'Information',
};
/** Records handed over for good by another authority or another system. */
const handOver: XdomeaMessage = {
  number: '0401',
  element: 'Abgabe.Abgabe.0401',
  name: 'Abgabe',
};
/** Records transferred to an archive. */
const disposal: XdomeaMessage = {
  number: '0503',
  element: 'Aussonderung.Aussonderung.0503',
  name: 'Aussonderung',
};
/** Records that a specialist procedure files. */
const filing: XdomeaMessage = {
  number: '0605',
  element: 'FVDaten.SGOAblegen.0605',
  name: 'Ablage',
};

export const versions: readonly XdomeaVersion[] = [
  version('2.3.0', [information, handOver, disposal, filing]),
  version('2.4.0', [information, handOver, disposal, filing]),
  version('3.0.0', [information, handOver, disposal, filing]),
  version('3.1.0', [information, handOver, disposal, filing]),
  version('4.0.0', [disposal]),
];

function version(number: string, messages: readonly XdomeaMessage[]): XdomeaVersion {
  return { version: number, namespace: `urn:xoev-de:xdomea:schema:${number}`, messages };
}

/** How an accepted type is called in the manifest. */
export function typeOf({ version: number }: XdomeaVersion, message: XdomeaMessage | undefined): string {
  return `${message?.number ?? 'other'}.v${number}`;
}
