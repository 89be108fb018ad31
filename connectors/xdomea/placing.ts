import type { ArchiveCommand, OpenFile } from '../contract/index.js';
import { fileCaseFile, filePlanCodeOf } from './case-files.js';
import { fileCase } from './cases.js';
import { oneLine } from '../xoev/index.js';
import { fileDocument } from './documents.js';
import { recordOf } from './fields.js';
import type { HandedOver } from './handed-over.js';
import type { Place, Reading } from './reading.js';

/** Where records of a message go that lie in no case file of it. */
export interface Placing {
  /** Key of the case file of the process itself. */
  readonly ownFile: string;
  /** What the message has opened so far. */
  readonly files: ReadonlySet<string>;
  readonly cases: ReadonlySet<string>;
}

/**
 * A record at the top of a message: into the record of this message that it names as its container (IDContainer), else
 * into the one that an earlier message opened, else into the case file of the process.
 */
export function fileHandedOver(handed: HandedOver, placing: Placing, reading: Reading): readonly ArchiveCommand[] {
  const { record, container } = handed;
  const more = recordOf(handed.fields);
  switch (handed.kind) {
    case 'file': {
      const whole = container !== undefined && placing.files.has(container) ? container : undefined;
      return fileCaseFile(record, whole, reading, more);
    }
    case 'case': {
      if (container === undefined) return fileCase(record, { inFile: placing.ownFile }, reading, more);
      if (placing.cases.has(container)) return fileCase(record, { inCase: container }, reading, more);
      return [
        ...opened(container, handed, placing, reading),
        ...fileCase(record, { inFile: container }, reading, more),
      ];
    }
    case 'document': {
      const place = placeOfDocument(container, placing, reading);
      const before = 'file' in place && container !== undefined ? opened(container, handed, placing, reading) : [];
      return [...before, ...fileDocument(record, place, reading, more)];
    }
  }
}

/**
 * The standard does not say what kind of record the container is. One that is not in the message is a case, unless the
 * settings say that this procedure files its documents into case files.
 */
function placeOfDocument(container: string | undefined, placing: Placing, { settings }: Reading): Place {
  if (container === undefined) return { file: placing.ownFile };
  if (placing.cases.has(container)) return { case: container };
  if (placing.files.has(container) || settings.documentContainer === 'file') return { file: container };
  return { case: container };
}

/** A case file that an earlier message opened is found; one that nobody has opened yet is opened under its key. */
function opened(key: string, { record }: HandedOver, placing: Placing, reading: Reading): readonly OpenFile[] {
  if (placing.files.has(key)) return [];
  const subject = oneLine(record.maybe.text('Aktenbetreff') ?? `Akte ${key}`);
  return [{ do: 'open-file', key, filePlanCode: filePlanCodeOf(record, reading), subject }];
}
