import { useEffect, useState } from 'react';
import type { FieldProblem } from '../../api/problem.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { SelectField, TextArea, TextField } from '../../parts/fields.js';
import { asSettings, fieldsOf, withMember, type Field, type Settings } from './settings-schema.js';
import { settingsTexts } from './settings-texts.js';

interface SettingsFieldsProps {
  readonly schema: unknown;
  readonly settings: Settings;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (settings: Settings) => void;
  /** A part that is written as JSON is none at the moment, or is one again. */
  readonly onBroken: (path: string, broken: boolean) => void;
  /** Places of a sample that are offered where a place is asked for: the id of a `datalist`. */
  readonly places?: string | undefined;
}

/** A form made from the JSON Schema of a connector. What it has no field for is written as JSON. */
export function SettingsFields({ schema, settings, problems, onChange, onBroken, places }: SettingsFieldsProps) {
  const text = useTexts(settingsTexts);
  const language = useLanguage();
  const fields = fieldsOf(schema, language);
  if (fields !== undefined) return <Members {...{ fields, settings, problems, onChange, onBroken, places }} />;
  return (
    <JsonField
      title={text.json}
      help={undefined}
      error={problems.map(({ path, sentence }) => `${path}: ${sentence[language]}`).join(' ') || undefined}
      value={settings}
      whole
      onChange={(value) => onChange(asSettings(value))}
      path=""
      onBroken={onBroken}
    />
  );
}

type MembersProps = Omit<SettingsFieldsProps, 'schema'> & { readonly fields: readonly Field[] };

function Members({ fields, settings, problems, onChange, onBroken, places }: MembersProps) {
  return fields.map((field) => (
    <Member
      key={field.path}
      field={field}
      value={settings[field.name]}
      problems={problems}
      onChange={(value) => onChange(withMember(settings, field.name, value))}
      onBroken={onBroken}
      places={places}
    />
  ));
}

interface MemberProps {
  readonly field: Field;
  readonly value: unknown;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: unknown) => void;
  readonly onBroken: SettingsFieldsProps['onBroken'];
  readonly places: string | undefined;
}

