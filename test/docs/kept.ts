import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/**
 * A page that is made from the source: written where it is stale, formatted as everything else. In CI nothing is written.
 *
 * @returns what the file says, and what it should say
 */
export async function kept(file: string, text: string): Promise<{ readonly is: string; readonly shouldBe: string }> {
  const shouldBe = await format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (before !== shouldBe && process.env['CI'] === undefined) writeFileSync(file, shouldBe);
  return { is: existsSync(file) ? readFileSync(file, 'utf8') : '', shouldBe };
}
