/** Which entry of a ZIP is the message? The one XML whose root the connector accepts in a ZIP. */
import type { Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import type { StoredPart } from '../ledger/envelope.js';
import { nameOf, typeOfRoot, xmlTypes } from './recognise.js';

const SHOWN_MAX = 10;

/** @throws HubError `rejected`: none of the entries, or more than one */
export function messagePart(manifest: Manifest, parts: readonly StoredPart[]): StoredPart {
  const types = xmlTypes(manifest, 'zip');
  const [found, ...others] = parts.filter(({ xml }) => xml !== undefined && typeOfRoot(types, xml) !== undefined);
  if (found === undefined) {
    const why = list(parts.map(reason).filter((text) => text !== undefined)) || '–';
    const accepted = types.map(({ root }) => nameOf(root)).join(', ');
    throw new HubError(
      'rejected',
      'container.no-message',
      `The ZIP has no message that the connector ${manifest.name} accepts (${why}).`,
      { values: { connector: manifest.name, why, accepted } },
    );
  }
  if (others.length === 0) return found;
  const names = list([found, ...others].map(({ name }) => name));
  throw new HubError('rejected', 'container.several-messages', `The ZIP has several messages: ${names}.`, {
    values: { names },
  });
}

function reason({ name, xml, xmlProblem }: StoredPart): string | undefined {
  if (xml !== undefined) return `${name}: ${nameOf(xml)}`;
  return xmlProblem === undefined ? undefined : `${name}: ${xmlProblem.sentence}`;
}

function list(texts: readonly string[]): string {
  const shown = texts.slice(0, SHOWN_MAX).join('; ');
  return texts.length > SHOWN_MAX ? `${shown}; …` : shown;
}
