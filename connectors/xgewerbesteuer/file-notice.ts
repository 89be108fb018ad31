import type { AddDocument, ArchiveCommand, Element, Message } from '../contract/index.js';
import { dayOf, keyBelow, keyOf, oneLine, otherAttachments, present, presentList, refuseTest } from '../xoev/index.js';
import type { XgewerbesteuerSettings } from './generated/settings.js';
import { readNotice, type Notice } from './notice.js';
import type { TaxMessage } from './versions.js';

type Place = AddDocument['in'];

/**
 * One case file for each taxpayer of a municipality, one case in it for each tax year (Erhebungszeitraum). A notice about
 * several years lies in the file itself. What is computed for insolvency proceedings is a case of its own.
 */
export function fileNotice(
  message: Message<Element>,
  type: TaxMessage,
  settings: XgewerbesteuerSettings,
): readonly ArchiveCommand[] {
  refuseTest('xgewerbesteuer', message.body, settings);
  const notice = readNotice(message.body, type);
  const file = fileKey(notice, settings);
  const opened = openPlace(notice, file, settings);
  const documentType = settings.documentTypes?.[type.number] ?? type.name;
  return [
    {
      do: 'open-file',
      key: file,
      filePlanCode: settings.filePlanCode,
      subject: fileSubject(notice, settings),
      metadata: present({
        'tax-number': notice.taxNumber,
        'booking-number': notice.bookingNumber,
        'municipality-key': notice.municipality,
      }),
    },
    ...opened.commands,
    {
      do: 'add-document',
      key: notice.key,
      in: opened.place,
      subject: documentSubject(notice, type),
      content: 'message',
      fileName: `${type.number}-${notice.id}.xml`,
      documentType,
      documentDate: notice.date,
      metadata: {
        ...notice.metadata,
        ...presentList(
          'determinations',
          notice.parts.map(({ fields }) => fields),
        ),
      },
      whenChanged: settings.changedDocument ?? 'conflict',
    },
    ...otherAttachments(message, notice.key),
  ];
}

function fileKey(notice: Notice, { filePer }: XgewerbesteuerSettings): string {
  return filePer === 'booking-number'
    ? keyOf('booking', notice.municipality, notice.bookingNumber)
    : keyOf('tax', notice.municipality, notice.taxNumber);
}

function openPlace(
  notice: Notice,
  file: string,
  { casePer }: XgewerbesteuerSettings,
): { readonly commands: readonly ArchiveCommand[]; readonly place: Place } {
  const { insolvency } = notice;
  if (casePer === 'none') return { commands: [], place: { file } };
  if (insolvency !== undefined) {
    const { openedOn, courtReference } = insolvency;
    const key = keyBelow(file, 'insolvency', openedOn);
    const metadata = present({ 'court-reference': courtReference });
    const subject = `Insolvenzverfahren, eröffnet am ${dayOf(openedOn)}`;
    return {
      commands: [{ do: 'open-case', key, inFile: file, subject, openedOn, metadata }],
      place: { case: key },
    };
  }
  const [year, ...others] = yearsOf(notice);
  if (year === undefined || others.length > 0) return { commands: [], place: { file } };
  const key = keyBelow(file, year);
  return {
    commands: [{ do: 'open-case', key, inFile: file, subject: `Erhebungszeitraum ${year}` }],
    place: { case: key },
  };
}

function yearsOf({ parts }: Notice): readonly string[] {
  return [...new Set(parts.map(({ year }) => year))].toSorted();
}

/** Who owes how much is nobody's business who only sees a list: a number the municipality knows says which file it is. */
function fileSubject(notice: Notice, { fileTitle }: XgewerbesteuerSettings): string {
  if (fileTitle === 'tax-number') return `Gewerbesteuer ${notice.taxNumber}`;
  const name = fileTitle === 'name' && notice.taxpayer !== undefined ? `, ${notice.taxpayer}` : '';
  return oneLine(`Gewerbesteuer ${notice.bookingNumber}${name}`);
}

function documentSubject(notice: Notice, type: TaxMessage): string {
  return [type.name, yearsOf(notice).slice(0, 20).join(', '), `vom ${dayOf(notice.date)}`]
    .filter((part) => part !== '')
    .join(' ');
}
