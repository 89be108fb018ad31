/** Starts and stops the hub: services it brings along, database, Nest application, HTTP, consumers. In this order. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessDirectory } from './access/directory.js';
import { KeyUses } from './access/key-uses.js';
import { Pauses } from './access/pauses.js';
import { Clock } from './config/clock.js';
import type { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { ReceiptSender } from './confirm/receipt-sender.js';
import { consoleFolder, readConsole } from './console/console-files.js';
import { serveConsole } from './console/serve-console.js';
import { Database, ReadersDatabase } from './database/database.js';
import { checkSchema } from './database/migrate.js';
import { withSetupErrors } from './database/setup-errors.js';
import { HubError } from './errors/hub-error.js';
import { ErrorTexts } from './errors/codes.js';
import { Exchange } from './exchange/exchange.js';
import { ExchangeServer } from './exchange/exchange-server.js';
import { InHand } from './ledger/in-hand.js';
import { watchDoors } from './gateway-doors.js';
import { HubModule } from './hub.module.js';
import { Draining } from './operate/draining.js';
import { Consuming } from './operate/health.js';
import { Metrics } from './operate/metrics.js';
import { AlertSender } from './operate/alerts/alert-sender.js';
import { AlertWatch } from './operate/alerts/alert-watch.js';
import { JobRunner } from './operate/job-runner.js';
import { answerBrokenRequest, refuseExpectations } from './operate/broken-request.js';
import { ProblemFilter } from './operate/problem.filter.js';
import { pacedBody } from './receive/rest/paced-body.js';
import { Tracing } from './tracing/tracing.js';
import { watchDoor } from './tracing/watch-door.js';
import type { InstalledConnectors } from './translate/installed.js';
import { SecureListener } from './secure-listener.js';
import { Upkeep } from './upkeep.js';
import { WorkerLanes } from './worker.lanes.js';
import { WorkerSuccessors } from './worker.successors.js';

/** How often Node looks for heads of requests that take too long. */
const CHECK_MS = 1_000;
/** What goes on in the role `operator` whether anybody asks or not. */
const BACKGROUND = [JobRunner, AlertWatch, AlertSender] as const;

export interface RunningHub {
  readonly baseUrl: string;
  readonly app: NestFastifyApplication;
  /** Takes nothing more in, finishes what is running, hands the rest back. */
  stop(): Promise<void>;
}

/**
 * @param config with `databaseUrl` set: embedded services are started by the caller
 * @param alone no other process uses this database, because it came along with this hub
 */
export async function startHub(
  config: HubConfig,
  log: Log,
  alone: boolean,
  connectors: InstalledConnectors,
): Promise<RunningHub> {
  const module = HubModule.for(config, log, alone, connectors);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter(config), {
    logger: log,
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(app.get(ErrorTexts), log, app.get(Metrics)));
  const database = app.get(Database);
  const exchange = app.get(Exchange);
  const directory = app.get(AccessDirectory);

  await directory.start();
  const keyUses = app.get(KeyUses);
  keyUses.start();
  // A gateway starts without the database; the schema is then checked before the first message is filed.
  await withSetupErrors(() => checkSchema(database)).catch(unlessAway);
  await exchange.open().catch(unlessAway);
  const worker = config.roles.includes('worker') ? startWorker(app, config, log) : undefined;
  const upkeep = new Upkeep(app, config, log);
  // Before the first message is filed: a month whose rows are in the rest gets no partition any more.
  if (worker !== undefined) await upkeep.start();
  await app.startAllMicroservices();
  worker?.start();
  const background = config.roles.includes('operator')
    ? BACKGROUND.map((work) => app.get(work, { strict: false }))
    : [];
  for (const work of background) work.start();
  const server = app.getHttpServer();
  const draining = app.get(Draining);
  draining.watch(server);
  const tracing = app.get<Tracing | null>(Tracing);
  if (config.roles.includes('gateway')) watchDoors(app);
  if (tracing !== null) watchDoor(app.getHttpAdapter().getInstance(), tracing);
  if (config.roles.includes('operator')) await offerConsole(app, log);
  const secure = await secureListener(app, config, log);
  if (secure !== undefined) draining.watch(secure.server);
  await app.listen(config.port, config.host);
  await secure?.listen();

  const { port } = server.address() as AddressInfo;
  const baseUrl = config.publicUrl ?? `http://${config.host}:${port}`;
  log.info('hub is ready', {
    baseUrl,
    roles: config.roles,
    exchange: config.amqpUrl === undefined ? 'database' : 'rabbitmq',
    ...(secure === undefined ? {} : { httpsPort: secure.port }),
  });
  return {
    baseUrl,
    app,
    stop: async () => {
      // What a worker has in hand takes as long as it takes: requests and the last tally do not wait for it.
      const idle = Promise.all([worker?.stop(), upkeep.stop(), ...background.map((work) => work.stop())]);
      idle.catch(() => undefined); // it is told where it is waited for
      const cut = await draining.end(config.stopNoticeMs, config.drainTimeoutMs);
      secure?.stop();
      if (cut > 0) log.warn('requests were cut off, their senders have no answer', { connections: cut });
      await app.close();
      await idle;
      await directory.stop();
      await keyUses.stop();
      await exchange.close();
      await database.close();
      await app.get(ReadersDatabase).close();
      await tracing?.stop();
    },
  };
}