function Member({ field, value, problems, onChange, onBroken, places }: MemberProps) {
  const text = useTexts(settingsTexts);
  const language = useLanguage();
  const { title, help, required, path, shape } = field;
  // Parts of a list have no field of their own.
  const found = problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}/`));
  const error = found.map(({ sentence }) => sentence[language]).join(' ') || undefined;
  const common = { label: title, hint: help, error };
  const offered = 'ofPlaces' in shape && shape.ofPlaces === true ? places : undefined;
  switch (shape.as) {
    case 'text':
      return (
        <TextField
          {...common}
          required={required}
          list={offered}
          value={typeof value === 'string' ? value : ''}
          onChange={(given) => onChange(given === '' ? undefined : given)}
        />
      );
    case 'number':
      return (
        <TextField
          {...common}
          required={required}
          type="number"
          step="any"
          value={typeof value === 'number' ? String(value) : ''}
          onChange={(given) => onChange(given === '' ? undefined : Number(given))}
        />
      );
    case 'switch':
    case 'choice':
      return <ChoiceField {...common} required={required} shape={shape} value={value} onChange={onChange} />;
    case 'list':
      return (
        <ListField
          {...common}
          hint={[help, text.oneEach].filter(Boolean).join(' ')}
          value={value}
          onChange={onChange}
        />
      );
    case 'map':
      return <MapField {...{ title, help, error, value, onChange }} places={offered} />;
    case 'group':
      return (
        <GroupField {...{ title, help, required, value, problems, onChange, onBroken, places }} fields={shape.fields} />
      );
    case 'json':
      return (
        <JsonField
          title={title}
          help={[help, text.jsonHelp].filter(Boolean).join(' ')}
          error={error}
          value={value}
          onChange={onChange}
          path={path}
          onBroken={onBroken}
        />
      );
  }
}

type GroupFieldProps = Omit<MemberProps, 'field'> &
  Pick<Field, 'title' | 'help' | 'required'> & { readonly fields: readonly Field[] };

/** Members of a member. What a part of it needs, it needs only where the part is there. */
function GroupField({ title, help, required, fields, value, onChange, ...rest }: GroupFieldProps) {
  const needed = required || value !== undefined;
  return (
    <fieldset className="fieldset fieldset-framed">
      <legend>{title}</legend>
      {help !== undefined && <p className="field-hint">{help}</p>}
      <Members
        {...rest}
        fields={fields.map((each) => ({ ...each, required: each.required && needed }))}
        settings={asSettings(value)}
        onChange={(next) => onChange(Object.keys(next).length === 0 && !required ? undefined : next)}
      />
    </fieldset>
  );
}

interface LeafProps {
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

interface ChoiceFieldProps extends LeafProps {
  readonly required: boolean;
  readonly shape: Field['shape'];
}

/** One of some words, or yes and no. What the schema does not know is shown all the same. */
function ChoiceField({ required, shape, value, onChange, ...rest }: ChoiceFieldProps) {
  const text = useTexts(settingsTexts);
  const yesAndNo = [
    { value: 'true', title: text.yes },
    { value: 'false', title: text.no },
  ];
  const known = shape.as === 'choice' ? shape.options : yesAndNo;
  const given = value === undefined ? '' : String(value);
  const strange =
    given === '' || known.some((option) => option.value === given) ? [] : [{ value: given, title: given }];
  const none = required && given !== '' ? [] : [{ value: '', title: text.notChosen }];
  const choose = (word: string): void => {
    if (word === '') onChange(undefined);
    else onChange(shape.as === 'switch' ? word === 'true' : word);
  };
  return <SelectField {...rest} value={given} options={[...none, ...known, ...strange]} onChange={choose} />;
}

/** Lines as they are typed, also empty ones; the value has those with something in them. */
function ListField({ value, onChange, ...rest }: LeafProps) {
  const [lines, setLines] = useState(() => (Array.isArray(value) ? value.map(String).join('\n') : ''));
  const change = (typed: string): void => {
    setLines(typed);
    const entries = typed.split('\n').filter((line) => line.trim() !== '');
    onChange(entries.length === 0 ? undefined : entries.map((line) => line.trim()));
  };
  return <TextArea {...rest} value={lines} onChange={change} />;
}

interface PartProps {
  readonly title: string;
  readonly help: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

interface Pair {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

/** Pairs as they are typed; while a name is missing the pair is not in the value. */
function MapField({ title, help, error, value, onChange, places }: PartProps & Pick<MemberProps, 'places'>) {
  const text = useTexts(settingsTexts);
  const [pairs, setPairs] = useState<readonly Pair[]>(() =>
    Object.entries(asSettings(value)).map(([name, each], id) => ({ id, name, value: String(each) })),
  );
  const change = (next: readonly Pair[]): void => {
    setPairs(next);
    const named = next.filter(({ name }) => name !== '');
    onChange(named.length === 0 ? undefined : Object.fromEntries(named.map((pair) => [pair.name, pair.value])));
  };
  const set = (id: number, part: Partial<Pair>): void =>
    change(pairs.map((pair) => (pair.id === id ? { ...pair, ...part } : pair)));
  const nextId = Math.max(-1, ...pairs.map(({ id }) => id)) + 1;
  return (
    <fieldset className="fieldset fieldset-framed">
      <legend>{title}</legend>
      {help !== undefined && <p className="field-hint">{help}</p>}
      {pairs.map(({ id, name, value: each }) => (
        <div key={id} className="pair">
          <TextField label={text.mapName} value={name} onChange={(typed) => set(id, { name: typed })} />
          <TextField
            label={places === undefined ? text.mapValue : text.mapPlace}
            list={places}
            value={each}
            onChange={(typed) => set(id, { value: typed })}
          />
          <Button
            small
            look="quiet"
            aria-label={text.mapRemoveOf(name)}
            onPress={() => change(pairs.filter((pair) => pair.id !== id))}
          >
            {text.mapRemove}
          </Button>
        </div>
      ))}
      <Button small onPress={() => change([...pairs, { id: nextId, name: '', value: '' }])}>
        {text.mapAdd}
      </Button>
      {error !== undefined && <p className="field-error">{error}</p>}
    </fieldset>
  );
}

interface JsonFieldProps extends PartProps {
  /** It has to be an object, and cannot be left out. */
  readonly whole?: boolean;
  readonly path: string;
  readonly onBroken: SettingsFieldsProps['onBroken'];
}

function JsonField({ title, help, error, value, whole = false, path, onChange, onBroken }: JsonFieldProps) {
  const text = useTexts(settingsTexts);
  const [typed, setTyped] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const wrong = wrongIn(typed, whole);
  // What is no longer there, as the field of another connector, holds nothing up.
  useEffect(() => () => onBroken(path, false), [onBroken, path]);
  const change = (next: string): void => {
    setTyped(next);
    const broken = wrongIn(next, whole) !== undefined;
    onBroken(path, broken);
    if (!broken) onChange(next.trim() === '' ? undefined : JSON.parse(next));
  };
  return (
    <TextArea
      label={title}
      hint={help}
      error={wrong === undefined ? error : text[wrong]}
      className="input mono"
      rows={8}
      spellCheck={false}
      value={typed}
      onChange={change}
    />
  );
}

function wrongIn(typed: string, whole: boolean): 'notJson' | 'notObject' | undefined {
  if (typed.trim() === '') return whole ? 'notObject' : undefined;
  try {
    const value: unknown = JSON.parse(typed);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return whole && !isObject ? 'notObject' : undefined;
  } catch {
    return 'notJson';
  }
}
