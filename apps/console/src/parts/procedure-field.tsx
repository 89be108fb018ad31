import { useProcedures } from '../api/procedures.js';
import { useTexts } from '../language/language.js';
import { SelectField } from './fields.js';
import { words } from './texts.js';

interface ProcedureFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Without "all". */
  readonly one?: boolean;
}

export function ProcedureField({ value, onChange, one = false }: ProcedureFieldProps) {
  const text = useTexts(words);
  const procedures = useProcedures();
  const known = procedures.map(({ name }) => ({ value: name, title: name }));
  // A link may name one that is not there any more; it stays visible as what the page is filtered by.
  const given = value === '' || known.some((option) => option.value === value) ? [] : [{ value, title: value }];
  const all = one ? [] : [{ value: '', title: text.all }];
  return (
    <SelectField label={text.procedure} value={value} options={[...all, ...given, ...known]} onChange={onChange} />
  );
}
