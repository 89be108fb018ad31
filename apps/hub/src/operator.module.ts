import { Module, type Provider } from '@nestjs/common';
import { AlertsModule } from './alerts.module.js';
import { AccessDirectory } from './access/directory.js';
import { Journal } from './access/journal.js';
import { KeyRing } from './access/key-ring.js';
import { OpenIdProvider } from './access/openid/openid-provider.js';
import { OpenIdSignIn } from './access/openid/openid-sign-in.js';
import { PasswordDoor } from './access/password-door.js';
import { People } from './access/people.js';
import { PersonAdministration } from './access/person-administration.js';
import { Sessions } from './access/sessions.js';
import { SignIn } from './access/sign-in.js';
import { SettingsOfTenants } from './access/tenant-settings.js';
import { ContentStore } from './archive/content-store.js';
import { Filing } from './archive/filing.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { ReadersDatabase } from './database/database.js';
import { DoorsModule } from './doors.module.js';
import { ErrorTexts } from './errors/codes.js';
import { Exchange } from './exchange/exchange.js';
import { FlowModule } from './flow.module.js';
import { Causes } from './ledger/causes.js';
import { Messages } from './ledger/messages.js';
import { Outbox } from './ledger/outbox.js';
import { Log } from './config/log.js';
import { CorrectionsController } from './operate/corrections.controller.js';
import { CauseNotes } from './operate/cause-notes.js';
import { Corrections, type Intake } from './operate/corrections.js';
import { CausesController } from './operate/causes.controller.js';
import { CompareController } from './operate/compare.controller.js';
import { ConnectorCatalogue } from './operate/connector-catalogue.js';
import { ConnectorsController } from './operate/connectors.controller.js';
import { DecisionJobs } from './operate/decision-jobs.js';
import { Decisions } from './operate/decisions.js';
import { Draining } from './operate/draining.js';
import { DryRunController } from './operate/dry-run.controller.js';
import { ConnectorSettings } from './operate/connector-settings.js';
import { DryRuns } from './operate/dry-runs.js';
import { SampleRunController } from './operate/sample-run.controller.js';
import { SAMPLE_BYTES_MAX, SampleRuns, type SampleIntake } from './operate/sample-runs.js';
import { JournalController } from './operate/journal.controller.js';
import { JobRunner } from './operate/job-runner.js';
import { JobsController } from './operate/jobs.controller.js';
import { KeysController } from './operate/keys.controller.js';
import { MessageAge } from './operate/message-age.js';
import { MessageStatesController } from './operate/messages.controller.js';
import { MessageContentController } from './operate/message-content.controller.js';
import { OutboxController } from './operate/outbox.controller.js';
import { PeopleController } from './operate/people.controller.js';
import { ReplaysController } from './operate/replays.controller.js';
import { ReplayLines } from './operate/replay-lines.js';
import { Replays } from './operate/replays.js';
import { ReconciliationController } from './operate/reconciliation.controller.js';
import { SessionController } from './operate/session.controller.js';
import { SignInController } from './operate/sign-in.controller.js';
import { TenantSettingsController } from './operate/tenant-settings.controller.js';
import { ProceduresModule } from './procedures.module.js';
import { ReadingJobs } from './reading-job.js';
import { receiveBody } from './receive/body.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { InstalledConnectors } from './translate/installed.js';
import { TrialReader } from './trial-reader.js';

const INTAKE = Symbol('intake of corrected bodies');
const SAMPLE_INTAKE = Symbol('intake of samples');

/** How people come in, and who administers them. */
const signInProviders: Provider[] = [
  {
    provide: SignIn,
    useFactory: (
      passwords: PasswordDoor,
      people: People,
      sessions: Sessions,
      database: ReadersDatabase,
      journal: Journal,
    ) => new SignIn(passwords, people, sessions, database, journal),
    inject: [PasswordDoor, People, Sessions, ReadersDatabase, Journal],
  },
  {
    provide: OpenIdProvider,
    useFactory: (config: HubConfig, ids: Ids) => new OpenIdProvider(config, ids),
    inject: [HubConfig, Ids],
  },
  {
    provide: OpenIdSignIn,
    useFactory: (signIn: SignIn, database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids) =>
      new OpenIdSignIn(signIn, database, journal, clock, ids),
    inject: [SignIn, ReadersDatabase, Journal, Clock, Ids],
  },
  {
    provide: PersonAdministration,
    useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids, people: People) =>
      new PersonAdministration(database, journal, clock, ids, people),
    inject: [ReadersDatabase, Journal, Clock, Ids, People],
  },
  {
    provide: SettingsOfTenants,
    useFactory: (database: ReadersDatabase, journal: Journal) => new SettingsOfTenants(database, journal),
    inject: [ReadersDatabase, Journal],
  },
];

const keyProviders: Provider[] = [
  {
    provide: KeyRing,
    useFactory: (
      database: ReadersDatabase,
      journal: Journal,
      clock: Clock,
      ids: Ids,
      { keyAnnounceSeconds }: HubConfig,
    ) => new KeyRing(database, journal, clock, ids, keyAnnounceSeconds * 1_000),
    inject: [ReadersDatabase, Journal, Clock, Ids, HubConfig],
  },
];

