import { useTexts } from '../../language/language.js';
import { Page } from '../../parts/page.js';
import { accessibilityTexts } from './texts.js';

/** The statement that § 12b BGG and the BITV ask for; also for those who are not signed in. */
export function AccessibilityPage() {
  const text = useTexts(accessibilityTexts);
  return (
    <div className="prose">
      <Page title={text.title} lead={text.lead}>
        <h2>{text.statusTitle}</h2>
        <p>{text.status}</p>
        <List title={text.testedTitle} entries={text.tested} />
        <List title={text.knownTitle} entries={text.known} />
        <List title={text.keysTitle} entries={text.keys} />
        <h2>{text.contactTitle}</h2>
        <p>{text.contact}</p>
      </Page>
    </div>
  );
}

function List({ title, entries }: { readonly title: string; readonly entries: readonly string[] }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {entries.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    </>
  );
}
