import { useState } from 'react';
import { put } from '../../api/client.js';
import type { AlertChannel, AlertRule } from '../../api/contract.js';
import { useProcedures } from '../../api/procedures.js';
import { useTexts } from '../../language/language.js';
import { CheckField, SelectField } from '../../parts/fields.js';
import { FormDialog } from '../../parts/form-dialog.js';
import { NumberField } from '../../parts/number-field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { words } from '../../parts/texts.js';
import { useSaving } from '../../parts/use-saving.js';
import { ChoiceFields } from './choice-fields.js';
import { bodyOf, draftOf, LIMITS, type RuleDraft } from './rule-draft.js';
import { alertsTexts } from './texts.js';

interface RuleDialogProps {
  readonly rule: AlertRule;
  readonly channels: readonly AlertChannel[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Changes one rule as a whole. */
export function RuleDialog({ rule, channels, onClose, onSaved }: RuleDialogProps) {
  const text = useTexts(alertsTexts);
  const word = useTexts(words);
  const [draft, setDraft] = useState(() => draftOf(rule, channels));
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const submit = (): void => {
    setTried(true);
    const body = bodyOf(draft, rule);
    if (body === undefined) return;
    void run(async () => {
      await put(`/v1/alert-rules/${rule.kind}`, body);
      onSaved();
    }, text.saved(text.kinds[rule.kind]));
  };
  return (
    <FormDialog title={text.changeOf(text.kinds[rule.kind])} yes={word.save} onClose={onClose} onSubmit={submit}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.explained[rule.kind]}</p>
      <RuleFields
        rule={rule}
        draft={draft}
        tried={tried}
        channels={channels}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
      />
    </FormDialog>
  );
}

interface RuleFieldsProps extends Pick<RuleDialogProps, 'rule' | 'channels'> {
  readonly draft: RuleDraft;
  readonly tried: boolean;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

function RuleFields({ rule, draft, tried, channels, onChange }: RuleFieldsProps) {
  const text = useTexts(alertsTexts);
  const procedures = useProcedures().map(({ name }) => ({ id: name, title: name }));
  return (
    <>
      <CheckField label={text.enabled} checked={draft.enabled} onChange={(enabled) => onChange({ enabled })} />
      {rule.threshold !== undefined && (
        <NumberField
          label={text.thresholdLabels[rule.kind]}
          limits={LIMITS.threshold(rule)}
          value={draft.threshold}
          onChange={(threshold) => onChange({ threshold })}
        />
      )}
      {rule.minimum !== undefined && (
        <NumberField
          label={text.minimum}
          limits={LIMITS.minimum}
          value={draft.minimum}
          onChange={(minimum) => onChange({ minimum })}
        />
      )}
      <NumberField
        label={text.forMinutes}
        hint={text.forMinutesHint}
        limits={LIMITS.forMinutes}
        value={draft.forMinutes}
        onChange={(forMinutes) => onChange({ forMinutes })}
      />
      <SelectField
        label={text.severity}
        value={draft.severity}
        options={(['warning', 'critical'] as const).map((value) => ({ value, title: text.severities[value] }))}
        onChange={(severity) => onChange({ severity: severity === 'critical' ? 'critical' : 'warning' })}
      />
      <NumberField
        label={text.repeatHours}
        hint={text.repeatHoursHint}
        limits={LIMITS.repeatHours}
        optional
        value={draft.repeatHours}
        onChange={(repeatHours) => onChange({ repeatHours })}
      />
      {rule.about === 'procedure' && (
        <ChoiceFields
          legend={text.which}
          all={text.allProcedures}
          options={procedures}
          chosen={draft.procedures}
          error={tried && draft.procedures?.length === 0 ? text.oneOfEach : undefined}
          onChange={(chosen) => onChange({ procedures: chosen })}
        />
      )}
      {channels.length === 0 ? (
        <p className="faint">{text.noChannel}</p>
      ) : (
        <ChoiceFields
          legend={text.toWhom}
          all={text.allChannels}
          options={channels}
          chosen={draft.channels}
          error={tried && draft.channels?.length === 0 ? text.oneOfEach : undefined}
          onChange={(chosen) => onChange({ channels: chosen })}
        />
      )}
    </>
  );
}
