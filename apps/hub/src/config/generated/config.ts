// Generated from schemas/hub/config.json by "npm run types". Do not edit.

/**
 * Settings of the hub. A property `amqpUrl` is read from the environment variable FACHWERK_AMQP_URL; a secret also from the file named by FACHWERK_AMQP_URL_FILE.
 */
export interface HubConfig {
  /**
   * TCP port of the HTTP interface; 0 picks a free one.
   */
  port: number;
  /**
   * Address to listen on.
   */
  host: string;
  /**
   * TCP port of the same interface over TLS, beside the one without; 0 picks a free one. Procedures may show a certificate there.
   */
  httpsPort?: number;
  /**
   * PEM file of the hub's certificate, with those between it and its authority. Read again when it changes.
   */
  tlsCertFile?: string;
  /**
   * PEM file of the private key of tlsCertFile.
   */
  tlsKeyFile?: string;
  /**
   * PEM file of the authorities whose certificates procedures may show. Without it any registered certificate counts, also one that nobody signed but its owner.
   */
  tlsClientCaFile?: string;
  /**
   * Header in which a proxy that ends TLS passes the certificate of a procedure on, such as X-Client-Certificate: PEM, URL-encoded (nginx: $ssl_client_escaped_cert), or base64. Believed from trustedProxies alone.
   */
  clientCertificateHeader?: string;
  /**
   * Addresses and networks of the proxies whose clientCertificateHeader is believed, separated by commas: 10.0.0.5,10.1.0.0/16.
   *
   * @minItems 1
   */
  trustedProxies?: [string, ...string[]];
  /**
   * Base URL that senders and people reach the hub under; default http://host:port.
   */
  publicUrl?: string;
  /**
   * Folder for embedded services, the content store and the gateway's snapshot.
   */
  dataDir: string;
  /**
   * Folder of the content store, shared by all gateways and workers; default <dataDir>/content.
   */
  contentDir?: string;
  /**
   * Folder of the official schema packages, which all workers may share; default <dataDir>/schemas.
   */
  schemaPackagesDir?: string;
  /**
   * Service that checks rules beyond schemas (Schematron): the KoSIT validator, started with -D. Every message for which a connector names an official schema is shown to it before it is filed.
   */
  rulesValidatorUrl?: string;
  /**
   * Longest wait for the answer of the validator of rules; afterwards the message is tried again later.
   */
  rulesTimeoutMs: number;
  /**
   * PostgreSQL of the hub's own role. Without it an embedded PostgreSQL is started.
   */
  databaseUrl?: string;
  /**
   * PostgreSQL of the role that may create tables; used by `fachwerk migrate` alone.
   */
  migrateDatabaseUrl?: string;
  /**
   * RabbitMQ, several brokers separated by a comma. Without it the exchange runs on the database.
   */
  amqpUrl?: string;
  /**
   * Management plugin of RabbitMQ, with user and password of somebody who may look (tag monitoring), such as http://fachwerk:…@broker:15672. With it operators see nodes, rates and what is unacknowledged; without it what AMQP alone can tell.
   */
  rabbitmqManagementUrl?: string;
  /**
   * What this process does, separated by commas.
   *
   * @minItems 1
   */
  roles: ['gateway' | 'worker' | 'records' | 'operator', ...('gateway' | 'worker' | 'records' | 'operator')[]];
  /**
   * IANA time zone of days, years and retention.
   */
  timeZone: string;
  /**
   * Least severe log line that is written.
   */
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /**
   * Create the demo tenant at the first start.
   */
  demo: boolean;
  /**
   * Name of this gateway in stamps and reconciliation; different for every gateway.
   */
  gatewayName: string;
  /**
   * Largest message in XML or JSON in bytes, also as part of a ZIP or a PDF.
   */
  messageBytesMax: number;
  /**
   * Largest message by SOAP in bytes, the contents that are written into it as base64 apart. A whole envelope may be as large as any message.
   */
  soapMessageBytesMax: number;
  /**
   * Largest envelope by SOAP in bytes, when only the envelope itself says who sends it. Its attachments do not count.
   */
  soapUnknownBytesMax: number;
  /**
   * Largest attachment, entry of a ZIP, or ZIP that is a message, in bytes.
   */
  attachmentBytesMax: number;
  /**
   * Most attachments of one message; entries of a ZIP do not count.
   */
  attachmentsMax: number;
  /**
   * Largest PDF that is a message itself, in bytes; it is read as a whole. Attachments may be larger.
   */
  pdfBytesMax: number;
  /**
   * Most entries of a ZIP that is a message, folders included.
   */
  zipEntriesMax: number;
  /**
   * Most bytes that a ZIP may unpack to, all entries together.
   */
  zipBytesMax: number;
  /**
   * How many times its own size a ZIP may unpack to; the first MiB is free.
   */
  zipRatioMax: number;
  /**
   * Longest name of an entry of a ZIP in characters, folders included.
   */
  zipNameLengthMax: number;
  /**
   * Message bodies up to this size in bytes ride in the message, larger ones go to the content store.
   */
  inlineBytesMax: number;
  /**
   * Deepest nesting of XML elements.
   */
  xmlDepthMax: number;
  /**
   * Most XML elements in one message; attributes, comments and CDATA sections count as well.
   */
  xmlElementsMax: number;
  /**
   * Most attributes of one XML element.
   */
  xmlAttributesMax: number;
  /**
   * Deepest nesting of JSON.
   */
  jsonDepthMax: number;
  /**
   * Most values in one JSON message: objects, arrays, texts, numbers and the like.
   */
  jsonValuesMax: number;
  /**
   * Longest time until the head of a request is there; then the sender gets 408.
   */
  headersTimeoutMs: number;
  /**
   * Longest silence on a connection before it is closed.
   */
  connectionTimeoutMs: number;
  /**
   * How long the body of a request may come in more slowly than bodyBytesPerSecondMin; then the sender gets 408.
   */
  bodyTimeoutMs: number;
  /**
   * Slowest body of a request in bytes per second, measured over bodyTimeoutMs. Time in which the hub itself keeps the sender waiting does not count.
   */
  bodyBytesPerSecondMin: number;
  /**
   * Most connections of this process at once; more are closed at once, so that files and memory are left for those that are there.
   */
  connectionsMax: number;
  /**
   * Most messages of one procedure that a gateway takes in at the same time; beyond it senders get 429.
   */
  procedureRequestsMax: number;
  /**
   * Most messages of one procedure that wait to be filed; beyond it senders get 429. Looked at every 2 s, so that a fast sender may get a little further.
   */
  backlogMax: number;
  /**
   * Bytes that stay free on the disk of the content store for what was accepted already; below it large bodies and attachments get 503, small messages pass. Without it 1 GiB, or a tenth of the disk if that is less.
   */
  contentFreeBytesMin?: number;
  /**
   * Memory of a gateway, with the large bodies that are on their way; beyond it large bodies get 503 before they are read, small messages pass. It must lie above what the process takes at rest: raise it where workers with several translating threads are in the same process.
   */
  memoryBytesMax: number;
  /**
   * Longest wait for the broker's confirm before the sender gets 503.
   */
  publishTimeoutMs: number;
  /**
   * How long before its use a new key of receipts or ids is announced, in seconds. Every process, and whoever keeps the public keys for as long as they may be kept, has to know it by then.
   */
  keyAnnounceSeconds: number;
  /**
   * How long a gateway accepts with its snapshot of procedures and keys while the database is away.
   */
  snapshotHoursMax: number;
  /**
   * Most messages filed in one transaction.
   */
  batchMax: number;
  /**
   * Most unacknowledged messages per procedure and worker.
   */
  prefetch: number;
  /**
   * How often a worker that has suspended consuming looks whether what was away is back; more rarely, up to 60 times as long, when it is back and filing fails all the same.
   */
  probeMs: number;
  /**
   * Most bytes waiting per procedure in the broker; beyond it senders get 503.
   */
  laneBytesMax: number;
  /**
   * Connector packages besides the catalogue, comma-separated: names of installed packages, or folders. Their code runs in an interpreter.
   */
  connectors: string[];
  /**
   * For development: connector packages are read anew as soon as they are built anew, without a restart.
   */
  watchConnectors: boolean;
  /**
   * Longest time for reading and translating one message.
   */
  translateTimeoutMs: number;
  /**
   * Heap of one translating thread in MiB.
   */
  translateHeapMib: number;
  /**
   * Memory of one connector package in a translating thread, in MiB. Its time for one message is half of the longest time for reading and translating it.
   */
  interpreterMemoryMib: number;
  /**
   * Threads that read and translate messages.
   */
  translateThreads: number;
  /**
   * How long a sender whose answer says what was filed waits for it. Then it is told to send the message again, with the same key; nothing is filed twice.
   */
  filedWaitMs: number;
  /**
   * How long a message waits before its next try, when only it cannot be handled; after the last rung again and again.
   *
   * @minItems 1
   */
  delayLadderMs: [number, ...number[]];
  /**
   * How long a new RabbitMQ queue is not trusted with a message: a single node that is killed within about a second of making a quorum queue forgets what was in it. 0 where a cluster of three or more keeps it.
   */
  newQueueRestMs: number;
  /**
   * How long a process that was told to stop still takes requests while /health/ready answers 503, so that whoever distributes them can look.
   */
  stopNoticeMs: number;
  /**
   * Longest time for requests, the running batch and receipts on their way to end at shutdown; then connections are cut, and 3 s later the process ends in any case. With stopNoticeMs it must be shorter than what the supervisor allows (Kubernetes: 30 s).
   */
  drainTimeoutMs: number;
  /**
   * Who asks for /metrics must send it (Authorization: Bearer). Without it /metrics answers this computer alone, and nobody behind a proxy.
   */
  metricsToken?: string;
  /**
   * How long somebody stays signed in who does nothing.
   */
  sessionIdleMinutes: number;
  /**
   * How long somebody stays signed in at most.
   */
  sessionHoursMax: number;
  /**
   * OpenID provider that people sign in at: its issuer, as its discovery document names it. Needs openIdClientId, openIdRoles and publicUrl; http for this computer alone. The provider has to know <publicUrl>/v1/sign-in/openid/callback as redirect URI and <publicUrl>/ as URI to come back to after sign-out.
   */
  openIdIssuer?: string;
  /**
   * What people call the provider; it is on the button that leads there.
   */
  openIdTitle: string;
  /**
   * Name of this hub at the provider.
   */
  openIdClientId?: string;
  /**
   * Secret of this hub at the provider. Without it the hub is a public client, which PKCE protects.
   */
  openIdClientSecret?: string;
  /**
   * What the provider is asked to tell, in words separated by blanks.
   */
  openIdScope: string;
  /**
   * Claim that says who a person is there, a text or a list of texts; `realm_access.roles` is a claim in a claim.
   */
  openIdRolesClaim: string;
  /**
   * Which values of that claim give which role in which tenant, separated by commas: `hub-operators=operator@leipzig`. A person belongs to one tenant: that of the first of these that fits.
   *
   * @minItems 1
   */
  openIdRoles?: [string, ...string[]];
  /**
   * Most database connections of this process: half for filing and the exchange, half for those who look things up.
   */
  databaseConnectionsMax: number;
  /**
   * Longest time for one database statement, and for a transaction to do nothing, in milliseconds.
   */
  databaseStatementMsMax: number;
  /**
   * How often a gateway publishes how many messages it accepted.
   */
  tallyMs: number;
  /**
   * An accepted message that no worker has seen for this long, while its queue is empty, is named missing.
   */
  missingAfterMs: number;
  /**
   * How long messages and attempts are kept in the ledger. A month is dropped as a whole, and never while a message of it is parked or not settled.
   */
  messageRetentionMonths: number;
  /**
   * How long bodies of messages are kept as they were sent. A month is dropped as a whole, and never while a message of it is parked or not settled.
   */
  payloadRetentionDays: number;
  /**
   * How long the outbox lists a receipt after it was delivered or stopped. The state of its message tells of it for as long as there is the message.
   */
  outboxRetentionDays: number;
  /**
   * How long the transport report of an XTA message can be asked for after it was filed, rejected, closed by its reader or cancelled. What lies in a mailbox stays until its reader closes it.
   */
  xtaRetentionDays: number;
  /**
   * How long decisions about many messages are listed after they ended, with what became of each message. The journal keeps who decided.
   */
  jobRetentionDays: number;
  /**
   * Whether workers remove content that nobody needs from the content store, once a day.
   */
  contentSweep: boolean;
  /**
   * Longest time for the receiver of a receipt to answer, from connecting to the end of its answer.
   */
  webhookTimeoutMs: number;
  /**
   * Whether webhooks may lead to the computer that the hub runs on. Where administrators of tenants set addresses up, its own services must not be among them.
   */
  webhookLoopback: boolean;
  /**
   * Collector of traces that takes OTLP over HTTP, such as http://collector:4318; /v1/traces is added. Without it no trace is recorded; trace contexts of senders are carried all the same.
   */
  otlpEndpoint?: string;
  /**
   * Share of the messages whose traces are recorded, where the sender has not decided about it in its traceparent.
   */
  traceRatio: number;
  /**
   * How often a process with the role operator looks whether a rule of alerts holds.
   */
  alertLookMs: number;
  /**
   * How long alerts that are over, and what was told of them, are kept.
   */
  alertRetentionDays: number;
  /**
   * Mail server that alerts are sent by. Without it there are no mails. Needs mailFrom.
   */
  smtpHost?: string;
  /**
   * Port of the mail server.
   */
  smtpPort: number;
  /**
   * How the connection to the mail server is protected: from the first byte (tls, port 465), by STARTTLS, without which nothing is sent, or not at all, which takes no password.
   */
  smtpSecurity: 'starttls' | 'tls' | 'none';
  /**
   * Login at the mail server, with smtpPassword.
   */
  smtpUser?: string;
  /**
   * Password of that login.
   */
  smtpPassword?: string;
  /**
   * Address that mails of the hub come from.
   */
  mailFrom?: string;
}
