import { Rejected, type Element } from '../contract/index.js';
import { cut } from './text.js';

/** What every XÖV connector lets a municipality decide. */
export interface TestMessages {
  /** `reject` (default), or `file` for a procedure that is there for tests. */
  readonly testMessages?: 'reject' | 'file';
}

/**
 * The mark of a test message: that the attribute `test` is there, whatever it says (XÖV base message 1.1,
 * Nachricht.G2GType). `false` marks a test message as well as `true` does, and so does an empty one.
 */
export function testMarkOf(root: Element): string | undefined {
  try {
    return root.text('@test');
  } catch (refused) {
    // No reader tells an empty attribute from none, and this is the one place where the difference counts.
    return refused instanceof Error && 'code' in refused && refused.code === 'xml.value-empty' ? '' : undefined;
  }
}

/**
 * A test message never gets into a productive file: it is rejected, unless the settings say that the procedure is
 * there for tests.
 *
 * @param mark what marks it, for standards that say it elsewhere
 */
export function refuseTest(
  connector: string,
  root: Element,
  settings: TestMessages,
  mark: string | undefined = testMarkOf(root),
  path = `${root.path}/@test`,
): void {
  if (mark === undefined || settings.testMessages === 'file') return;
  const sentence = `The message is marked as a test ("${cut(mark, 60)}"). Send it to a procedure whose setting testMessages is "file".`;
  throw new Rejected(`${connector}.test-message`, sentence, path);
}
