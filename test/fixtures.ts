/** Fixtures of the catalogue, tried out with what connectors are tried out with outside of the repository. */
import { join } from 'node:path';
import type { ArchiveQuestion, Attachment, Connector } from '@fachwerk/connectors/contract';
import { fixturesIn, type Fixture } from '../apps/cli/src/connector/fixtures.js';
import {
  openedMessage,
  receivedMessage,
  Schemas,
  sha256,
  tryTranslate,
  type SentMessage,
} from '../apps/hub/src/connector-kit.js';
import type { Translation } from '../apps/hub/src/translate/translate.js';
import type { OpenedBody } from '../apps/hub/src/validate/open-body.js';
import { root } from './root.js';

export { root, sha256, type Attachment, type Fixture };
export const schemas = new Schemas(join(root, 'schemas'));

export function fixturesOf(connector: string): readonly Fixture[] {
  return fixturesIn(join(root, 'connectors', connector)).fixtures;
}

/** A message through the front door, and opened by the worker. Its XML is to be disposed of. */
export async function openedFixture({ manifest }: Connector, message: SentMessage): Promise<OpenedBody> {
  return (await receivedMessage(manifest, message)).opened;
}

/** A message through the front door and the stages validate and translate, as the hub does it. Throws HubError. */
export async function translated(
  connector: Connector,
  message: SentMessage,
  settings: unknown,
): Promise<
  Pick<Translation, 'key' | 'commands'> & { readonly type: string; readonly questions?: readonly ArchiveQuestion[] }
> {
  const { type = '', ...tried } = tryTranslate(
    connector,
    await openedMessage(connector.manifest, message),
    settings,
    schemas,
  );
  if ('error' in tried) throw tried.error;
  if ('questions' in tried) return { type, key: '', commands: [], questions: tried.questions };
  return { type, key: tried.key, commands: tried.commands };
}
