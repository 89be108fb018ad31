import {
  Rejected,
  type ArchiveCommand,
  type Connector,
  type Message,
  type Outcome,
  type ReplyElement,
  type ToldCall,
} from '../contract/index.js';
import type { PermitGranted } from './generated/permit-granted.v2.js';
import type { BuildingPermitSettings } from './generated/settings.js';
import { manifest } from './manifest.js';

export const buildingPermits: Connector = {
  manifest,
  types: {
    'permit-granted.v2': {
      key: (message: Message<PermitGranted>) => message.body.permit.number,
      translate: permitGranted,
      tell: told,
    },
  },
};

/** One parcel is one case file; each permit is one case in it, closed on the day it is granted. */
function permitGranted(message: Message<PermitGranted>, settings: BuildingPermitSettings): readonly ArchiveCommand[] {
  const { permit } = message.body;
  const [parcel] = permit.parcels;
  if (parcel === undefined) {
    const sentence = `Permit ${permit.number} names no parcel; name at least one.`;
    throw new Rejected('building-permits.no-parcel', sentence, '/permit/parcels');
  }
  if (permit.grantedOn < permit.appliedOn) {
    const sentence = `Permit ${permit.number} was granted on ${permit.grantedOn}, before it was applied for.`;
    throw new Rejected('building-permits.granted-too-early', sentence, '/permit/grantedOn');
  }

  return [
    { do: 'open-file', key: parcel, filePlanCode: settings.filePlanCode, subject: `Parcel ${parcel}` },
    {
      do: 'open-case',
      key: permit.number,
      inFile: parcel,
      subject: permit.project,
      openedOn: permit.appliedOn,
      metadata: {
        'permit-number': permit.number,
        parcels: permit.parcels,
        ...(permit.applicant === undefined ? {} : { applicant: permit.applicant }),
        ...(permit.fee === undefined ? {} : { fee: permit.fee }),
      },
    },
    {
      do: 'add-document',
      key: `${permit.number}/decision`,
      in: { case: permit.number },
      subject: `Permit ${permit.number}`,
      content: 'message',
      documentType: 'decision',
      documentDate: permit.grantedOn,
    },
    ...message.attachments.map((attachment): ArchiveCommand => ({
      do: 'add-document',
      key: `${permit.number}/${attachment.name}`,
      in: { case: permit.number },
      subject: attachment.name,
      content: { attachment: attachment.name },
      documentType: 'plan',
    })),
    { do: 'close-case', key: permit.number, closedOn: permit.grantedOn },
  ];
}

/** Of `schemas/building-permits/receipts.wsdl`. */
const RECEIPTS = 'urn:fachwerk:building-permits:receipts';

/** The authority is told where a permit was filed, or why it was not. */
function told({ state, messageId = '', records, error }: Outcome, message: Message<PermitGranted>): ToldCall {
  const { number } = message.body.permit;
  const about = [text('permit', number), text('messageId', messageId)];
  if (state !== 'filed') {
    const reasons = [text('code', error?.code ?? 'unknown'), text('reason', error?.sentence.de ?? '')];
    return { operation: 'PermitRefused', element: call('PermitRefused', [...about, ...reasons]) };
  }
  const filed = records.find(({ what, key }) => what === 'case' && key === number);
  const documents = records.flatMap(({ subject, content }): readonly ReplyElement[] =>
    content === undefined
      ? []
      : [{ name: 'document', children: [text('subject', subject), text('sha256', content.sha256)] }],
  );
  const where = [text('fileReference', filed?.reference ?? ''), text('caseNumber', String(filed?.number ?? 0))];
  return { operation: 'PermitFiled', element: call('PermitFiled', [...about, ...where, ...documents]) };
}

function call(name: string, children: readonly ReplyElement[]): ReplyElement {
  return { name, namespace: RECEIPTS, children };
}

function text(name: string, value: string): ReplyElement {
  return { name, text: value };
}
