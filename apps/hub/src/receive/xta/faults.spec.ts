import { describe, expect, it } from 'vitest';
import { codes } from '../../errors/code-list.js';
import { HubError } from '../../errors/hub-error.js';
import { faultOf } from '../../soap/fault.js';
import { meaningOf, xtaFault } from './faults.js';
import { child, textOf } from './tree.js';
import { errorNumbers, operations, XTA, type ExceptionName, type Operation } from './v211.js';

const operation = (name: string): Operation => [...operations.values()].find((one) => one.name === name)!;
const refusal = (code: string): HubError => new HubError(codes[code]!.kind, code, 'A sentence.');

/** As the comments of XTA-Webservice-Datentypen.xsd pair them. */
const EXCEPTION_OF: Readonly<Record<string, ExceptionName>> = {
  '901': 'PermissionDeniedException',
  '902': 'ParameterIsNotValidException',
  '903': 'XTAWSTechnicalProblemException',
  '905': 'MessageSchemaViolationException',
  '907': 'InvalidMessageIDException',
  '908': 'SyncAsyncException',
  '910': 'CancelDeniedException',
};

describe('an error', () => {
  it.each(Object.entries(codes))('%s has a number that belongs to its exception', (code, { kind }) => {
    const [exception, number] = meaningOf({ code, kind });
    expect(EXCEPTION_OF[number.slice(0, 3)]).toBe(exception);
    expect(errorNumbers[number]).toMatch(/\w \w/);
  });

  it('that is not the sender’s is a technical problem, whatever its code', () => {
    for (const kind of ['unavailable-shared', 'unavailable-message', 'misconfigured', 'defect'] as const)
      expect(meaningOf({ code: 'xml.depth', kind })).toEqual(['XTAWSTechnicalProblemException', '9030']);
  });

  it('is told with number and name, and with a sentence for people', () => {
    const fault = xtaFault(refusal('xta.message-id-taken'), operation('sendMessage'), false);
    expect(fault.code).toBe('Sender');
    expect(fault.reason.de).toContain('MessageID');
    const detail = fault.details.detail!;
    expect(detail).toMatchObject({ name: 'ParameterIsNotValidException', namespace: XTA });
    const code = child(detail, XTA, 'errorCode');
    expect(textOf(child(code, '', 'code'))).toBe('9024');
    expect(textOf(child(code, '', 'name'))).toBe('MessageID ist bereits vergeben.');
  });

  it('whose exception the operation does not declare has none', () => {
    for (const name of ['getStatusList', undefined]) {
      const fault = xtaFault(refusal('xta.schema-invalid'), name === undefined ? undefined : operation(name), false);
      expect(fault.code).toBe('Sender');
      expect(fault.details.detail?.namespace).not.toBe(XTA);
    }
    expect(xtaFault(refusal('access.unauthorised'), undefined, false).details.detail?.namespace).toBe(XTA);
  });

  it('is a challenge of HTTP for those alone that have shown nothing', () => {
    expect(xtaFault(refusal('access.unauthorised'), undefined, true).details.httpStatus).toBe(401);
    expect(xtaFault(refusal('access.unauthorised'), undefined, false).details.httpStatus).toBeUndefined();
    expect(xtaFault(refusal('access.certificate-expired'), undefined, true).details.httpStatus).toBeUndefined();
  });

  it('of SOAP itself stays one of SOAP; an envelope that is too large is a message that is too large', () => {
    const version = faultOf(refusal('soap.version'), { code: 'VersionMismatch' });
    expect(xtaFault(version, undefined, false)).toBe(version);
    const large = faultOf(refusal('soap.envelope-too-large'));
    expect(xtaFault(large, operation('sendMessage'), false).details.detail?.name).toBe('ParameterIsNotValidException');
  });

  it('that nobody foresaw says nothing of itself', () => {
    const fault = xtaFault(new TypeError('secret'), operation('close'), false);
    expect(fault.code).toBe('Receiver');
    expect(JSON.stringify([fault.reason, fault.details])).not.toContain('secret');
  });
});
