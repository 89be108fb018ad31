// The description of the interface is valid OpenAPI 3.1, names every route there is and no other, and its schemas fit
// what the hub answers.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { HubConfig } from '../apps/hub/src/config/hub-config.js';
import { Log } from '../apps/hub/src/config/log.js';
import { codes } from '../apps/hub/src/errors/code-list.js';
import { ErrorTexts } from '../apps/hub/src/errors/codes.js';
import { HubModule } from '../apps/hub/src/hub.module.js';
import type { MessageState } from '../apps/hub/src/ledger/message-state.js';
import { openApiDocument } from '../apps/hub/src/operate/openapi/document.js';
import type { Operation } from '../apps/hub/src/operate/openapi/model.js';
import { outboxRowView } from '../apps/hub/src/operate/outbox-view.js';
import { attemptView, messageView } from '../apps/hub/src/operate/views.js';
import { InstalledConnectors } from '../apps/hub/src/translate/installed.js';
import { root } from './fixtures.js';

const operations = Object.entries(openApiDocument.paths).flatMap(([path, item]) =>
  Object.entries(item as Readonly<Record<string, Operation>>).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);

/** These entrances speak a protocol that has descriptions of its own, and hand them out. */
const DESCRIBED_BY_WSDL = /^(GET|POST) \/(soap|xta)\//;

describe('the OpenAPI document', () => {
  it('is valid by the official schema of OpenAPI 3.1', async () => {
    expect(await new Validator().validate({ ...copy(openApiDocument) })).toEqual({ valid: true });
  });

  it('has exactly the routes of the controllers', () => {
    const routes = routesOf(controllers()).filter((route) => !DESCRIBED_BY_WSDL.test(route));
    expect(operations.map(({ route }) => route).toSorted()).toEqual(routes.toSorted());
  });

  it('has the version of the hub', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'apps/hub/package.json'), 'utf8')) as { version: string };
    expect(openApiDocument.info.version).toBe(version);
  });

  it('refers only to what is there, and uses all that is there', () => {
    const references = new Set(strings(openApiDocument, '$ref'));
    const { schemas, parameters, headers } = openApiDocument.components;
    const there = Object.entries({ schemas, parameters, headers }).flatMap(([kind, all]) =>
      Object.keys(all).map((name) => `#/components/${kind}/${name}`),
    );
    expect([...references].toSorted()).toEqual(there.toSorted());
  });

  it('mentions only error codes of the list, each with the status that the list gives it', () => {
    const texts = new ErrorTexts();
    for (const { route, operation } of operations) {
      for (const [status, response] of Object.entries(operation.responses)) {
        for (const code of codesOf(response)) {
          const facts = codes[code];
          expect(facts, `${code} in ${route}`).toBeDefined();
          // A request that the framework refuses keeps the framework's status.
          if (code !== 'request.refused')
            expect(`${texts.status(code, facts!.kind)} ${code}`).toBe(`${status} ${code}`);
        }
      }
    }
  });

  it.each(operations.map((entry) => [entry.route, entry] as const))('describes %s', (_route, { path, operation }) => {
    const parameters = (operation.parameters ?? []).map((parameter) =>
      '$ref' in parameter ? openApiDocument.components.parameters[parameter.$ref.split('/').at(-1)!]! : parameter,
    );
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    expect(openApiDocument.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...operation.tags]));
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['500']));
    const schemes = (operation.security ?? openApiDocument.security).flatMap((scheme) => Object.keys(scheme));
    expect(Object.keys(openApiDocument.components.securitySchemes)).toEqual(expect.arrayContaining(schemes));
    // Whoever signs in has nothing to show yet, and may show the wrong password.
    expect('401' in operation.responses).toBe(schemes.length > 0 || operation.operationId === 'signIn');
  });

  it('names every operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the schemas of the OpenAPI document', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
  addFormats.default(ajv);
  ajv.addFormat('binary', true);
  ajv.addKeyword('components');
  ajv.addSchema({ $id: 'api', components: openApiDocument.components });
  const check = (name: string, value: unknown): unknown => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    if (validate === undefined) throw new Error(`no schema ${name}`);
    return validate(copy(value)) === true ? [] : validate.errors;
  };

  it.each(Object.keys(openApiDocument.components.schemas))('%s is a JSON Schema', (name) => {
    expect(ajv.getSchema(`api#/components/schemas/${name}`)).toBeTypeOf('function');
  });

  const id = '018f3c2a-0000-8000-8000-000000000001';
  const texts = new ErrorTexts();
  const error = {
    kind: 'conflict',
    code: 'archive.case-closed',
    stage: 'file',
    message: '',
    values: { key: 'a' },
  } as const;
  const message: MessageState = {
    id,
    procedureId: id,
    acceptedAt: new Date(),
    state: 'parked',
    duplicateOf: null,
    key: 'a',
    submissionId: id,
    receipt: null,
    receiptJws: null,
    error: {
      ...error,
      path: '/a',
      connector: 'xrechnung',
      connectorVersion: '1.0.0',
      type: 'invoice.ubl',
      stack: 'at',
    },
    waiting: null,
    confirmation: null,
    traceParent: null,
    validation: {
      schema: {
        result: 'invalid',
        package: 'p',
        version: '1',
        file: 'p.xsd',
        findings: [{ path: '/a', sentence: 'No.' }],
      },
      rules: [
        {
          by: 'r',
          result: 'invalid',
          findings: [{ line: 1, path: '/a', sentence: 'No.', code: 'R-1', level: 'error' }],
        },
      ],
    },
  };
  const confirmation = {
    state: 'pending',
    attempts: 3,
    lastError: { code: 'webhook.status', message: '', values: { status: 500 }, at: new Date().toISOString() },
    nextAt: new Date(),
    endedAt: null,
  } as const;
  const content = { sha256: '0'.repeat(64), sizeBytes: 1, mime: 'text/xml', fileName: 'a.xml' };
  const receipt = {
    messageId: id,
    key: 'a',
    fileReference: '632.6/2026-1',
    caseFiles: [{ id, reference: '632.6/2026-1' }],
    cases: [{ id, caseFileId: id, number: 1 }],
    documents: [
      { id, key: 'a', version: 1, ...content },
      { id, key: 'a', version: 2, ...content, formats: [{ number: 1, ...content }] },
    ],
    filedAt: new Date().toISOString(),
  };

  it('fit a message in each state', () => {
    for (const state of [
      message,
      { ...message, state: 'filed', error: null, receipt, receiptJws: 'a.b.c', duplicateOf: id, confirmation },
      { ...message, state: 'accepted', error: null, waiting: error, key: null },
    ] satisfies MessageState[])
      expect(check('Message', messageView(state, 'xrechnung', texts, true))).toEqual([]);
  });

  it('fit a delivery in each state', () => {
    const row = { id, procedureId: id, messageId: id, key: 'a', outcome: 'filed', createdAt: new Date() } as const;
    const sent = { state: 'delivered', attempts: 1, lastError: null, nextAt: null } as const;
    for (const delivery of [
      { ...row, ...confirmation, releasedBy: 'erika' },
      { ...row, ...sent, endedAt: new Date(), releasedBy: null },
    ])
      expect(check('Delivery', outboxRowView(delivery, 'xrechnung', texts))).toEqual([]);
  });

  it('fit an attempt', () => {
    const times = { startedAt: new Date(), endedAt: new Date() };
    const by = { actor: 'anna', reason: 'because', connector: null, connectorVersion: null };
    const measured = { receivedMs: 1.2, waitedMs: 3, openedMs: 0.5, filedMs: 9, batchMessages: 2, deliveries: 1 };
    const attempt = { id, outcome: 'parked', stage: 'file', ...by, ...times, error, measured };
    expect(check('Attempt', attemptView(attempt, texts, true))).toEqual([]);
  });
});