/** Connectors: what they need, and what one of them would make of a message today. */
const connectorProviders: Provider[] = [
  {
    provide: ConnectorCatalogue,
    useFactory: (
      connectors: InstalledConnectors,
      database: ReadersDatabase,
      directory: AccessDirectory,
      config: HubConfig,
      clock: Clock,
    ) =>
      new ConnectorCatalogue(connectors, database, directory, new InstalledPackages(config.schemaPackagesDir!), clock),
    inject: [InstalledConnectors, ReadersDatabase, AccessDirectory, HubConfig, Clock],
  },
  {
    provide: TrialReader,
    useFactory: (jobs: ReadingJobs, config: HubConfig, connectors: InstalledConnectors) =>
      new TrialReader(jobs, config, connectors),
    inject: [ReadingJobs, HubConfig, InstalledConnectors],
  },
  {
    provide: Filing,
    useFactory: ({ timeZone }: HubConfig, ids: Ids) => new Filing({ timeZone, ids }),
    inject: [HubConfig, Ids],
  },
  {
    provide: DryRuns,
    useFactory: (
      database: ReadersDatabase,
      messages: Messages,
      directory: AccessDirectory,
      filing: Filing,
      reader: TrialReader,
    ) => new DryRuns(database, messages, directory, filing, (procedure, message) => reader.read(procedure, message)),
    inject: [ReadersDatabase, Messages, AccessDirectory, Filing, TrialReader],
  },
  {
    provide: SAMPLE_INTAKE,
    useFactory: (store: ContentStore, config: HubConfig): SampleIntake => {
      // Larger ones are refused before: nothing of a sample goes to the store.
      const limits = { ...config, inlineBytesMax: 2 * SAMPLE_BYTES_MAX };
      return (tenant, mime, source) => receiveBody(source, mime, tenant, store, limits, new Set());
    },
    inject: [ContentStore, HubConfig],
  },
  {
    provide: SampleRuns,
    useFactory: (
      database: ReadersDatabase,
      filing: Filing,
      connectors: ConnectorSettings,
      intake: SampleIntake,
      reader: TrialReader,
    ) =>
      new SampleRuns(database, filing, connectors, intake, (procedure, message) =>
        reader.read(procedure, message, true),
      ),
    inject: [ReadersDatabase, Filing, ConnectorSettings, SAMPLE_INTAKE, TrialReader],
  },
  {
    provide: Replays,
    useFactory: (
      messages: Messages,
      dryRuns: DryRuns,
      connectors: InstalledConnectors,
      draining: Draining,
      clock: Clock,
    ) => new Replays(messages, dryRuns, connectors, draining, clock),
    inject: [Messages, DryRuns, InstalledConnectors, Draining, Clock],
  },
  {
    provide: ReplayLines,
    useFactory: (texts: ErrorTexts, log: Log) =>
      new ReplayLines(texts, (error) => log.error('a replay failed', { error })),
    inject: [ErrorTexts, Log],
  },
];

/** Root module of the role `operator`: signing in, what became of messages, reconciliation, release. */
@Module({
  imports: [DoorsModule, FlowModule, ProceduresModule, AlertsModule],
  controllers: [
    SignInController,
    SessionController,
    PeopleController,
    JournalController,
    TenantSettingsController,
    MessageStatesController,
    MessageContentController,
    CausesController,
    CorrectionsController,
    JobsController,
    ReconciliationController,
    CompareController,
    OutboxController,
    ConnectorsController,
    DryRunController,
    SampleRunController,
    ReplaysController,
    KeysController,
  ],
  providers: [
    { provide: Messages, useFactory: (database: ReadersDatabase) => new Messages(database), inject: [ReadersDatabase] },
    { provide: Causes, useFactory: (database: ReadersDatabase) => new Causes(database), inject: [ReadersDatabase] },
    { provide: Outbox, useFactory: (database: ReadersDatabase) => new Outbox(database), inject: [ReadersDatabase] },
    {
      provide: MessageAge,
      useFactory: (config: HubConfig, clock: Clock) => new MessageAge(config, clock),
      inject: [HubConfig, Clock],
    },
    {
      provide: Decisions,
      useFactory: (database: ReadersDatabase, exchange: Exchange, directory: AccessDirectory, clock: Clock, ids: Ids) =>
        new Decisions(database, exchange, directory, clock, ids),
      inject: [ReadersDatabase, Exchange, AccessDirectory, Clock, Ids],
    },
    {
      provide: CauseNotes,
      useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids) =>
        new CauseNotes(database, journal, clock, ids),
      inject: [ReadersDatabase, Journal, Clock, Ids],
    },
    {
      provide: DecisionJobs,
      useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids) =>
        new DecisionJobs(database, journal, clock, ids),
      inject: [ReadersDatabase, Journal, Clock, Ids],
    },
    {
      provide: INTAKE,
      useFactory:
        (store: ContentStore, config: HubConfig): Intake =>
        (tenant, mime, source) =>
          receiveBody(source, mime, tenant, store, config, new Set()),
      inject: [ContentStore, HubConfig],
    },
    {
      provide: Corrections,
      useFactory: (database: ReadersDatabase, decisions: Decisions, intake: Intake, journal: Journal, clock: Clock) =>
        new Corrections(database, decisions, intake, journal, clock),
      inject: [ReadersDatabase, Decisions, INTAKE, Journal, Clock],
    },
    ...signInProviders,
    ...connectorProviders,
    ...keyProviders,
    {
      provide: JobRunner,
      useFactory: (database: ReadersDatabase, decisions: Decisions, clock: Clock, ids: Ids, log: Log) =>
        new JobRunner(database, decisions, clock, ids, (error) => log.warn('a job did not go on', { error })),
      inject: [ReadersDatabase, Decisions, Clock, Ids, Log],
    },
  ],
})
export class OperatorModule {}
