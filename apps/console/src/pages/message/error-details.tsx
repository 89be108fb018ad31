import type { MessageError } from '../../api/contract.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Facts } from '../../parts/facts.js';
import { Notice } from '../../parts/notice.js';
import { wordFor, words } from '../../parts/texts.js';
import { ProcedureContacts, SettingLinks } from '../procedures/procedure-links.js';
import { messageTexts } from './texts.js';

interface ErrorDetailsProps {
  readonly title: string;
  readonly error: MessageError;
  readonly procedure: string;
}

/** Why: in a sentence, where, and who has to act. */
export function ErrorDetails({ title, error, procedure }: ErrorDetailsProps) {
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { connector, path, type, stack } = error;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <Notice tone={error.kind === 'misconfigured' ? 'warning' : 'bad'} title={error.sentence[language]}>
        <Facts
          facts={[
            { name: text.whoActs, value: wordFor(word.whoActs, error.whoActs) },
            error.whoActs === 'sender' && {
              name: text.contact,
              value: <ProcedureContacts procedures={[procedure]} />,
            },
            { name: text.stage, value: wordFor(word.stages, error.stage) },
            { name: text.kind, value: wordFor(word.kinds, error.kind) },
            { name: text.code, value: <code>{error.code}</code> },
            path !== undefined && { name: text.path, value: <code>{path}</code> },
            type !== undefined && { name: text.type, value: type },
            connector !== undefined && { name: text.connector, value: `${connector.name} ${connector.version ?? ''}` },
          ]}
        />
        {error.kind === 'misconfigured' && <SettingLinks procedures={[procedure]} />}
      </Notice>
      {stack !== undefined && (
        <details>
          <summary>{text.stack}</summary>
          <pre className="stack">{stack}</pre>
        </details>
      )}
    </section>
  );
}