/** Of all roles, as the wiring has them. */
function controllers(): readonly Type[] {
  const roles: HubConfig['roles'] = ['gateway', 'worker', 'records', 'operator'];
  const { imports = [] } = HubModule.for(
    { roles } as HubConfig,
    new Log('silent'),
    true,
    new InstalledConnectors(join(root, 'schemas')),
  );
  // Parts may share a part.
  return [...new Set(imports.flatMap((module) => controllersIn((module as DynamicModule).module ?? (module as Type))))];
}

function controllersIn(module: Type): readonly Type[] {
  const imported = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) ?? []) as Type[];
  const own = (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? []) as Type[];
  return [...own, ...imported.flatMap(controllersIn)];
}

function routesOf(types: readonly Type[]): readonly string[] {
  return types.flatMap((type) => {
    const prefix = Reflect.getMetadata(PATH_METADATA, type) as string;
    const prototype = type.prototype as Readonly<Record<string, object>>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const method = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = [prefix, Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string].join('/');
      const clean = `/${path
        .split('/')
        .filter((step) => step !== '')
        .join('/')}`;
      return `${RequestMethod[method]} ${clean.replace(/:(\w+)/g, '{$1}')}`;
    });
  });
}

/** Every text under this name, however deep. */
function strings(value: unknown, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === name && typeof child === 'string' ? child : strings(child, name),
  );
}

/** The codes of a problem: the `enum` of its property `code`. */
function codesOf(response: unknown): readonly string[] {
  if (typeof response !== 'object' || response === null) return [];
  return Object.entries(response).flatMap(([key, child]) =>
    key === 'code' ? ((child as { enum?: string[] }).enum ?? []) : codesOf(child),
  );
}

/** As it goes over the wire. */
function copy(value: unknown): object {
  return JSON.parse(JSON.stringify(value)) as object;
}
