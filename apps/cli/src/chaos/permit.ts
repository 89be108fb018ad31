/** A building permit that the connector `building-permits` reads. */
export function permit(number: string, changes: { parcel?: string; project?: string } = {}): string {
  const { parcel = 'Gohlis 12/3', project = 'Carport' } = changes;
  return JSON.stringify({
    permit: { number, project, parcels: [parcel], appliedOn: '2026-02-02', grantedOn: '2026-05-18' },
  });
}
