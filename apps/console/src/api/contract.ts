/** What the hub answers, by the names that the console uses: types of its OpenAPI description. */
import type { components } from './generated/api.js';

type Schemas = components['schemas'];

export type Role = Schemas['Role'];
export type Permission = Schemas['Permission'];
export type Session = Schemas['Session'];
export type SignInWays = Schemas['SignInWays'];
export type Person = Schemas['Person'];
export type TenantSettings = Schemas['TenantSettings'];
export type JournalEntry = Schemas['JournalEntry'];
export type Message = Schemas['Message'];
export type MessageError = Schemas['MessageError'];
export type Finding = Schemas['Finding'];
export type Receipt = Schemas['Receipt'];
export type Confirmation = Schemas['Confirmation'];
export type Delivery = Schemas['Delivery'];
export type DeliveryState = Delivery['state'];
export type StampRange = Schemas['StampRange'] & { releasable?: boolean };
export type Books = Schemas['Books'];
export type Overview = Schemas['Overview'];
export type ProcedureOverview = Overview['procedures'][number];
export type Series = Schemas['Series'];
export type Door = Schemas['Door'];
export type WholeDoor = Schemas['WholeDoor'];
export type DoorName = Door['door'];
export type DoorSeries = Schemas['DoorSeries'];
export type DoorTest = Schemas['DoorTest'];
export type Queues = Schemas['Queues'];
export type Queue = Queues['queues'][number];

export type Procedure = Schemas['Procedure'];
export type Procedures = Schemas['Procedures'];
export type WholeProcedure = Schemas['WholeProcedure'];
export type SettableConnector = Schemas['SettableConnector'];
export type Contact = Schemas['Contact'];
export type ProcedureKey = Schemas['ProcedureKey'];
export type ProcedureCertificate = Schemas['ProcedureCertificate'];
export type Webhook = Schemas['Webhook'];
export type WebhookTest = Schemas['WebhookTest'];

export type Sentence = Schemas['Sentence'];
export type WhoActs = MessageError['whoActs'];

export type Cause = Schemas['Cause'];
export type Causes = Schemas['Causes'];
export type CauseWithNotes = Schemas['CauseWithNotes'];
export type Note = Schemas['CauseNote'];
export type Selection = Schemas['Selection'];
export type Job = Schemas['Job'];
export type JobAction = Job['action'];
export type JobState = Job['state'];
export type JobPreview = Schemas['JobPreview'];
export type JobItem = Schemas['JobItem'];
export type ItemState = JobItem['state'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Correction = Schemas['Correction'];
export type ConnectorSummary = Schemas['ConnectorSummary'];
export type Connector = Schemas['Connector'];
export type ConnectorType = Schemas['ConnectorType'];
export type ConnectorVersion = Schemas['ConnectorVersion'];
export type InstalledVersion = Schemas['InstalledVersion'];
export type ConnectorExample = Schemas['ConnectorExample'];
export type ConnectorExampleContent = Schemas['ConnectorExampleContent'];
export type DryRun = Schemas['DryRun'];
export type SampleRun = Schemas['SampleRun'];
export type SampleField = SampleRun['fields'][number];
export type NewReplay = Schemas['NewReplay'];
export type ReplayLine = Schemas['ReplayLine'];
export type ReplayedMessage = Schemas['ReplayedMessage'];
export type ReplayOutcome = ReplayedMessage['outcome'];
export type CommandChange = Schemas['CommandChange'];
export type Keys = Schemas['Keys'];
export type RingKey = Schemas['RingKey'];
export type ListComparison = Schemas['ListComparison'];
export type CaseFile = Schemas['CaseFile'];

export type Alert = Schemas['Alert'];
export type AlertWithNotices = Schemas['AlertWithNotices'];
export type AlertRule = Schemas['AlertRule'];
export type AlertKind = AlertRule['kind'];
export type AlertChannel = Schemas['AlertChannel'];
export type AlertChannels = Schemas['AlertChannels'];

/** Of all procedures; for one alone its books are answered without this list. */
export interface BooksOfDay {
  readonly day: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly procedures: readonly Books[];
}
