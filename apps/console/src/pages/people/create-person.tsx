import { useState } from 'react';
import { post } from '../../api/client.js';
import type { Role } from '../../api/contract.js';
import { useTexts } from '../../language/language.js';
import { TextField } from '../../parts/fields.js';
import { FormDialog } from '../../parts/form-dialog.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaving } from '../../parts/use-saving.js';
import type { MadePassword } from './people-page.js';
import { RoleFields } from './role-fields.js';
import { peopleTexts } from './texts.js';

interface CreatePersonProps {
  readonly onClose: () => void;
  readonly onCreated: (password: MadePassword | undefined) => void;
}

export function CreatePerson({ onClose, onCreated }: CreatePersonProps) {
  const text = useTexts(peopleTexts);
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(['viewer']);
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const submit = (): void => {
    setTried(true);
    if (name.trim() === '' || roles.length === 0) return;
    const given = { name: name.trim(), ...(title.trim() && { title: title.trim() }), roles };
    void run(async () => {
      const { password } = await post<{ password?: string }>('/v1/people', given);
      onCreated(password === undefined ? undefined : { name: given.name, password });
    });
  };
  return (
    <FormDialog title={text.createTitle} yes={text.createNow} onClose={onClose} onSubmit={submit}>
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
    </FormDialog>
  );
}
