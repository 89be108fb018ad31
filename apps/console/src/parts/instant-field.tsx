import { TextField } from './fields.js';
import { instantOf, localTimeOf } from './local-time.js';

interface InstantFieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  /** UTC, as it is in the URL. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
}

/** A point in time in the reader's zone; what is kept is the same point for everybody. */
export function InstantField({ label, error, value, onChange }: InstantFieldProps) {
  return (
    <TextField
      label={label}
      error={error}
      type="datetime-local"
      value={localTimeOf(value)}
      onChange={(local) => onChange(instantOf(local))}
    />
  );
}
