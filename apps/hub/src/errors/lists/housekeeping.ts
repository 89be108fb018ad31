import type { CodeFacts } from '../codes.js';

/** Backup, restore, verification, and the sweep. */
export const housekeepingCodes = {
  'backup.folder-in-use': {
    kind: 'rejected',
    de: 'Der Ordner {folder} enthält keine fertige Sicherung, ist aber nicht leer.',
    en: 'The folder {folder} has no finished backup in it, but is not empty.',
  },
  'backup.other-hub': {
    kind: 'rejected',
    de: 'Der Ordner {folder} enthält die Sicherung eines anderen Hubs.',
    en: 'The folder {folder} has the backup of another hub.',
  },
  'backup.missing': {
    kind: 'rejected',
    de: 'Im Ordner {folder} ist keine fertige Sicherung.',
    en: 'There is no finished backup in the folder {folder}.',
  },
  'backup.corrupt': {
    kind: 'rejected',
    de: 'Die Sicherung ist beschädigt: {file}.',
    en: 'The backup is damaged: {file}.',
  },
  'backup.too-new': {
    kind: 'rejected',
    de: 'Die Sicherung stammt von einer neueren Version des Hubs.',
    en: 'The backup was made by a newer version of the hub.',
  },
  'backup.owner-needed': {
    kind: 'misconfigured',
    de: 'Diese Anmeldung darf nicht als Eigentümer der Tabellen handeln. Bitte FACHWERK_MIGRATE_DATABASE_URL angeben.',
    en: 'This login may not act as the owner of the tables. Set FACHWERK_MIGRATE_DATABASE_URL.',
  },
  'backup.rows-hidden': {
    kind: 'misconfigured',
    de: 'Die Anmeldung für Migrationen sieht nicht alle Zeilen von {table}.',
    en: 'The login for migrations does not see all rows of {table}.',
  },
  'restore.not-empty': {
    kind: 'rejected',
    de: 'Wiederhergestellt wird nur in eine leere Datenbank und einen leeren Ablagespeicher.',
    en: 'A backup is restored into an empty database and an empty content store only.',
  },
  'housekeeping.busy': {
    kind: 'rejected',
    de: 'Diese Arbeit läuft bereits in einem anderen Prozess.',
    en: 'Another process is doing this already.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
