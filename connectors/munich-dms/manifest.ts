import type { AcceptedXml, Manifest, SoapService } from '../contract/index.js';
import { OPERATIONS } from './operations.js';
import { NAMESPACE } from './response.js';

const namespaces = { dms: NAMESPACE, xop: 'http://www.w3.org/2004/08/xop/include' };

/** Only the door knows which version a message is of: all have one namespace, and it validates by the one that was asked. */
const services: readonly SoapService[] = [
  { version: '1.10', wsdl: 'dmsin-eai-1.10.wsdl' },
  { version: '1.9', wsdl: 'dmsin-eai-1.9.wsdl' },
  { version: '1.8', wsdl: 'dmsin-eai-1.8.wsdl' },
  { version: '1.6', wsdl: 'dmsin-eai_1.6.wsdl' },
].map(({ version, wsdl }) => ({ name: `v${version}`, title: `GIWSD, WSDL ${version}`, wsdl }));

const accepts: readonly AcceptedXml[] = [
  ...Object.entries(OPERATIONS).map(([element, { title, translate }]): AcceptedXml => ({
    type: element,
    title,
    root: { namespace: NAMESPACE, element },
    namespaces,
    answer: translate === undefined ? 'question' : 'filed',
  })),
  {
    type: 'other',
    title: 'Any other operation: answered that it is not carried out',
    root: { namespace: NAMESPACE },
    namespaces,
    answer: 'question',
  },
];

export const manifest = {
  name: 'munich-dms',
  title: 'Munich DMS (E-Akte): the SOAP interface by which specialist applications file and read',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts,
  settings: 'munich-dms/settings.json',
  soap: services,
} satisfies Manifest;
