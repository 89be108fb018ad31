import { HubError } from '../../errors/hub-error.js';
import type { InstalledPackages } from '../../schema-packages/installed-packages.js';
import { SoapService } from './service.js';
import { fromFolder, fromPackages } from './wsdl-source.js';

/** What a connector says of a service. */
export interface OfferedService {
  readonly name: string;
  readonly title: string;
  /** Name of the WSDL in an installed package, or its path below the connector's schemas. */
  readonly wsdl: string;
}

/** The services of a connector, and the folder of its schemas. Undefined for one that this gateway does not know. */
export type OffersOf = (
  connector: string,
  version: string | null,
) => { readonly services: readonly OfferedService[]; readonly schemasFolder: string } | undefined;

/** A compiled schema is some megabytes that no heap limit counts; those asked for last stay. */
const OPEN_MAX = 16;

/** The services of all connectors, read when somebody asks for them. */
export class SoapServices {
  /** In the order of their last use. */
  private readonly open = new Map<OfferedService, SoapService>();

  constructor(
    private readonly offersOf: OffersOf,
    private readonly packages: InstalledPackages,
    private readonly packagesDir: string,
  ) {}

  /**
   * @param version of the connector; null for the one that procedures without a version of their own have
   * @throws HubError `soap.service-unknown`, `soap.wsdl-missing`, `wsdl.unreadable`, `schema.folder-unreadable`
   */
  find(connector: string, version: string | null, name: string): SoapService {
    if (this.packages.look(performance.now())) this.forget();
    const offers = this.offersOf(connector, version);
    const offered = offers?.services.find((service) => service.name === name);
    if (offers === undefined || offered === undefined) {
      throw new HubError('rejected', 'soap.service-unknown', 'There is no such service here.');
    }
    const service = this.open.get(offered) ?? this.opened(offered, offers.schemasFolder);
    this.open.delete(offered);
    this.open.set(offered, service);
    const [oldest] = this.open;
    if (this.open.size > OPEN_MAX && oldest !== undefined) {
      this.open.delete(oldest[0]);
      oldest[1].dispose();
    }
    return service;
  }

  private opened({ wsdl }: OfferedService, schemasFolder: string): SoapService {
    const source = fromFolder(schemasFolder, wsdl) ?? fromPackages(this.packages, this.packagesDir, wsdl);
    if (source !== undefined) return new SoapService(source);
    const sentence = `The WSDL ${wsdl} is not installed. Install it: fachwerk schemas install <folder or ZIP>.`;
    throw new HubError('misconfigured', 'soap.wsdl-missing', sentence, { target: wsdl, values: { wsdl } });
  }

  private forget(): void {
    for (const service of this.open.values()) service.dispose();
    this.open.clear();
  }
}
