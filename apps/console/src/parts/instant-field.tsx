import { TextField } from './fields.js';
import { instantOf, localTimeOf } from './local-time.js';

interface InstantFieldProps {
  readonly label: string;
  /** UTC, as it is in the URL. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
}

/** A point in time in the reader's zone; what is kept is the same point for everybody. */
export function InstantField({ label, value, onChange }: InstantFieldProps) {
  return (
    <TextField
      label={label}
      type="datetime-local"
      value={localTimeOf(value)}
      onChange={(local) => onChange(instantOf(local))}
    />
  );
}
