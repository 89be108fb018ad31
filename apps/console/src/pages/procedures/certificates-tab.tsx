import { useState } from 'react';
import type { ProcedureCertificate } from '../../api/contract.js';
import { useResource, type Resource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Pager } from '../../parts/pager.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { AddCertificate, RevokeCertificate } from './certificate-dialogs.js';
import { certificateTexts } from './certificate-texts.js';
import type { TabProps } from './procedure-page.js';
import { EndDay } from './procedure-parts.js';

const tones: Readonly<Record<ProcedureCertificate['state'], Tone>> = {
  valid: 'good',
  'not-yet-valid': 'neutral',
  expired: 'neutral',
  revoked: 'neutral',
};

interface Listed {
  readonly certificates: readonly ProcedureCertificate[];
  readonly after?: string;
}

/** What the procedure shows in TLS, or signs with. */
export function CertificatesTab({ procedure: { name }, onChanged }: TabProps) {
  const text = useTexts(certificateTexts);
  const mayAdminister = useMay('procedure.administer');
  const after = useQuery().get('after') ?? undefined;
  const path = `/v1/procedures/${encodeURIComponent(name)}/certificates`;
  const found = useResource<Listed>(withQuery(path, { after }));
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ProcedureCertificate>();
  const close = (): void => {
    setAdding(false);
    setRevoking(undefined);
  };
  const done = (): void => {
    close();
    found.reload();
    onChanged();
  };
  const dialog = { path, onClose: close, onDone: done };
  return (
    <>
      <p className="faint">{text.lead}</p>
      {mayAdminister && (
        <p className="tab-actions">
          <Button look="primary" onPress={() => setAdding(true)}>
            {text.add}
          </Button>
        </p>
      )}
      <CertificatesTable found={found} onRevoke={mayAdminister ? setRevoking : undefined} />
      {adding && <AddCertificate {...dialog} />}
      {revoking !== undefined && <RevokeCertificate {...dialog} certificate={revoking} />}
    </>
  );
}

interface CertificatesTableProps {
  readonly found: Resource<Listed>;
  /** For those who may. */
  readonly onRevoke: ((certificate: ProcedureCertificate) => void) | undefined;
}

function CertificatesTable({ found, onRevoke }: CertificatesTableProps) {
  const text = useTexts(certificateTexts);
  const columns = useColumns(onRevoke);
  return (
    <Loaded resource={found}>
      {(page) =>
        page.certificates.length === 0 ? (
          <Empty title={text.empty}>{onRevoke === undefined ? text.emptyReader : text.emptyHelp}</Empty>
        ) : (
          <>
            <DataTable caption={text.caption} columns={columns} rows={page.certificates} rowKey={({ id }) => id} />
            <Pager after={page.after} />
          </>
        )
      }
    </Loaded>
  );
}

function useColumns(onRevoke: CertificatesTableProps['onRevoke']): readonly Column<ProcedureCertificate>[] {
  const text = useTexts(certificateTexts);
  const columns: readonly Column<ProcedureCertificate>[] = [
    {
      id: 'subject',
      title: text.subject,
      rowHeader: true,
      kind: 'grow',
      cell: ({ subject, issuer, fingerprint }) => (
        <>
          {subject || text.noSubject}
          <span className="cell-second">{text.issuedBy(issuer || text.noSubject)}</span>
          <span className="cell-second clip" title={`${text.fingerprint}: ${fingerprint}`}>
            {fingerprint}
          </span>
        </>
      ),
    },
    {
      id: 'state',
      title: text.state,
      kind: 'tight',
      cell: ({ state }) => <Badge tone={tones[state]}>{text.states[state]}</Badge>,
    },
    {
      id: 'used',
      title: text.lastUsed,
      kind: 'tight',
      cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? text.never : <Moment iso={lastUsedAt} />),
    },
    {
      id: 'ends',
      title: text.ends,
      kind: 'tight',
      cell: ({ state, notAfter, revokedAt }) =>
        state === 'valid' ? <EndDay iso={notAfter} /> : <Moment iso={revokedAt ?? notAfter} />,
    },
    {
      id: 'added',
      title: text.added,
      kind: 'tight',
      wideOnly: true,
      cell: ({ addedAt, addedBy }) => (
        <>
          <Moment iso={addedAt} />
          <span className="cell-second">{addedBy}</span>
        </>
      ),
    },
  ];
  if (onRevoke === undefined) return columns;
  const action: Column<ProcedureCertificate> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (certificate) =>
      certificate.state !== 'revoked' && (
        <Button
          small
          aria-label={text.revokeOf(certificate.subject || text.noSubject)}
          onPress={() => onRevoke(certificate)}
        >
          {text.revoke}
        </Button>
      ),
  };
  return [...columns, action];
}
