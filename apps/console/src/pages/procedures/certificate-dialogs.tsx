import { useState } from 'react';
import { post, remove } from '../../api/client.js';
import type { ProcedureCertificate } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { TextArea } from '../../parts/fields.js';
import { FormDialog } from '../../parts/form-dialog.js';
import { useNow } from '../../parts/moment.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { useSaving } from '../../parts/use-saving.js';
import { certificateTexts } from './certificate-texts.js';

interface CertificateDialogProps {
  /** Of the certificates of the procedure. */
  readonly path: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function AddCertificate({ path, onClose, onDone }: CertificateDialogProps) {
  const text = useTexts(certificateTexts);
  const [pem, setPem] = useState('');
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const isMissing = !pem.includes('-----BEGIN ');
  const submit = (): void => {
    setTried(true);
    if (isMissing) return;
    void run(async () => {
      const { certificate } = await post<{ certificate: ProcedureCertificate }>(path, { certificate: pem.trim() });
      say(text.addedNow(certificate.subject || text.noSubject));
      onDone();
    });
  };
  return (
    <FormDialog title={text.addTitle} yes={text.addNow} onClose={onClose} onSubmit={submit}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <TextArea
        label={text.pem}
        hint={text.pemHint}
        error={tried && isMissing ? text.pemMissing : undefined}
        rows={10}
        spellCheck={false}
        autoComplete="off"
        required
        value={pem}
        onChange={setPem}
      />
    </FormDialog>
  );
}

export function RevokeCertificate({
  path,
  certificate: { id, subject, lastUsedAt },
  onClose,
  onDone,
}: CertificateDialogProps & { readonly certificate: ProcedureCertificate }) {
  const text = useTexts(certificateTexts);
  const { duration } = useFormats();
  const now = useNow();
  const { problem, run } = useSaving();
  const name = subject || text.noSubject;
  const revoke = (): void =>
    void run(async () => {
      await remove(`${path}/${id}`);
      say(text.revokedNow(name));
      onDone();
    });
  const action = (
    <Button look="danger" onPress={revoke}>
      {text.revokeNow}
    </Button>
  );
  return (
    <Dialog title={text.revokeOf(name)} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.revokeText}</p>
      <p>
        {lastUsedAt === undefined
          ? text.revokeUnused
          : text.revokeUsed(duration(Math.max(60_000, now - Date.parse(lastUsedAt))))}
      </p>
    </Dialog>
  );
}
