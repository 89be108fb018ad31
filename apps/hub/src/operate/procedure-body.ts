/** What administrators send about a procedure. All of it throws HubError `request.invalid`. */
import type { Contact, NewProcedure, ProcedureChange } from '../access/procedures.js';
import { objectIn, onlyIn, optionalTextIn, textIn, wordIn, type JsonBody } from './json-body.js';
import { invalid } from './message-filter.js';

const TITLE_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 63;
const MAIL_LENGTH_MAX = 254;
const PHONE_LENGTH_MAX = 50;
/** They are checked for all problems at once, in the thread that answers everybody. */
const SETTINGS_BYTES_MAX = 65_536;
const VALIDATIONS = ['required', 'when-installed'] as const;
const ORDERS = ['none', 'by-key'] as const;
const CHANGEABLE = ['title', 'connector', 'connectorVersion', 'settings', 'validation', 'order', 'rate', 'contact'];
const VERSION = /^\d{1,9}[.]\d{1,9}[.]\d{1,9}$/;
/** Almost a mail address: only sending one would tell. */
const MAIL = /^[^\s@]+@[^\s@]+$/;

export function newProcedureIn(body: JsonBody): NewProcedure {
  onlyIn(body, ['name', ...CHANGEABLE]);
  return {
    ...partsIn(body),
    name: textIn(body, 'name', NAME_LENGTH_MAX),
    title: textIn(body, 'title', TITLE_LENGTH_MAX),
    connector: textIn(body, 'connector', NAME_LENGTH_MAX),
    settings: settingsIn(body),
  };
}

/** @returns what is to be changed, and the revision it is changed from */
export function changeIn(body: JsonBody): { readonly change: ProcedureChange; readonly revision: string } {
  onlyIn(body, ['revision', ...CHANGEABLE]);
  return { change: partsIn(body), revision: textIn(body, 'revision', TITLE_LENGTH_MAX) };
}

function partsIn(body: JsonBody): ProcedureChange {
  const given = (name: string): boolean => Object.hasOwn(body, name);
  return {
    ...(given('title') ? { title: textIn(body, 'title', TITLE_LENGTH_MAX) } : {}),
    ...(given('connector') ? { connector: textIn(body, 'connector', NAME_LENGTH_MAX) } : {}),
    ...(given('connectorVersion') ? { connectorVersion: versionIn(body) } : {}),
    ...(given('settings') ? { settings: settingsIn(body) } : {}),
    ...(given('validation') ? { validation: wordIn(body, 'validation', VALIDATIONS) } : {}),
    ...(given('order') ? { order: wordIn(body, 'order', ORDERS) } : {}),
    ...(given('rate') ? { rate: body['rate'] === null ? null : textIn(body, 'rate', TITLE_LENGTH_MAX) } : {}),
    ...(given('contact') ? { contact: contactIn(body) } : {}),
  };
}

/** Null for none of its own. */
export function versionIn(body: JsonBody): string | null {
  if (body['connectorVersion'] === null) return null;
  const version = textIn(body, 'connectorVersion', NAME_LENGTH_MAX);
  if (VERSION.test(version)) return version;
  throw invalid('connectorVersion', 'a version such as 1.2.0, or null for the newest');
}

/** What the connector makes of them is checked elsewhere; here that the database can keep them. */
export function settingsIn(body: JsonBody): object {
  const settings = objectIn(body, 'settings');
  if (!isStorable(settings)) throw invalid('settings', 'an object whose texts have no NUL and no half of a character');
  if (Buffer.byteLength(JSON.stringify(settings)) <= SETTINGS_BYTES_MAX) return settings;
  throw invalid('settings', `an object of at most ${SETTINGS_BYTES_MAX} bytes as JSON`);
}

function isStorable(value: unknown): boolean {
  let storable = true;
  const look = (text: string): void => {
    if (/\0|\p{Surrogate}/u.test(text)) storable = false;
  };
  try {
    JSON.stringify(value, (name, part: unknown) => {
      look(name);
      if (typeof part === 'string') look(part);
      return part;
    });
  } catch (error) {
    // Too deep for the stack.
    if (error instanceof RangeError) return false;
    throw error;
  }
  return storable;
}

/** Null, or an object without anything in it, takes it away. */
function contactIn(body: JsonBody): Contact | null {
  if (body['contact'] === null) return null;
  const given = objectIn(body, 'contact');
  onlyIn(given, ['name', 'mail', 'phone']);
  const name = optionalTextIn(given, 'name', TITLE_LENGTH_MAX);
  const mail = optionalTextIn(given, 'mail', MAIL_LENGTH_MAX);
  const phone = optionalTextIn(given, 'phone', PHONE_LENGTH_MAX);
  if (mail !== undefined && !MAIL.test(mail)) throw invalid('mail', 'a mail address');
  const contact = { ...(name && { name }), ...(mail && { mail }), ...(phone && { phone }) };
  return Object.keys(contact).length === 0 ? null : contact;
}
