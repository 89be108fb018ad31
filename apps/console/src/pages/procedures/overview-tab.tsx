import { useState, type FormEvent } from 'react';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Facts } from '../../parts/facts.js';
import { TextField } from '../../parts/fields.js';
import { Moment } from '../../parts/moment.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { DoorLinks } from '../doors/door-parts.js';
import { doorsTexts } from '../doors/texts.js';
import { ContactLines, NextEnd, ProcedureState, settingsPath, ValidKeys } from './procedure-parts.js';
import type { TabProps } from './procedure-page.js';
import { proceduresTexts } from './texts.js';
import { ChangeProblem, useChange, type FormProps } from './use-change.js';
import { useFormKey } from './use-form-key.js';

/** What it is, and whom to call about it. */
export function OverviewTab(props: TabProps) {
  const text = useTexts(proceduresTexts);
  const door = useTexts(doorsTexts);
  const mayAdminister = useMay('procedure.administer');
  const { procedure } = props;
  const { connector, contact, certificates, createdAt } = procedure;
  const { number } = useFormats();
  const form = useFormKey(procedure.revision, props.onChanged);
  return (
    <>
      <Facts
        facts={[
          { name: text.state, value: <WholeState procedure={procedure} /> },
          { name: text.connector, value: `${connector.title ?? connector.name} ${connector.version ?? ''}` },
          { name: text.keys, value: <ValidKeys {...procedure} /> },
          { name: text.certificates, value: number(certificates.valid) },
          { name: text.keyEnds, value: <NextEnd {...procedure} /> },
          { name: door.doorsOf, value: <DoorLinks procedure={procedure.name} /> },
          { name: text.createdAt, value: <Moment iso={createdAt} whole /> },
          { name: text.contact, value: contact === undefined ? text.noContact : <ContactLines contact={contact} /> },
        ]}
      />
      {mayAdminister && <WhoForm key={form.key} {...props} onReload={form.beginAgain} />}
    </>
  );
}

/** Also who has paused it and why, or which setting it waits for. */
function WholeState({ procedure }: Pick<TabProps, 'procedure'>) {
  const text = useTexts(proceduresTexts);
  const language = useLanguage();
  const { name, paused, cause } = procedure;
  return (
    <>
      <ProcedureState procedure={procedure} />
      {paused !== undefined && (
        <span className="cell-second">
          {text.pausedBy(paused.by, paused.reason)} <Link to="/queues">{text.resumeThere}</Link>
        </span>
      )}
      {paused === undefined && cause !== undefined && (
        <span className="cell-second">
          {cause.sentence[language]} <Link to={settingsPath(name)}>{text.seeSetting(name)}</Link>
        </span>
      )}
    </>
  );
}

function WhoForm(props: FormProps) {
  const text = useTexts(proceduresTexts);
  const word = useTexts(words);
  const { procedure } = props;
  const [title, setTitle] = useState(procedure.title);
  const [contact, setContact] = useState({ name: '', mail: '', phone: '', ...procedure.contact });
  const [tried, setTried] = useState(false);
  const { problem, save } = useChange(props);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (title.trim() === '') return;
    const given = Object.entries(contact).filter(([, value]) => value.trim() !== '');
    save(
      { title: title.trim(), contact: Object.fromEntries(given.map(([of, value]) => [of, value.trim()])) },
      text.saved,
    );
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {problem !== undefined && <ChangeProblem problem={problem} onReload={props.onReload} />}
      <TextField
        label={text.fullName}
        error={tried && title.trim() === '' ? text.fullNameMissing : undefined}
        required
        value={title}
        onChange={setTitle}
      />
      <fieldset className="fieldset fieldset-framed">
        <legend>{text.contact}</legend>
        <p className="field-hint">{text.contactHelp}</p>
        <TextField
          label={text.contactName}
          value={contact.name}
          onChange={(name) => setContact({ ...contact, name })}
        />
        <TextField
          label={text.mail}
          type="email"
          value={contact.mail}
          onChange={(mail) => setContact({ ...contact, mail })}
        />
        <TextField
          label={text.phone}
          type="tel"
          value={contact.phone}
          onChange={(phone) => setContact({ ...contact, phone })}
        />
      </fieldset>
      <Button type="submit" look="primary">
        {word.save}
      </Button>
    </form>
  );
}
