/** Something that people look at while it changes: they get it again whenever it is another. */
export interface LiveSource {
  /**
   * What there is now for people of a tenant. Called while somebody listens, at most every two seconds, for all who listen
   * in this process together.
   *
   * @throws HubError `unavailable-shared`: there is nothing new to tell as long as the database is away
   */
  look(tenant: string): Promise<readonly LiveState[]>;
}

export interface LiveState {
  /** Name of the event. */
  readonly event: string;
  /** Which one it is, where there are several of an event, for example the id of a job. */
  readonly key?: string;
  readonly data: object;
  /** What of it counts as a change; without it all of `data`. */
  readonly mark?: string;
}
