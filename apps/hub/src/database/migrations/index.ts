import { Access1700000000001 } from './0001-access.js';
import { Ledger1700000000002 } from './0002-ledger.js';
import { Archive1700000000003 } from './0003-archive.js';
import { ExchangeTwin1700000000004 } from './0004-exchange-twin.js';
import { ProvisionalSubmission1700000000005 } from './0005-provisional-submission.js';
import { AppendOnlyPartitions1700000000006 } from './0006-append-only-partitions.js';
import { ReferencePattern1700000000007 } from './0007-reference-pattern.js';
import { MessagesByAge1700000000008 } from './0008-messages-by-age.js';
import { OfficialValidation1700000000009 } from './0009-official-validation.js';
import { PartsAndFormats1700000000010 } from './0010-parts-and-formats.js';
import { TriedAt1700000000011 } from './0011-tried-at.js';
import { Outbox1700000000012 } from './0012-outbox.js';
import { Housekeeping1700000000013 } from './0013-housekeeping.js';
import { FilingOrder1700000000014 } from './0014-filing-order.js';
import { Rate1700000000015 } from './0015-rate.js';
import { InHandAndReasons1700000000016 } from './0016-in-hand-and-reasons.js';
import { OutboxRetention1700000000017 } from './0017-outbox-retention.js';
import { Search1700000000018 } from './0018-search.js';
import { SearchEntries1700000000019 } from './0019-search-entries.js';
import { Segments1700000000020 } from './0020-segments.js';
import { RolesSessionsJournal1700000000022 } from './0022-roles-sessions-journal.js';
import { Causes1700000000023 } from './0023-causes.js';
import { OutcomeTally1700000000024 } from './0024-outcome-tally.js';
import { DecisionJobs1700000000025 } from './0025-decision-jobs.js';
import { ClosedCaseFiles1700000000026 } from './0026-closed-case-files.js';
import { Corrections1700000000027 } from './0027-corrections.js';
import { ProcedureAdministration1700000000028 } from './0028-procedure-administration.js';
import { VersionsAndKeys1700000000029 } from './0029-versions-and-keys.js';
import { Alerts1700000000030 } from './0030-alerts.js';
import { StagesAndJobRetention1700000000031 } from './0031-stages-and-job-retention.js';
import { CertificateEnds1700000000032 } from './0032-certificate-ends.js';
import { FoundAtOnce1700000000033 } from './0033-found-at-once.js';
import { ConnectorVersion1700000000034 } from './0034-connector-version.js';
import { ProcedureCertificates1700000000035 } from './0035-procedure-certificates.js';
import { Xta1700000000036 } from './0036-xta.js';
import { XtaClient1700000000037 } from './0037-xta-client.js';
import { SoapTargets1700000000038 } from './0038-soap-targets.js';
import { Doors1700000000039 } from './0039-doors.js';
import { SearchByCost1700000000040 } from './0040-search-by-cost.js';

/** In order. A migration that has landed is never changed; the next one changes what it did. */
export const migrations = [
  Access1700000000001,
  Ledger1700000000002,
  Archive1700000000003,
  ExchangeTwin1700000000004,
  ProvisionalSubmission1700000000005,
  AppendOnlyPartitions1700000000006,
  ReferencePattern1700000000007,
  MessagesByAge1700000000008,
  OfficialValidation1700000000009,
  PartsAndFormats1700000000010,
  TriedAt1700000000011,
  Outbox1700000000012,
  Housekeeping1700000000013,
  FilingOrder1700000000014,
  Rate1700000000015,
  InHandAndReasons1700000000016,
  OutboxRetention1700000000017,
  Search1700000000018,
  SearchEntries1700000000019,
  Segments1700000000020,
  RolesSessionsJournal1700000000022,
  Causes1700000000023,
  OutcomeTally1700000000024,
  DecisionJobs1700000000025,
  ClosedCaseFiles1700000000026,
  Corrections1700000000027,
  ProcedureAdministration1700000000028,
  VersionsAndKeys1700000000029,
  Alerts1700000000030,
  StagesAndJobRetention1700000000031,
  CertificateEnds1700000000032,
  FoundAtOnce1700000000033,
  ConnectorVersion1700000000034,
  ProcedureCertificates1700000000035,
  Xta1700000000036,
  XtaClient1700000000037,
  SoapTargets1700000000038,
  Doors1700000000039,
  SearchByCost1700000000040,
] as const;
