/** From what stands still to where somebody can do something about it: the settings, and whom to call. */
import type { Procedures } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Loaded } from '../../parts/loaded.js';
import { LinkButton } from '../../parts/link-button.js';
import { ContactLines, settingsPath } from './procedure-parts.js';
import { proceduresTexts } from './texts.js';

const NAMED_MAX = 5;

interface Named {
  readonly procedures: readonly string[];
}

/** Where a wrong setting is put right: the settings of each procedure that waits for it. */
export function SettingLinks({ procedures }: Named) {
  const text = useTexts(proceduresTexts);
  const mayChange = useMay('procedure.administer');
  const label = mayChange ? text.changeSetting : text.seeSetting;
  return (
    <p className="form-actions">
      {procedures.slice(0, NAMED_MAX).map((name) => (
        <LinkButton key={name} to={settingsPath(name)}>
          {label(name)}
        </LinkButton>
      ))}
    </p>
  );
}

/** Whom to call at the procedures that something comes from. */
export function ProcedureContacts({ procedures }: Named) {
  const text = useTexts(proceduresTexts);
  const found = useResource<Procedures>('/v1/procedures');
  return (
    <Loaded resource={found}>
      {(all) =>
        all.procedures
          .filter(({ name }) => procedures.includes(name))
          .slice(0, NAMED_MAX)
          .map(({ name, contact }) => (
            <div key={name}>
              {procedures.length > 1 && `${name}: `}
              {contact === undefined ? text.noContact : <ContactLines contact={contact} />}
            </div>
          ))
      }
    </Loaded>
  );
}
