import type { ErrorTexts } from '../errors/codes.js';
import type { CauseGroup } from '../ledger/causes.js';
import type { StoppedState } from '../ledger/stopped.js';
import { whoActs } from './views.js';

/** Of values that are not the same for all messages of a group, the sentence says nothing. */
const DIFFERENT = '…';

/** @param nameOf procedures by their ids */
export function causeView(
  group: CauseGroup,
  tab: StoppedState,
  nameOf: (procedure: string) => string,
  texts: ErrorTexts,
): object {
  const { id, kind, code, stage, connector, connectorVersion, path, target, examples } = group;
  const [first] = examples;
  return {
    id,
    tab,
    kind,
    code,
    stage,
    ...(connector === null
      ? {}
      : { connector: { name: connector, ...(connectorVersion === null ? {} : { version: connectorVersion }) } }),
    ...(first?.type === undefined ? {} : { type: first.type }),
    ...(path === null ? {} : { path }),
    ...(target === null ? {} : { target }),
    sentence: texts.sentence(code, first?.message ?? code, sharedValues(group)),
    whoActs: whoActs({ kind, code }),
    procedures: group.procedures.map(({ id: procedure, count }) => ({ name: nameOf(procedure), count })),
    count: group.count,
    firstSeen: group.firstSeen.toISOString(),
    lastSeen: group.lastSeen.toISOString(),
    trend: group.trend,
    notes: group.notes,
  };
}

function sharedValues({ examples }: CauseGroup): Readonly<Record<string, string | number>> {
  const [first = undefined, ...others] = examples.map(({ values }) => values ?? {});
  return Object.fromEntries(
    Object.entries(first ?? {}).map(([name, value]) => [
      name,
      others.every((other) => other[name] === value) ? value : DIFFERENT,
    ]),
  );
}
