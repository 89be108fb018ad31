/** Fault codes of WS-Security 1.1 (12): names in its namespace. */
const FAULTS: Readonly<Record<string, string>> = {
  'ws-security.malformed': 'InvalidSecurity',
  'ws-security.attachments': 'InvalidSecurity',
  'ws-security.unsupported': 'UnsupportedSecurityToken',
  'ws-security.digest': 'UnsupportedSecurityToken',
  'ws-security.algorithm': 'UnsupportedAlgorithm',
  'ws-security.token': 'InvalidSecurityToken',
  'ws-security.timestamp': 'MessageExpired',
  'ws-security.unsigned': 'FailedCheck',
  'ws-security.several-bodies': 'FailedCheck',
  'ws-security.wrapped': 'FailedCheck',
  'ws-security.signature-wrong': 'FailedCheck',
  'access.unauthorised': 'FailedAuthentication',
  'access.credentials-differ': 'FailedAuthentication',
  'access.certificate-unknown': 'FailedAuthentication',
  'access.certificate-revoked': 'FailedAuthentication',
  'access.certificate-expired': 'FailedAuthentication',
  'access.certificate-not-yet-valid': 'FailedAuthentication',
  'access.certificate-untrusted': 'FailedAuthentication',
  'access.certificate-unreadable': 'FailedAuthentication',
  'access.replayed': 'FailedAuthentication',
};

/** @returns the local name of the subcode for an error of the hub; undefined when it is not about security */
export function securityFaultOf(code: string): string | undefined {
  return Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
}
