import { useFormats } from '../language/formats.js';
import { useTexts } from '../language/language.js';
import { TextField } from './fields.js';
import { words } from './texts.js';

export interface Limits {
  readonly min: number;
  readonly max: number;
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly limits: Limits;
  /** May be left empty. */
  readonly optional?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A whole number; says at once when it is none. */
export function NumberField({ label, hint, limits, optional = false, value, onChange }: NumberFieldProps) {
  const text = useTexts(words);
  const { number } = useFormats();
  const isRight = (optional && value.trim() === '') || numberIn(value, limits) !== undefined;
  return (
    <TextField
      label={label}
      hint={hint}
      error={isRight ? undefined : text.wholeNumber(number(limits.min), number(limits.max))}
      inputMode="numeric"
      autoComplete="off"
      required={!optional}
      value={value}
      onChange={onChange}
    />
  );
}

export function numberIn(text: string, { min, max }: Limits): number | undefined {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
