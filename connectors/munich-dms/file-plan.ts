/** Entries of the file plan (Aktenplaneintrag): which address the sender uses for which, a municipality fills in. */
import { Rejected, type Element } from '../contract/index.js';
import { cut } from '../xoev/index.js';
import type { MunichDmsSettings } from './generated/settings.js';

export interface PlanEntry {
  readonly address: string;
  readonly filePlanCode: string;
  readonly title?: string;
}

/** Without any all files are opened under the one code, whatever the sender names. */
export function entriesOf({ filePlanCode, filePlanEntries }: MunichDmsSettings): readonly PlanEntry[] {
  return filePlanEntries ?? [{ address: filePlanCode, filePlanCode }];
}

/** @throws Rejected where entries are filled in and it is none of them */
export function filePlanCodeAt(body: Element, path: string, settings: MunichDmsSettings): string {
  const asked = body.text(path);
  if (settings.filePlanEntries === undefined) return settings.filePlanCode;
  const found = entriesOf(settings).find(({ address, filePlanCode }) => asked === address || asked === filePlanCode);
  if (found !== undefined) return found.filePlanCode;
  const sentence = `"${cut(asked, 60)}" is no entry of the file plan that this procedure uses.`;
  throw new Rejected('munich-dms.unknown-entry', sentence, body.one(path).path);
}

/** As people know it. */
export function nameOf({ filePlanCode, title }: PlanEntry): string {
  return title === undefined ? filePlanCode : `${filePlanCode} ${title}`;
}
