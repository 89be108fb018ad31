/** Refused or failed, wrong usage, not reachable. */
export type ExitCode = 1 | 2 | 3;

/** Ends the command. The message is for whoever typed it; the code is for scripts (`--json`). */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: ExitCode = 1,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

export function wrongUsage(message: string): Failure {
  return new Failure('usage', message, 2);
}

/** What the hub's own code throws when it is used directly, on the database. */
interface HubErrorLike extends Error {
  readonly kind: string;
  readonly code: string;
}

/** Whatever was thrown, as what the user is told. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (isHubError(error)) return new Failure(error.code, error.message, exitCodeOf(error), { cause: error });
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('cli.defect', message, 1, { cause: error });
}

function isHubError(error: unknown): error is HubErrorLike {
  // Told by its name: to import the class would load the hub, which most commands do without.
  return error instanceof Error && error.name === 'HubError' && 'kind' in error && 'code' in error;
}

function exitCodeOf({ kind, code }: HubErrorLike): ExitCode {
  if (kind === 'unavailable-shared') return 3;
  return code === 'config.invalid' || code === 'request.invalid' ? 2 : 1;
}
