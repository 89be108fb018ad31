import { useState } from 'react';
import { post } from '../../api/client.js';
import type { Person, Role } from '../../api/contract.js';
import type { Problem } from '../../api/problem.js';
import { useSession } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaving } from '../../parts/use-saving.js';
import type { MadePassword } from './people-page.js';
import { RoleFields } from './role-fields.js';
import { peopleTexts } from './texts.js';

type Asked = 'roles' | 'password' | 'disable';

interface PersonActionsProps {
  readonly person: Person;
  readonly onPassword: (made: MadePassword) => void;
  readonly onChanged: () => void;
}

/** What can be done with one account. Each asks first and says what it means. */
export function PersonActions({ person, onPassword, onChanged }: PersonActionsProps) {
  const text = useTexts(peopleTexts);
  const own = useSession().person.name === person.name;
  const [asked, setAsked] = useState<Asked>();
  const close = (): void => setAsked(undefined);
  const { problem, enable, disable, reset, change } = useSteps({ person, onPassword, onChanged }, close);
  const { name, signsInWith } = person;
  // Nobody locks himself out.
  if (own) return <span className="faint">{text.own}</span>;
  return (
    <span className="row-actions">
      {signsInWith === 'password' && (
        <>
          <Button small aria-label={text.changeRolesOf(name)} onPress={() => setAsked('roles')}>
            {text.changeRoles}
          </Button>
          <Button small aria-label={text.resetOf(name)} onPress={() => setAsked('password')}>
            {text.reset}
          </Button>
        </>
      )}
      {person.disabled ? (
        <Button small aria-label={text.enableOf(name)} onPress={() => void enable()}>
          {text.enable}
        </Button>
      ) : (
        <Button small aria-label={text.disableOf(name)} onPress={() => setAsked('disable')}>
          {text.disable}
        </Button>
      )}
      {asked === 'roles' && (
        <RolesDialog person={person} problem={problem} onClose={close} onSave={(roles) => void change(roles)} />
      )}
      {(asked === 'password' || asked === 'disable') && (
        <AskDialog
          title={asked === 'password' ? text.resetOf(name) : text.disableOf(name)}
          sentence={asked === 'password' ? text.resetText(name) : text.disableText(name)}
          yes={asked === 'password' ? text.resetNow : text.disable}
          problem={problem}
          onClose={close}
          onYes={() => void (asked === 'password' ? reset() : disable())}
        />
      )}
    </span>
  );
}

function useSteps({ person: { name }, onPassword, onChanged }: PersonActionsProps, onDone: () => void) {
  const text = useTexts(peopleTexts);
  const { problem, run } = useSaving();
  const path = `/v1/people/${encodeURIComponent(name)}`;
  const doing = (work: () => Promise<unknown>, done?: string): Promise<void> =>
    run(async () => {
      await work();
      onDone();
      onChanged();
    }, done);
  const reset = async (): Promise<void> => {
    const { password } = await post<{ password: string }>(`${path}/password`);
    onPassword({ name, password });
  };
  return {
    problem,
    enable: () => doing(() => post(`${path}/enable`), text.enabledNow(name)),
    disable: () => doing(() => post(`${path}/disable`), text.disabledNow(name)),
    reset: () => doing(reset),
    change: (roles: readonly Role[]) => doing(() => post(`${path}/roles`, { roles }), text.saved(name)),
  };
}

interface AskDialogProps {
  readonly title: string;
  readonly sentence: string;
  readonly yes: string;
  readonly problem: Problem | undefined;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

function AskDialog({ title, sentence, yes, problem, onClose, onYes }: AskDialogProps) {
  const action = (
    <Button look="danger" onPress={onYes}>
      {yes}
    </Button>
  );
  return (
    <Dialog title={title} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{sentence}</p>
    </Dialog>
  );
}

interface RolesDialogProps {
  readonly person: Person;
  readonly problem: Problem | undefined;
  readonly onClose: () => void;
  readonly onSave: (roles: readonly Role[]) => void;
}

function RolesDialog({ person, problem, onClose, onSave }: RolesDialogProps) {
  const text = useTexts(peopleTexts);
  const [roles, setRoles] = useState<readonly Role[]>(person.roles);
  const action = (
    <Button look="primary" isDisabled={roles.length === 0} onPress={() => onSave(roles)}>
      {text.save}
    </Button>
  );
  return (
    <Dialog title={text.changeRolesOf(person.name)} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <RoleFields roles={roles} error={roles.length === 0 ? text.rolesMissing : undefined} onChange={setRoles} />
    </Dialog>
  );
}
