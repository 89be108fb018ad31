import { TLSSocket } from 'node:tls';

/** When the certificate of whoever is on the other side ends, where it has one. It is gone with the connection. */
export function peerCertificateEnd(socket: unknown): { readonly certificateEndsAt?: Date } {
  const certificateEndsAt = socket instanceof TLSSocket ? new Date(socket.getPeerCertificate().valid_to) : undefined;
  return certificateEndsAt === undefined || Number.isNaN(certificateEndsAt.getTime()) ? {} : { certificateEndsAt };
}
