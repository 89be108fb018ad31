/** The message types of whatever a connector is begun from. */
import * as hub from '@fachwerk/hub/schema-sources';
import { findJson, fromNothing } from './find-json.js';
import { findXml, type Asked } from './find-xml.js';
import type { Found } from './found.js';
import { openSource } from './sources.js';

/** @param from nothing: a message type is made up */
export async function find(name: string, from: string | undefined, asked: Asked): Promise<Found> {
  const [first, ...samples] = asked.samples;
  if (from === undefined) return first === undefined ? fromNothing(name) : find(name, first, { ...asked, samples });
  const source = openSource(hub, from);
  switch (source.kind) {
    case 'xsd':
    case 'wsdl':
    case 'sample.xml':
      return findXml(hub, source, asked);
    default:
      return findJson(source, asked);
  }
}
