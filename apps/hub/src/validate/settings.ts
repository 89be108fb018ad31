/** The settings a municipality filled in for a connector. Checked when they are saved and before they are used. */
import type { Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import type { Check } from '../json/schemas.js';

/** @param schemas made with `allErrors`, so that an operator sees all problems at once */
export function checkSettings(manifest: Manifest, settings: unknown, schemas: { check(path: string): Check }): void {
  const problems = schemas.check(manifest.settings)(settings);
  const [first] = problems;
  if (first === undefined) return;
  const atFields = problems.flatMap(({ path, atField: sentence }) =>
    sentence === undefined ? [] : [{ path, sentence }],
  );
  const all = problems.map(({ sentence }) => sentence).join('; ');
  throw new HubError('misconfigured', 'settings.invalid', `The settings of ${manifest.name} are not valid: ${all}.`, {
    path: first.path,
    ...(atFields.length === 0 ? {} : { problems: atFields }),
    values: { connector: manifest.name, problems: all },
  });
}
