import { both } from '../../language/language.js';

export const signInTexts = both(
  {
    title: 'Anmelden',
    lead: 'Konsole für den Betrieb des Integrations-Hubs.',
    user: 'Benutzername',
    userHint: 'Mit Mandant, zum Beispiel anna@leipzig.',
    password: 'Passwort',
    submit: 'Anmelden',
    or: 'oder mit Benutzername und Passwort',
    with: (provider: string) => `Anmelden mit ${provider}`,
    firstSteps:
      'Zum ersten Mal hier? Benutzername und Passwort stehen in der Ausgabe von npm start und in .fachwerk/demo-credentials.json.',
    closed: 'Auf diesem Hub ist keine Anmeldung eingerichtet.',
    closedHelp: 'Richten Sie einen OpenID-Anbieter ein oder legen Sie mit fachwerk person create ein Konto an.',
    errors: {
      'access.openid-away': 'Der Identitätsanbieter antwortet nicht. Bitte später noch einmal versuchen.',
      'access.openid-refused':
        'Die Anmeldung beim Identitätsanbieter ist nicht zustande gekommen. Bitte noch einmal versuchen.',
      'access.openid-not-admitted':
        'Der Identitätsanbieter kennt Sie, aber hier haben Sie keine Rolle, oder Ihr Zugang ist gesperrt.',
    },
    passwordTitle: 'Passwort ändern',
    passwordDue: 'Ihr Passwort wurde für Sie erzeugt. Wählen Sie ein eigenes, bevor es weitergeht.',
    current: 'Bisheriges Passwort',
    next: 'Neues Passwort',
    nextHint: 'Mindestens 12 Zeichen. Ein Satz ist leichter zu merken als Sonderzeichen.',
    again: 'Neues Passwort wiederholen',
    tooShort: 'Das neue Passwort ist kürzer als 12 Zeichen.',
    different: 'Die beiden neuen Passwörter sind verschieden.',
    change: 'Passwort ändern',
    changed: 'Das Passwort ist geändert.',
  },
  {
    title: 'Sign in',
    lead: 'Console for those who run the integration hub.',
    user: 'User name',
    userHint: 'With the tenant, for example anna@leipzig.',
    password: 'Password',
    submit: 'Sign in',
    or: 'or with user name and password',
    with: (provider) => `Sign in with ${provider}`,
    firstSteps:
      'Here for the first time? User name and password are in the output of npm start and in .fachwerk/demo-credentials.json.',
    closed: 'This hub has no way to sign in.',
    closedHelp: 'Set up an OpenID provider, or create an account with fachwerk person create.',
    errors: {
      'access.openid-away': 'The provider of identities does not answer. Try again later.',
      'access.openid-refused': 'The sign-in at the provider of identities did not succeed. Try again.',
      'access.openid-not-admitted':
        'The provider of identities knows you, but you have no role here, or your login is disabled.',
    },
    passwordTitle: 'Change password',
    passwordDue: 'Your password was made for you. Choose your own before you go on.',
    current: 'Present password',
    next: 'New password',
    nextHint: 'At least 12 characters. A sentence is easier to remember than special characters.',
    again: 'New password again',
    tooShort: 'The new password is shorter than 12 characters.',
    different: 'The two new passwords are different.',
    change: 'Change password',
    changed: 'The password is changed.',
  },
);
