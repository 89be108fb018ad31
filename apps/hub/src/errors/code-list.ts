import type { CodeFacts } from './codes.js';
import { accessCodes } from './lists/access.js';
import { alertCodes } from './lists/alerts.js';
import { answerCodes } from './lists/answers.js';
import { archiveCodes } from './lists/archive.js';
import { connectorsCodes } from './lists/connectors.js';
import { containersCodes } from './lists/containers.js';
import { doorCodes } from './lists/doors.js';
import { exchangeCodes } from './lists/exchange.js';
import { filingCodes } from './lists/filing.js';
import { housekeepingCodes } from './lists/housekeeping.js';
import { hubCodes } from './lists/hub.js';
import { operateCodes } from './lists/operate.js';
import { readingCodes } from './lists/reading.js';
import { receiveCodes } from './lists/receive.js';
import { requestCodes } from './lists/request.js';
import { schemaPackagesCodes } from './lists/schema-packages.js';
import { soapCodes } from './lists/soap.js';
import { soapTargetCodes } from './lists/soap-target.js';
import { syntaxCodes } from './lists/syntax.js';
import { webhookCodes } from './lists/webhooks.js';
import { xtaClientCodes } from './lists/xta-client.js';
import { wsSecurityCodes } from './lists/ws-security.js';
import { xtaCodes } from './lists/xta.js';

/** Every error code of the hub with its sentences, by where it comes from. */
export const codeLists: readonly Readonly<Record<string, CodeFacts>>[] = [
  accessCodes,
  requestCodes,
  receiveCodes,
  readingCodes,
  filingCodes,
  archiveCodes,
  exchangeCodes,
  connectorsCodes,
  schemaPackagesCodes,
  soapCodes,
  syntaxCodes,
  containersCodes,
  housekeepingCodes,
  hubCodes,
  webhookCodes,
  xtaClientCodes,
  soapTargetCodes,
  wsSecurityCodes,
  operateCodes,
  alertCodes,
  xtaCodes,
  answerCodes,
  doorCodes,
];

export const codes: Readonly<Record<string, CodeFacts>> = Object.assign({}, ...codeLists) as Record<string, CodeFacts>;
