// Generated from schemas/building-permits/permit-granted.v2.json by "npm run types". Do not edit.

/**
 * A building permit was granted.
 */
export interface PermitGranted {
  permit: Permit;
}
export interface Permit {
  /**
   * Number of the permit, unique within the building authority.
   */
  number: string;
  project: string;
  appliedOn: string;
  grantedOn: string;
  /**
   * Parcels (Flurstücke); the first one is the file.
   *
   * @maxItems 100
   */
  parcels: string[];
  applicant?: string;
  /**
   * In EUR, as an exact decimal.
   */
  fee?: string;
}
