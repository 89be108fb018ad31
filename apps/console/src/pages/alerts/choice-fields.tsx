import { useId } from 'react';
import { CheckField } from '../../parts/fields.js';

interface ChoiceFieldsProps {
  readonly legend: string;
  readonly all: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  /** Undefined for all. */
  readonly chosen: readonly string[] | undefined;
  readonly error?: string | undefined;
  readonly onChange: (chosen: readonly string[] | undefined) => void;
}

/** All, also what comes later, or some of those there are. */
export function ChoiceFields({ legend, all, options, chosen, error, onChange }: ChoiceFieldsProps) {
  const id = useId();
  const change = (option: string, isChosen: boolean): void => {
    const rest = (chosen ?? []).filter((each) => each !== option);
    onChange(isChosen ? [...rest, option] : rest);
  };
  return (
    <fieldset className="fieldset" aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend>{legend}</legend>
      <CheckField
        label={all}
        checked={chosen === undefined}
        onChange={(isAll) => onChange(isAll ? undefined : options.map((option) => option.id))}
      />
      {chosen !== undefined &&
        options.map((option) => (
          <CheckField
            key={option.id}
            label={option.title}
            checked={chosen.includes(option.id)}
            onChange={(isChosen) => change(option.id, isChosen)}
          />
        ))}
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
