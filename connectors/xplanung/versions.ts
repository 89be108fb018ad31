/** The version whose plans are read: 6.0, with its corrections 6.0.1 and 6.0.2, which share the namespace. */
export const VERSION = '6.0';
export const NAMESPACE = namespaceOf(VERSION);
/** All objects of a plan, or of several (XPlanAuszug). */
export const ROOT = 'XPlanAuszug';

/** Recognised, so that the sender learns why they are not filed: nobody has compared their structure with that of 6.0. */
export const OTHER_VERSIONS = ['4.0', '4.1', '5.0', '5.1', '5.2', '5.3', '5.4', '6.1'] as const;

export function namespaceOf(version: string): string {
  return `http://www.xplanung.de/xplangml/${version.replace('.', '/')}`;
}
