import { HubError } from '../../errors/hub-error.js';
import type { InstalledPackages } from '../../schema-packages/installed-packages.js';
import { KeptServices } from '../../soap/kept-services.js';
import { SoapService } from '../../soap/service.js';
import { wsdlSource } from '../../soap/wsdl-source.js';

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

/** The services of all connectors, read when somebody asks for them. */
export class SoapServices {
  private readonly kept = new KeptServices<OfferedService>();

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
    if (this.packages.look(performance.now())) this.kept.forget();
    const offers = this.offersOf(connector, version);
    const offered = offers?.services.find((service) => service.name === name);
    if (offers === undefined || offered === undefined) {
      throw new HubError('rejected', 'soap.service-unknown', 'There is no such service here.');
    }
    return this.kept.get(offered, () => {
      return new SoapService(wsdlSource(this.packages, this.packagesDir, offers.schemasFolder, offered.wsdl));
    });
  }
}