/** After the routes of the interface, which come first whatever is asked for. */
async function offerConsole(app: NestFastifyApplication, log: Log): Promise<void> {
  const files = await readConsole(consoleFolder());
  if (files === undefined) log.warn('the console is not built, its pages are not served');
  else serveConsole(app.getHttpAdapter().getInstance(), files);
}

interface Worker {
  start(): void;
  /** Takes nothing more, files the batches that are running, hands the rest back, writes down what was sent. */
  stop(): Promise<void>;
}

function startWorker(app: NestFastifyApplication, config: HubConfig, log: Log): Worker {
  const database = app.get(Database);
  const inHand = app.get(InHand);
  let checked = false;
  const server = new ExchangeServer(app.get(Exchange), {
    batchMax: config.batchMax,
    prefetch: config.prefetch,
    probeMs: config.probeMs,
    probe: async () => {
      if (!(await database.reachable())) return false;
      if (!checked) await checkSchema(database);
      checked = true;
      await inHand.letGoOfAll();
      return true;
    },
    onSuspended: (lane, cause) => log.warn('consuming is suspended', { lane, error: cause }),
  });
  app.connectMicroservice({ strategy: server });
  const onProblem = (error: unknown): void => log.warn('lanes not updated', { error });
  const lanes = new WorkerLanes(server, app.get(Exchange), app.get(AccessDirectory), app.get(Pauses), onProblem);
  const onHeld = (error: unknown): void => log.warn('held messages were not published', { error });
  const exchange = app.get(Exchange);
  const successors = new WorkerSuccessors(database, exchange, app.get(AccessDirectory), app.get(Clock), onHeld);
  const consuming = app.get(Consuming);
  consuming.attached = () => server.attached();
  consuming.lanesChanged = () => lanes.look();
  const start = (): void => {
    lanes.start();
    successors.start();
  };
  const stop = async (): Promise<void> => {
    await Promise.all([lanes.stop(), successors.stop()]);
    await Promise.all([server.close(), app.get(ReceiptSender, { strict: false }).stop(config.drainTimeoutMs)]);
  };
  return { start, stop };
}

function adapter(config: HubConfig): FastifyAdapter {
  const texts = new ErrorTexts();
  const fastify = new FastifyAdapter({
    // Limits of bodies are checked while they stream, per kind of part.
    bodyLimit: Number.MAX_SAFE_INTEGER,
    // A body may take as long as it comes in steadily; only the head has to be there in time.
    requestTimeout: 0,
    http: { headersTimeout: config.headersTimeoutMs, connectionsCheckingInterval: CHECK_MS },
    connectionTimeout: config.connectionTimeoutMs,
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, texts),
    keepAliveTimeout: 65_000,
    trustProxy: config.publicUrl !== undefined,
    forceCloseConnections: 'idle',
    // Whatever still comes in is answered: `Draining` sees to it that it ends.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 256 },
  });
  const instance = fastify.getInstance();
  instance.removeAllContentTypeParsers();
  // A body is a stream for whoever wants it; nothing is parsed before it is known how.
  instance.addContentTypeParser('*', (_request, payload, done) => done(null, pacedBody(payload, config)));
  refuseExpectations(instance.server, texts);
  instance.server.maxConnections = config.connectionsMax;
  return fastify;
}

/** The same routes over TLS, where that is set up. It takes requests from when both listen. */
async function secureListener(
  app: NestFastifyApplication,
  config: HubConfig,
  log: Log,
): Promise<SecureListener | undefined> {
  if (config.httpsPort === undefined) return undefined;
  const fastify = app.getHttpAdapter().getInstance();
  const route = (request: IncomingMessage, response: ServerResponse): void => fastify.routing(request, response);
  return SecureListener.prepare(config, log, route);
}

function unlessAway(error: unknown): void {
  if (!(error instanceof HubError) || error.kind !== 'unavailable-shared') throw error;
}
