export type SoapVersion = '1.1' | '1.2';

/** W3C Note SOAP 1.1, 4.1.2; SOAP 1.2 Part 1, 5.1. */
export const ENVELOPE_NAMESPACE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** Of an envelope on its own, and of the root part where there are attachments beside it (`type`, `start-info`). */
export const ENVELOPE_TYPE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml',
  '1.2': 'application/soap+xml',
};
