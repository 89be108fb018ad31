/** Wiring of the SOAP door: part of the role `gateway`. */
import type { Provider } from '@nestjs/common';
import { Authentication } from './access/authentication.js';
import { ContentStore } from './archive/content-store.js';
import { Clock } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { Metrics } from './operate/metrics.js';
import { Acceptance } from './receive/acceptance.js';
import { Admission } from './receive/admission.js';
import { Containers } from './receive/containers.js';
import { Marks } from './receive/marks.js';
import { SoapAnswers } from './receive/soap/answers.js';
import { SoapDoor } from './receive/soap/soap-door.js';
import { SoapIntake } from './receive/soap/soap-intake.js';
import { SoapEvents } from './receive/soap/soap.controller.js';
import { SoapServices } from './receive/soap/services.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { HubError } from './errors/hub-error.js';
import { InstalledConnectors } from './translate/installed.js';

export const soapDoor: Provider[] = [
  {
    provide: SoapServices,
    useFactory: (connectors: InstalledConnectors, config: HubConfig) =>
      new SoapServices(
        (name, version) => {
          const found = connectors.find(name, version);
          if (found === undefined) return undefined;
          const schemasFolder = found.package?.schemasFolder ?? connectors.schemasFolder;
          return { services: found.manifest.soap ?? [], schemasFolder };
        },
        new InstalledPackages(config.schemaPackagesDir!),
        config.schemaPackagesDir!,
      ),
    inject: [InstalledConnectors, HubConfig],
  },
  {
    provide: SoapIntake,
    useFactory: (
      acceptance: Acceptance,
      store: ContentStore,
      marks: Marks,
      containers: Containers,
      config: HubConfig,
    ) => new SoapIntake(acceptance, marks.withSpace(store), containers, config),
    inject: [Acceptance, ContentStore, Marks, Containers, HubConfig],
  },
  {
    provide: SoapDoor,
    useFactory: (
      authentication: Authentication,
      admission: Admission,
      clock: Clock,
      services: SoapServices,
      intake: SoapIntake,
      answers: SoapAnswers,
      config: HubConfig,
    ) => new SoapDoor({ authentication, admission, now: () => clock.now() }, services, intake, answers, config),
    inject: [Authentication, Admission, Clock, SoapServices, SoapIntake, SoapAnswers, HubConfig],
  },
  {
    provide: SoapEvents,
    useFactory: (metrics: Metrics, log: Log): SoapEvents => ({
      onFault: (fault, path) => {
        metrics.onRefused(fault.hubCode ?? 'soap.fault');
        const { cause } = fault;
        if (!(cause instanceof HubError) || cause.kind !== 'defect') return;
        log.error('request failed', { code: cause.code, path, error: cause.cause });
      },
    }),
    inject: [Metrics, Log],
  },
];
