import { both } from '../../language/language.js';

export const accessibilityTexts = both(
  {
    title: 'Erklärung zur Barrierefreiheit',
    lead: 'Diese Konsole soll von allen bedient werden können, die den Hub betreiben: mit Tastatur, Bildschirmleser, Vergrößerung und auf kleinen Bildschirmen.',
    statusTitle: 'Stand der Vereinbarkeit',
    status:
      'Die Konsole ist nach den Anforderungen der BITV 2.0 und der WCAG 2.2, Stufe AA, entwickelt. Eine Prüfung durch eine unabhängige Stelle hat noch nicht stattgefunden; die Aussagen hier beruhen auf einer Selbstbewertung.',
    testedTitle: 'Was geprüft wird',
    tested: [
      'Jede Seite mit axe-core in Chromium, hell und dunkel, bei jedem Lauf der Tests: keine Verstöße.',
      'Die Klärung einer Störung (finden, lesen, freigeben, dem Auftrag zusehen) mit der Tastatur allein.',
      '320 Pixel Breite und 200 % Vergrößerung, ohne dass die Seite waagerecht geblättert werden muss.',
      'Wenn das System weniger Bewegung verlangt, bewegt sich nichts.',
    ],
    knownTitle: 'Was noch nicht barrierefrei ist',
    known: [
      'Das Diagramm der Übersicht ist ein Bild. Dieselben Zahlen stehen daneben als Tabelle.',
      'Breite Tabellen werden auf schmalen Bildschirmen in sich selbst waagerecht geblättert, auch mit den Pfeiltasten.',
      'Inhalte von Nachrichten werden gezeigt, wie der Absender sie geschrieben hat; ihre Sprache ist nicht ausgezeichnet.',
    ],
    keysTitle: 'Tastatur',
    keys: [
      'Tabulator: zum nächsten Element; das erste auf jeder Seite springt zum Inhalt.',
      'Pfeiltasten: zwischen Reitern und in Menüs; in einer Tabelle mit Rahmen blättern sie waagerecht.',
      'Escape: schließt einen Dialog oder ein Menü; es ändert sich nichts.',
    ],
    contactTitle: 'Eine Barriere melden',
    contact:
      'Melden Sie Barrieren der Stelle, die diesen Hub betreibt. Bekommen Sie dort keine befriedigende Antwort, wenden Sie sich an die Durchsetzungsstelle Ihres Landes.',
  },
  {
    title: 'Accessibility statement',
    lead: 'Everybody who runs the hub should be able to use this console: by keyboard, with a screen reader, enlarged, and on small screens.',
    statusTitle: 'Conformance',
    status:
      'The console is made by the requirements of BITV 2.0 and WCAG 2.2, level AA. It was not yet audited by an independent body; what is said here is a self-assessment.',
    testedTitle: 'What is tested',
    tested: [
      'Each page with axe-core in Chromium, light and dark, with each run of the tests: no violations.',
      'Settling a failure (find, read, release, watch the job) by keyboard alone.',
      'A width of 320 pixels and 200 % zoom, without scrolling the page sideways.',
      'When the system asks for less motion, nothing moves.',
    ],
    knownTitle: 'What is not accessible yet',
    known: [
      'The chart of the overview is a picture. The same numbers are beside it as a table.',
      'Wide tables scroll sideways within themselves on narrow screens, also by the arrow keys.',
      'The content of messages is shown as the sender wrote it; its language is not marked.',
    ],
    keysTitle: 'Keyboard',
    keys: [
      'Tab: to the next element; the first one of each page skips to the content.',
      'Arrow keys: between tabs and in menus; in a framed table they scroll sideways.',
      'Escape: closes a dialog or a menu; nothing changes.',
    ],
    contactTitle: 'Report a barrier',
    contact:
      'Report barriers to those who run this hub. If their answer does not help, turn to the enforcement body of your state.',
  },
);
