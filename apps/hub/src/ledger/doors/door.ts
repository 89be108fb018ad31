/** The doors of the hub: the ways in which messages come in. */
export const DOORS = ['rest', 'soap', 'xta', 'xta-client'] as const;

/** `xta`: others ask the hub. `xta-client`: the hub asks servers of others. */
export type Door = (typeof DOORS)[number];

/** As it is written down and shown; what is in it is safe for senders. */
export interface DoorError {
  readonly code: string;
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
