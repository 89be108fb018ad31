import type { JobAction, JobPreview } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Notice } from '../../parts/notice.js';
import { decideTexts } from './decide-texts.js';

/** What exactly will happen, as the hub has counted it. */
export function PreviewText({ action, preview }: { readonly action: JobAction; readonly preview: JobPreview }) {
  const text = useTexts(decideTexts);
  const { number, instant } = useFormats();
  const { total, procedures, oldest, newest, waves, inOtherJobs, approval } = preview;
  return (
    <div className="preview">
      <p className="preview-main">{text.says[action](number(total))}</p>
      <ul>
        <li>
          {text.inProcedures}: {procedures.map(({ name, count }) => `${name} (${number(count)})`).join(', ')}
        </li>
        {oldest !== undefined && newest !== undefined && <li>{text.between(instant(oldest), instant(newest))}</li>}
        {inOtherJobs > 0 && <li>{text.skipped(number(inOtherJobs))}</li>}
        {action === 'release' && waves.length > 0 && (
          <li>
            {text.waves}: {waves.map(number).join(' → ')}
            {waves.reduce((sum, wave) => sum + wave, 0) < total && ' → …'}. {text.wavesHelp}
          </li>
        )}
      </ul>
      {approval && <Notice tone="info" title={text.approval} />}
    </div>
  );
}
