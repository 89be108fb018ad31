// Generated from schemas/building-permits/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for building permits.
 */
export interface BuildingPermitSettings {
  /**
   * Code of the file plan entry for parcels (Aktenplankennzeichen).
   */
  filePlanCode: string;
}
