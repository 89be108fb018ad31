import { useId, useState, type FormEvent } from 'react';
import { post } from '../../api/client.js';
import type { Role } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { TextField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import type { MadePassword } from './people-page.js';
import { RoleFields } from './role-fields.js';
import { peopleTexts } from './texts.js';

interface CreatePersonProps {
  readonly onClose: () => void;
  readonly onCreated: (password: MadePassword | undefined) => void;
}

export function CreatePerson({ onClose, onCreated }: CreatePersonProps) {
  const text = useTexts(peopleTexts);
  const form = useId();
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(['viewer']);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || roles.length === 0) return;
    try {
      const given = { name: name.trim(), ...(title.trim() && { title: title.trim() }), roles };
      const { password } = await post<{ password?: string }>('/v1/people', given);
      onCreated(password === undefined ? undefined : { name: given.name, password });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={text.createTitle}
      isOpen
      onClose={onClose}
      actions={
        <Button type="submit" form={form} look="primary">
          {text.createNow}
        </Button>
      }
    >
      <form id={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <TextField
          label={text.name}
          hint={text.nameHint}
          error={tried && name.trim() === '' ? text.nameMissing : undefined}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          required
          value={name}
          onChange={setName}
        />
        <TextField label={text.fullName} autoComplete="off" value={title} onChange={setTitle} />
        <RoleFields
          roles={roles}
          error={tried && roles.length === 0 ? text.rolesMissing : undefined}
          onChange={setRoles}
        />
      </form>
    </Dialog>
  );
}
