/** The WSDLs of Munich's DMS, which are not part of the project. */
import { join } from 'node:path';
import { officialSchemas } from './schemas.js';

export const dmsFolder = join(officialSchemas, 'dms-eakte-muenchen');
const resources = join(dmsFolder, 'eakte-eai/eakte-eai/src/main/resources');

/** Version → file. */
export const dmsWsdls: Readonly<Record<string, string>> = {
  '1.6': join(resources, 'wsdl_archive/dmsin-eai_1.6.wsdl'),
  '1.8': join(resources, 'wsdl_archive/dmsin-eai-1.8.wsdl'),
  '1.9': join(resources, 'wsdl_archive/dmsin-eai-1.9.wsdl'),
  '1.10': join(resources, 'wsdl/dmsin-eai-1.10.wsdl'),
};
