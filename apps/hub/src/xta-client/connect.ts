import type { Ids } from '../config/clock.js';
import type { HubConfig } from '../config/hub-config.js';
import { HubError } from '../errors/hub-error.js';
import type { SoapLimits } from '../soap/request.js';
import { XtaClient, type XtaConnection } from './client.js';
import { HttpDoor, type DoorErrors, type Reach } from '../outgoing/http-door.js';

/** A large message over a slow line may take this long. */
const TOTAL_MS = 3_600_000;
/** MTOM writes little into the envelope, but a server may do without. Base64 takes four bytes for three. */
const ENVELOPE_BYTES_BESIDES = 1_048_576;
const PART_HEADER_BYTES_MAX = 8_192;

type Limited = Pick<
  HubConfig,
  'messageBytesMax' | 'attachmentsMax' | 'xmlDepthMax' | 'xmlElementsMax' | 'xmlAttributesMax'
>;

/** Connects to servers of XTA by the settings of the hub. */
export type Connect = (connection: XtaConnection) => XtaClient;

export function connectWith(
  config: Limited & Pick<HubConfig, 'webhookTimeoutMs' | 'webhookLoopback'>,
  ids: Ids,
): Connect {
  const reach: Reach = { idleMs: config.webhookTimeoutMs, totalMs: TOTAL_MS, loopback: config.webhookLoopback };
  const limits = answerLimits(config);
  return (connection) =>
    new XtaClient(connection, new HttpDoor(reach, DOOR_ERRORS, connection.credentials), limits, ids);
}

function answerLimits(config: Limited): SoapLimits {
  return {
    envelopeBytesMax: Math.ceil((config.messageBytesMax * 4) / 3) + ENVELOPE_BYTES_BESIDES,
    xml: {
      depthMax: config.xmlDepthMax,
      elementsMax: config.xmlElementsMax,
      attributesMax: config.xmlAttributesMax,
    },
    partsMax: config.attachmentsMax + 1,
    partHeaderBytesMax: PART_HEADER_BYTES_MAX,
  };
}

const DOOR_ERRORS: DoorErrors = {
  addressRefused: () => {
    const sentence = 'The name of the XTA server leads to an address that nothing is sent to.';
    return new HubError('unavailable-message', 'xta-client.address-refused', sentence);
  },
  tooLate: (ms, cause) => {
    const sentence = `The XTA server did not answer within ${ms} ms.`;
    return new HubError('unavailable-message', 'xta-client.timeout', sentence, { values: { ms } }, { cause });
  },
  unreachable: (reason, cause) => {
    const sentence = `The XTA server cannot be reached (${reason}).`;
    return new HubError('unavailable-message', 'xta-client.unreachable', sentence, { values: { reason } }, { cause });
  },
};
