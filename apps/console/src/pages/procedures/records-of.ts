/** What commands would make of the archive, as it is shown: case files, what lies in them, and so on. */

export type RecordKind = 'case-file' | 'case' | 'document';

export interface ShownRecord {
  readonly kind: RecordKind;
  readonly key: string;
  /** Left out for one that the commands only name: it has to be there already. */
  readonly subject?: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly within: ShownRecord[];
}

const FACTS = ['filePlanCode', 'openedOn', 'closedOn', 'documentType', 'documentDate', 'fileName'];
const OPENS: Readonly<Record<string, RecordKind>> = {
  'open-file': 'case-file',
  'open-sub-file': 'case-file',
  'open-case': 'case',
  'open-sub-case': 'case',
  'add-document': 'document',
};
/** Member that names what a record lies in → what that is. */
const PLACES: Readonly<Record<string, RecordKind>> = {
  inFile: 'case-file',
  inCase: 'case',
  file: 'case-file',
  case: 'case',
  document: 'document',
};

type Part = Readonly<Record<string, unknown>>;

/** Outermost first, in the order of the commands. What only changes a record (versions, closing) is not shown. */
export function recordsOf(commands: readonly object[]): readonly ShownRecord[] {
  const known = new Map<string, ShownRecord>();
  const outermost: ShownRecord[] = [];
  const named = (kind: RecordKind, key: string): ShownRecord => {
    const there = known.get(`${kind} ${key}`);
    if (there !== undefined) return there;
    const record: ShownRecord = { kind, key, facts: {}, within: [] };
    outermost.push(record);
    known.set(`${kind} ${key}`, record);
    return record;
  };
  for (const command of commands as readonly Part[]) {
    const kind = OPENS[String(command['do'])];
    if (kind === undefined) continue;
    const key = String(command['key']);
    const record: ShownRecord = {
      kind,
      key,
      subject: String(command['subject']),
      facts: factsOf(command),
      within: [],
    };
    const place = placeOf(command);
    (place === undefined ? outermost : named(...place).within).push(record);
    known.set(`${kind} ${key}`, record);
  }
  return outermost;
}

function placeOf(command: Part): readonly [RecordKind, string] | undefined {
  const places = { ...command, ...(typeof command['in'] === 'object' ? command['in'] : {}) } as Part;
  for (const [member, kind] of Object.entries(PLACES)) {
    if (typeof places[member] === 'string') return [kind, places[member]];
  }
  return undefined;
}

function factsOf(command: Part): Readonly<Record<string, string>> {
  const plain = FACTS.flatMap((name) => (typeof command[name] === 'string' ? [[name, command[name]] as const] : []));
  const metadata = Object.entries((command['metadata'] ?? {}) as Part).map(
    ([name, value]) => [name, textOf(value)] as const,
  );
  return Object.fromEntries([...plain, ...metadata]);
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
