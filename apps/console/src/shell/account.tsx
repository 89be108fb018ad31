import { MenuTrigger, Menu, MenuItem, MenuSection, Header, Popover, Button as AriaButton } from 'react-aria-components';
import { asProblem } from '../api/problem.js';
import { actIn, signOut, useSessionState } from '../api/session.js';
import { setTheme, useTheme, type Theme } from '../appearance/theme.js';
import { languageNow, setLanguage, useLanguage, useTexts, type Language } from '../language/language.js';
import { say } from '../parts/say.js';
import { navigate } from '../routing/location.js';
import { shellTexts } from './texts.js';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Language, appearance, and for whoever is signed in: tenant, password, signing out. */
export function Account() {
  const text = useTexts(shellTexts);
  const state = useSessionState();
  const session = state.is === 'signed-in' ? state.session : undefined;
  const name = session === undefined ? undefined : session.person.title || session.person.name;
  return (
    <MenuTrigger>
      <AriaButton className="account" {...(name === undefined ? {} : { 'aria-label': text.signedInAs(name) })}>
        <span>{name ?? `${text.language}, ${text.theme}`}</span>
        <span className="chevron" aria-hidden="true" />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={name ?? text.theme}>
          <LanguageItems />
          <ThemeItems />
          {session?.tenants !== undefined && session.tenants.length > 1 && (
            <MenuSection selectionMode="single" selectedKeys={[session.tenant.name]}>
              <Header className="menu-title">{text.changeTenant}</Header>
              {session.tenants.map((tenant) => (
                <MenuItem
                  key={tenant.name}
                  id={tenant.name}
                  className="menu-item"
                  onAction={() => void to(tenant.name).catch(sayWhy)}
                >
                  {tenant.title}
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {session !== undefined && (
            <MenuSection aria-label={text.signedInAs(name ?? '')}>
              <MenuItem className="menu-item" onAction={() => navigate('/password')}>
                {text.password}
              </MenuItem>
              <MenuItem className="menu-item" onAction={() => void leave(text.signedOut).catch(sayWhy)}>
                {text.signOut}
              </MenuItem>
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function LanguageItems() {
  const text = useTexts(shellTexts);
  const language = useLanguage();
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => setLanguage([...keys][0] as Language)}
    >
      <Header className="menu-title">{text.language}</Header>
      <MenuItem id="de" className="menu-item" textValue={text.german}>
        <span lang="de">{text.german}</span>
      </MenuItem>
      <MenuItem id="en" className="menu-item" textValue={text.english}>
        <span lang="en">{text.english}</span>
      </MenuItem>
    </MenuSection>
  );
}

function ThemeItems() {
  const text = useTexts(shellTexts);
  const theme = useTheme();
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={(keys) => setTheme([...keys][0] as Theme)}
    >
      <Header className="menu-title">{text.theme}</Header>
      {THEMES.map((each) => (
        <MenuItem key={each} id={each} className="menu-item">
          {text.themes[each]}
        </MenuItem>
      ))}
    </MenuSection>
  );
}

/** There is no place for it beside a menu that has closed. */
function sayWhy(error: unknown): void {
  say(asProblem(error).sentence[languageNow()]);
}

async function leave(said: string): Promise<void> {
  await signOut();
  say(said);
}

/** Everything that is shown, and what is being told, is of the tenant before: it begins anew. */
async function to(tenant: string): Promise<void> {
  await actIn(tenant);
  location.assign('/');
}
