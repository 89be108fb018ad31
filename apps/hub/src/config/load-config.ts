import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { HubError } from '../errors/hub-error.js';
import { Schemas } from '../json/schemas.js';
import type { HubConfig } from './hub-config.js';
import { networksOf } from './networks.js';

const SCHEMA = 'hub/config.json';
const PREFIX = 'FACHWERK_';
/** Read by others than the hub: the tests, and the command line client. */
const FOREIGN = /^FACHWERK_(TEST_|(URL|USER|(KEY|PASSWORD)(_FILE)?|NEW_PASSWORD_FILE)$)/;

const LOOPBACK = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i;

interface Property {
  readonly type?: string;
  readonly 'x-secret'?: boolean;
}

/**
 * Reads the settings from environment variables, all of which start with FACHWERK_.
 *
 * @throws HubError `misconfigured` that lists every problem at once, by the name of its variable
 */
export function loadConfig(env: NodeJS.ProcessEnv, schemasFolder: string): HubConfig {
  const properties = propertiesOf(schemasFolder);
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [property, facts] of Object.entries(properties)) {
    const text = read(env, variableOf(property), facts['x-secret'] === true, problems);
    if (text !== undefined)
      values[property] = facts.type === 'array' ? text.split(',').map((item) => item.trim()) : text;
  }
  problems.push(...unknownVariables(env, properties));

  const check = new Schemas(schemasFolder, { allErrors: true, coerceTypes: true, useDefaults: true }).check(SCHEMA);
  for (const { path, sentence } of check(values)) {
    const property = path.split('/')[1] ?? '';
    problems.push(`${variableOf(property)}: ${sentence.replace(/^\/\S+/, 'it')}`);
  }
  if (!isTimeZone(values['timeZone']))
    problems.push(`${variableOf('timeZone')}: it must be an IANA time zone such as Europe/Berlin`);
  problems.push(...openIdProblems(values), ...mailProblems(values), ...certificateProblems(values));
  if (problems.length > 0) {
    throw new HubError('misconfigured', 'config.invalid', `The settings are not valid:\n  ${problems.join('\n  ')}`);
  }

  const dataDir = resolve(String(values['dataDir']));
  const contentDir = resolve(String(values['contentDir'] ?? `${dataDir}/content`));
  const schemaPackagesDir = resolve(String(values['schemaPackagesDir'] ?? `${dataDir}/schemas`));
  for (const value of Object.values(values)) Object.freeze(value);
  return Object.freeze({ ...values, dataDir, contentDir, schemaPackagesDir }) as HubConfig;
}

/** What only shows when several settings are looked at together. */
function openIdProblems(values: Readonly<Record<string, unknown>>): readonly string[] {
  const { openIdIssuer } = values;
  if (typeof openIdIssuer !== 'string') return [];
  const issuer = variableOf('openIdIssuer');
  const missing = ['openIdClientId', 'openIdRoles', 'publicUrl'].filter((name) => values[name] === undefined);
  const open = /^http:/i.test(openIdIssuer) && !LOOPBACK.test(openIdIssuer);
  return [
    ...missing.map((name) => `${variableOf(name)}: it is needed with ${issuer}`),
    ...(open ? [`${issuer}: it must be https, unless the provider is on this computer`] : []),
  ];
}

/** The same of the mail server. */
function mailProblems(values: Readonly<Record<string, unknown>>): readonly string[] {
  const needs = (...pair: readonly [name: string, other: string]): readonly string[] => neededWith(values, ...pair);
  const open = values['smtpUser'] !== undefined && values['smtpSecurity'] === 'none';
  return [
    ...needs('smtpHost', 'mailFrom'),
    ...needs('smtpUser', 'smtpPassword'),
    ...needs('smtpPassword', 'smtpUser'),
    ...(open ? [`${variableOf('smtpSecurity')}: no password is sent without protection`] : []),
  ];
}

/** The same of TLS, and of the proxies that end it. */
function certificateProblems(values: Readonly<Record<string, unknown>>): readonly string[] {
  const needs = (...pair: readonly [name: string, other: string]): readonly string[] => neededWith(values, ...pair);
  const proxies = values['trustedProxies'];
  const known = !Array.isArray(proxies) || networksOf(proxies.map(String)) !== undefined;
  return [
    ...needs('httpsPort', 'tlsCertFile'),
    ...needs('httpsPort', 'tlsKeyFile'),
    ...['tlsCertFile', 'tlsKeyFile', 'tlsClientCaFile'].flatMap((name) => needs(name, 'httpsPort')),
    ...needs('clientCertificateHeader', 'trustedProxies'),
    ...needs('trustedProxies', 'clientCertificateHeader'),
    ...(known ? [] : [`${variableOf('trustedProxies')}: it must be addresses and networks such as 10.1.0.0/16`]),
  ];
}

function neededWith(values: Readonly<Record<string, unknown>>, name: string, other: string): readonly string[] {
  return values[name] !== undefined && values[other] === undefined
    ? [`${variableOf(other)}: it is needed with ${variableOf(name)}`]
    : [];
}

/** `amqpUrl` → `FACHWERK_AMQP_URL`. */
export function variableOf(property: string): string {
  return PREFIX + property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function propertiesOf(schemasFolder: string): Readonly<Record<string, Property>> {
  const schema = JSON.parse(readFileSync(`${schemasFolder}/${SCHEMA}`, 'utf8')) as {
    properties: Record<string, Property>;
  };
  return schema.properties;
}

function read(env: NodeJS.ProcessEnv, name: string, secret: boolean, problems: string[]): string | undefined {
  const direct = blank(env[name]);
  const file = secret ? blank(env[`${name}_FILE`]) : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    problems.push(`${name}: it is given twice, directly and by ${name}_FILE`);
    return direct;
  }
  try {
    const content = blank(readFileSync(file, 'utf8'));
    if (content === undefined) problems.push(`${name}_FILE: ${file} is empty`);
    return content;
  } catch (error) {
    problems.push(`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
    return undefined;
  }
}

/** A misspelt setting would otherwise be a default that nobody chose. */
function unknownVariables(env: NodeJS.ProcessEnv, properties: Readonly<Record<string, Property>>): readonly string[] {
  const known = new Set(
    Object.entries(properties).flatMap(([property, facts]) => {
      const name = variableOf(property);
      return facts['x-secret'] === true ? [name, `${name}_FILE`] : [name];
    }),
  );
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !FOREIGN.test(name) && !known.has(name))
    .map((name) => `${name}: there is no such setting`);
}

function blank(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function isTimeZone(name: unknown): boolean {
  try {
    // oxlint-disable-next-line no-new -- it throws on a name that it does not know
    new Intl.DateTimeFormat('en', { timeZone: String(name) });
    return true;
  } catch {
    return false;
  }
}
