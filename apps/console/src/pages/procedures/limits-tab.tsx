import { useState, type FormEvent } from 'react';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Facts } from '../../parts/facts.js';
import { SelectField } from '../../parts/fields.js';
import { NumberField, numberIn } from '../../parts/number-field.js';
import { words } from '../../parts/texts.js';
import type { TabProps } from './procedure-page.js';
import { proceduresTexts } from './texts.js';
import { ChangeProblem, useChange, type FormProps } from './use-change.js';
import { useFormKey } from './use-form-key.js';

const PERIODS = ['none', 's', 'min'] as const;
const COUNTS = { min: 1, max: 999_999 };
const ORDERS = ['none', 'by-key'] as const;
const VALIDATIONS = ['when-installed', 'required'] as const;

/** How much it may send, in which order that is filed, and how strictly it is checked. */
export function LimitsTab(props: TabProps) {
  const mayAdminister = useMay('procedure.administer');
  const form = useFormKey(props.procedure.revision, props.onChanged);
  if (!mayAdminister) return <LimitsFacts {...props} />;
  return <LimitsForm key={form.key} {...props} onReload={form.beginAgain} />;
}

function LimitsForm(props: FormProps) {
  const text = useTexts(proceduresTexts);
  const word = useTexts(words);
  const { procedure, onReload } = props;
  const [count, setCount] = useState(partsOf(procedure.rate).count);
  const [period, setPeriod] = useState(partsOf(procedure.rate).period);
  const [order, setOrder] = useState(procedure.order);
  const [validation, setValidation] = useState(procedure.validation);
  const { problem, save } = useChange(props);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (period !== 'none' && numberIn(count, COUNTS) === undefined) return;
    save({ rate: period === 'none' ? null : `${count.trim()}/${period}`, order, validation }, text.saved);
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {problem !== undefined && <ChangeProblem problem={problem} onReload={onReload} />}
      <fieldset className="fieldset fieldset-framed">
        <legend>{text.rate}</legend>
        <p className="field-hint">{text.rateHelp}</p>
        <SelectField
          label={text.ratePer}
          value={period}
          options={PERIODS.map((value) => ({ value, title: text.rates[value] }))}
          onChange={(value) => setPeriod(PERIODS.find((known) => known === value)!)}
        />
        {period !== 'none' && <NumberField label={text.rateCount} limits={COUNTS} value={count} onChange={setCount} />}
      </fieldset>
      <SelectField
        label={text.order}
        hint={text.orderHelp[order]}
        value={order}
        options={ORDERS.map((value) => ({ value, title: text.orders[value] }))}
        onChange={(value) => setOrder(ORDERS.find((known) => known === value)!)}
      />
      <SelectField
        label={text.validation}
        hint={text.validationHelp[validation]}
        value={validation}
        options={VALIDATIONS.map((value) => ({ value, title: text.validations[value] }))}
        onChange={(value) => setValidation(VALIDATIONS.find((known) => known === value)!)}
      />
      <Button type="submit" look="primary">
        {word.save}
      </Button>
    </form>
  );
}

function LimitsFacts({ procedure: { rate, order, validation } }: TabProps) {
  const text = useTexts(proceduresTexts);
  const { number } = useFormats();
  const { count, period } = partsOf(rate);
  const shown = period === 'none' ? text.rates.none : text.rateOf(number(Number(count)), text.rates[period]);
  return (
    <Facts
      facts={[
        { name: text.rate, value: shown },
        { name: text.order, value: `${text.orders[order]}. ${text.orderHelp[order]}` },
        { name: text.validation, value: `${text.validations[validation]}. ${text.validationHelp[validation]}` },
      ]}
    />
  );
}

/** Of `50/s`. A limit that is new begins with a number that harms nobody. */
function partsOf(rate: string | null): { readonly count: string; readonly period: (typeof PERIODS)[number] } {
  const [count = '100', given] = rate?.split('/') ?? [];
  return { count, period: PERIODS.find((period) => period === given) ?? 'none' };
}
