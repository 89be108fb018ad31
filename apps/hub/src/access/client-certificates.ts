import type { X509Certificate } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { BlockList, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { HubConfig } from '../config/hub-config.js';
import { isIn, networksOf } from '../config/networks.js';
import { fingerprintOf, passedCertificate } from './certificate.js';

/** A certificate whose private key the other side has: TLS has seen to that, here or at the proxy. */
export interface ShownCertificate {
  readonly fingerprint: string;
  /** By the authorities of `tlsClientCaFile`; true where none are set, or a proxy saw to it. */
  readonly vouchedFor: boolean;
}

type Settings = Pick<HubConfig, 'clientCertificateHeader' | 'trustedProxies' | 'tlsClientCaFile'>;

/**
 * Which certificate comes with a request. From a trusted proxy it is the one in its header: the proxy's own, if it shows
 * one, says nothing about the procedure. From everybody else it is that of the connection, and the header counts nothing.
 */
export class ClientCertificates {
  private readonly header: string | undefined;
  private readonly proxies: BlockList | undefined;
  private readonly byAuthority: boolean;
  /** Reading one takes longer than a request on a connection that stays. */
  private readonly ofSockets = new WeakMap<Socket, ShownCertificate>();

  constructor({ clientCertificateHeader, trustedProxies, tlsClientCaFile }: Settings) {
    this.header = clientCertificateHeader?.toLowerCase();
    this.proxies = trustedProxies && networksOf(trustedProxies);
    this.byAuthority = tlsClientCaFile !== undefined;
  }

  /** @throws HubError `access.certificate-unreadable` */
  of({ headers, raw: { socket } }: Pick<FastifyRequest, 'headers' | 'raw'>): ShownCertificate | undefined {
    if (this.header !== undefined && this.proxies !== undefined && isIn(this.proxies, socket.remoteAddress)) {
      const passed = [headers[this.header] ?? ''].flat().join(',');
      return passed === '' ? undefined : { fingerprint: fingerprintOf(passedCertificate(passed)), vouchedFor: true };
    }
    return this.ofSocket(socket);
  }

  private ofSocket(socket: Socket): ShownCertificate | undefined {
    const known = this.ofSockets.get(socket);
    if (known !== undefined) return known;
    if (!(socket instanceof TLSSocket)) return undefined;
    const x509: X509Certificate | undefined = socket.getPeerX509Certificate();
    if (x509 === undefined) return undefined;
    const shown = { fingerprint: fingerprintOf(x509), vouchedFor: !this.byAuthority || socket.authorized };
    this.ofSockets.set(socket, shown);
    return shown;
  }
}
