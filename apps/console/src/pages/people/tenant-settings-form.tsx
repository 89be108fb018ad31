import { useState, type FormEvent } from 'react';
import { post } from '../../api/client.js';
import type { TenantSettings } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { CheckField } from '../../parts/fields.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { peopleTexts } from './texts.js';

/** What the tenant demands of those who work for it. */
export function TenantSettingsForm() {
  const text = useTexts(peopleTexts);
  const found = useResource<TenantSettings>('/v1/tenant-settings');
  return (
    <section aria-labelledby="tenant-settings">
      <h2 id="tenant-settings">{text.settings}</h2>
      <Loaded resource={found}>{(settings) => <Editor key={JSON.stringify(settings)} settings={settings} />}</Loaded>
    </section>
  );
}

function Editor({ settings }: { readonly settings: TenantSettings }) {
  const text = useTexts(peopleTexts);
  const [hideContent, setHideContent] = useState(settings.hideContent);
  const [fourEyes, setFourEyes] = useState(settings.fourEyes);
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await post('/v1/tenant-settings', { hideContent, fourEyes });
      setProblem(undefined);
      say(text.settingsSaved);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <form className="form form-wide" onSubmit={(event) => void submit(event)}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <CheckField label={text.hideContent} checked={hideContent} onChange={setHideContent} />
      <CheckField
        label={text.fourEyesDiscard}
        checked={fourEyes.discard}
        onChange={(discard) => setFourEyes({ ...fourEyes, discard })}
      />
      <CheckField
        label={text.fourEyesCorrect}
        checked={fourEyes.correct}
        onChange={(correct) => setFourEyes({ ...fourEyes, correct })}
      />
      <Button type="submit">{text.save}</Button>
    </form>
  );
}
