// Against a server that answers as the service does; its reports are written here, in the form that it documents.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { KositValidator, readReport } from './kosit-validator.js';

const report = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rep:report xmlns:rep="http://www.xoev.de/de/validator/varl/1" xmlns:s="http://www.xoev.de/de/validator/framework/1/scenarios"
  valid="false">${content}</rep:report>`;

const rejected = report(`<rep:scenarioMatched>
  <rep:validationStepResult id="val-xsd" valid="true"><s:resource><s:name>UBL schema</s:name></s:resource></rep:validationStepResult>
  <rep:validationStepResult id="val-sch.1" valid="false">
    <rep:message id="val-sch.1.1" level="error" code="BR-DE-15" lineNumber="12"
      xpathLocation="/*:Invoice[namespace-uri()='urn:x'][1]/cac:Party[2]/cbc:ID[1]">A reference
        is   missing.</rep:message>
    <rep:message id="val-sch.1.2" level="information" code="BR-DE-TMP-32" xpathLocation="/Q{urn:x}Invoice[1]">Hint.</rep:message>
  </rep:validationStepResult></rep:scenarioMatched>
  <rep:assessment><rep:reject/></rep:assessment>`);

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

async function serving(status: number, answer: string, received: string[] = []): Promise<string> {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks).toString('utf8')}`);
      response.writeHead(status).end(answer);
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('a report', () => {
  it('has a result for each step, with every finding in its place', () => {
    expect(readReport(rejected)).toEqual([
      { by: 'UBL schema', result: 'valid', findings: [] },
      {
        by: 'val-sch.1',
        result: 'invalid',
        findings: [
          {
            line: 12,
            path: '/Invoice/Party[2]/ID',
            sentence: 'A reference is missing.',
            code: 'BR-DE-15',
            level: 'error',
          },
          { path: '/Invoice', sentence: 'Hint.', code: 'BR-DE-TMP-32', level: 'information' },
        ],
      },
    ]);
  });

  it('says nothing about a document that no scenario is for', () => {
    expect(readReport(report('<rep:noScenarioMatched/>'))).toEqual([]);
  });

  it.each(['<html/>', 'no XML', ''])('is not %j', (answer) => {
    expect(() => readReport(answer)).toThrow(expect.objectContaining({ code: 'rules.failed' }));
  });
});

describe('the validator', () => {
  it.each([200, 406])('is asked in UTF-8, and its report read with status %i', async (status) => {
    const received: string[] = [];
    const validator = new KositValidator(await serving(status, rejected, received), 5_000);
    const rules = await validator.check('<?xml version="1.0" encoding="ISO-8859-1"?>\n<a>ä €</a>');
    expect(rules.map(({ result }) => result)).toEqual(['valid', 'invalid']);
    expect(received).toEqual(['POST application/xml \n<a>ä €</a>']);
  });

  it.each([400, 422, 500])('has trouble with a document that it answers %i to', async (status) => {
    const validator = new KositValidator(await serving(status, rejected), 5_000);
    await expect(validator.check('<a/>')).rejects.toMatchObject({ kind: 'unavailable-message', code: 'rules.failed' });
  });

  it('is not available when nobody answers', async () => {
    const validator = new KositValidator('http://127.0.0.1:1/', 5_000);
    await expect(validator.check('<a/>')).rejects.toMatchObject({
      kind: 'unavailable-message',
      code: 'rules.unavailable',
    });
  });
});
