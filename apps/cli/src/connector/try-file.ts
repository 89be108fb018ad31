/** A message in a file, through a connector, without a hub. */
import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import {
  HubError,
  openedMessage,
  TRANSLATE_MS_MAX,
  tryTranslate,
  type Schemas,
  type SentMessage,
  type Subject,
  type Tried,
} from '@fachwerk/hub/connector-kit';
import { attachmentsIn, SYNTAXES } from './fixtures.js';
import { withinTime } from './within-time.js';

export interface ReadyConnector {
  readonly version: string;
  readonly subject: Subject;
  /** That it brings along. */
  readonly schemas: Schemas;
}

type Syntax = SentMessage['syntax'];

export function isMessageFile(path: string): boolean {
  return SYNTAXES.includes(extname(path).slice(1) as Syntax);
}

/** What lies in a folder `attachments/` beside the file comes with it. Whatever goes wrong is the outcome. */
export async function tryFile({ subject, schemas }: ReadyConnector, file: string, settings: unknown): Promise<Tried> {
  const connector = await subject();
  try {
    const syntax = extname(file).slice(1) as Syntax;
    const attachments = attachmentsIn(join(dirname(file), 'attachments'));
    const opened = await openedMessage(connector.manifest, { body: readFileSync(file), syntax, attachments });
    const done = withinTime(() => tryTranslate(connector, opened, settings, schemas), TRANSLATE_MS_MAX);
    return done ?? { error: new HubError('defect', 'read.timeout', `It takes longer than ${TRANSLATE_MS_MAX} ms.`) };
  } catch (error) {
    if (error instanceof HubError) return { error };
    throw error;
  }
}
