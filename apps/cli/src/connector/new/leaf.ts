/** A value that messages of a type carry, and what it may be good for. The same for XML and for JSON. */

export interface Leaf {
  /** Steps from the root; of XML with prefix, an attribute with `@`. */
  readonly path: readonly string[];
  /** Last name, without prefix. */
  readonly name: string;
  readonly kind: 'text' | 'date' | 'date-time' | 'number' | 'boolean' | 'code';
  /** It is there in every message. */
  readonly required: boolean;
  /** There may be several. */
  readonly repeated: boolean;
  readonly documentation: string;
  /** Of JSON: the steps, by number, that may be missing. */
  readonly optional?: readonly number[];
  /** Of JSON: it may be null. */
  readonly nullable?: boolean;
}

/** What was recognised by its name. Each is a proposal, and a question to whoever knows the procedure. */
export interface Leading {
  /** What makes two transmissions the same: always there, once. */
  readonly key: Leaf | undefined;
  /** What the case file is known by. */
  readonly file: Leaf | undefined;
  readonly subject: Leaf | undefined;
  readonly date: Leaf | undefined;
  readonly attachmentNames: Leaf | undefined;
  /** Kept as metadata. */
  readonly metadata: readonly Leaf[];
  /** What is not mapped. */
  readonly rest: readonly Leaf[];
}

const METADATA_MAX = 12;

const KEY: readonly RegExp[] = [
  /vorgangs?[._-]?(id|nummer|nr|uuid|kennung|identifikation)|prozess[._-]?id|antrags[._-]?(id|nummer|nr)|rechnungs[._-]?(nummer|nr)|(case|invoice|order|application|permit|transaction|submission|document)[._-]?(id|number|no)$/i,
  /aktenzeichen|gesch(ä|ae)ftszeichen|kassenzeichen|ordnungsmerkmal|steuernummer|plan[._-]?id/i,
  /^(id|uuid|identifier|nummer|number|kennung|kennzeichen|reference|referenz)$|(nummer|number|kennung|kennzeichen|objaddress)$/i,
  /(nachrichten?|message)[._-]?(uuid|id|nummer|kennung)/i,
  /uuid|guid|[a-z._-]id$|identifikation|identification|referenz|reference/i,
];
/** What the message itself is known by: `nachrichtenkopf/identifikation.nachricht/nachrichtenUUID`. */
export const MESSAGE_ID = /(nachrichten?|message)[._-]?(uuid|id|nummer|kennung)$/i;
const HEADER = /kopf|header|envelope|identifikation[._]nachricht/i;
/** Who sends and who gets it: the same for many messages. */
const PARTY = /^(leser|autor|absender|empf(ä|ae)nger|reader|author|sender|recipient|receiver)$/i;
const FILE: readonly RegExp[] = [
  /aktenzeichen|gesch(ä|ae)ftszeichen|file[._-]?reference|case[._-]?(number|id)|akten?[._-]?(id|nummer)/i,
  /kassenzeichen|flurst(ü|ue)ck|plan[._-]?(id|nummer)|betriebsnummer|steuernummer/i,
  /^(vorgang|akte|case|file)$/i,
];
const SUBJECT: readonly RegExp[] = [
  /^(betreff|subject|titel|title|arbeitstitel)$|betreff|subject|titel$|title$/i,
  /bezeichnung|plan[._-]?name|^name$|objname|shortname|label/i,
  /beschreibung|description/i,
];
const DATE: readonly RegExp[] = [
  /erstellungszeitpunkt|erstellungsdatum|ausstellungsdatum|rechnungsdatum|bescheiddatum|antragsdatum|issue[._-]?date/i,
  /datum|date|zeitpunkt|timestamp|created/i,
  /[a-z](On|At)$/,
];
const ATTACHMENT = /dateiname|file[._-]?name|documentname|anlagenname|attachment[._-]?name/i;
/** Values that say how a message travelled, not what it is about. */
const TRAVEL = /praefix|prefix|listuri|listversion|@|version|produkt|hersteller|encoding|mimetype|language|sprache/i;

export function leadingOf(leaves: readonly Leaf[]): Leading {
  const texts = leaves.filter(({ kind }) => kind === 'text' || kind === 'number');
  const single = texts.filter(({ repeated, path }) => !repeated && !TRAVEL.test(path.at(-1) ?? ''));
  // An only date is taken whatever it is called.
  const dates = leaves.filter(({ kind, repeated }) => (kind === 'date' || kind === 'date-time') && !repeated);
  const key = keyIn(single);
  const subject = best(
    single.filter((leaf) => leaf !== key && !isWithin(leaf, PARTY)),
    SUBJECT,
  );
  const leading = {
    key,
    file: best(single, FILE),
    subject,
    date: best(dates, DATE) ?? (dates.length === 1 ? dates[0] : undefined),
    attachmentNames: leaves.find(({ name, kind }) => kind === 'text' && ATTACHMENT.test(name)),
  };
  const used = new Set<Leaf | undefined>(Object.values(leading));
  const candidates = leaves.filter(
    (leaf) => !used.has(leaf) && !TRAVEL.test(leaf.path.at(-1) ?? '') && leaf.kind !== 'boolean',
  );
  const metadata = candidates
    .filter(({ required, repeated }) => required && !repeated)
    .concat(
      candidates.filter(
        (leaf) => !leaf.required && !leaf.repeated && [...KEY, ...FILE, ...DATE].some((word) => word.test(leaf.name)),
      ),
    )
    .slice(0, METADATA_MAX);
  return { ...leading, metadata, rest: leaves.filter((leaf) => !used.has(leaf) && !metadata.includes(leaf)) };
}

/** The message's own id, else what its content is known by; what is always there comes first. */
function keyIn(leaves: readonly Leaf[]): Leaf | undefined {
  const required = leaves.filter((leaf) => leaf.required);
  const own = best(
    required.filter((leaf) => isWithin(leaf, HEADER)),
    [MESSAGE_ID],
  );
  const ofContent = (leaf: Leaf): boolean => !isWithin(leaf, PARTY);
  return own ?? best(required.filter(ofContent), KEY) ?? best(leaves.filter(ofContent), KEY);
}

function isWithin({ path }: Leaf, word: RegExp): boolean {
  return path.slice(0, -1).some((step) => word.test(step.replace(/^[^:]*:/, '')));
}

/** The first word that something matches; of several what is always there, then what is nearest to the root. */
function best(leaves: readonly Leaf[], words: readonly RegExp[]): Leaf | undefined {
  for (const word of words) {
    const found = leaves.filter(({ name }) => word.test(name));
    const [first] = found.toSorted(
      (one, other) => Number(other.required) - Number(one.required) || one.path.length - other.path.length,
    );
    if (first !== undefined) return first;
  }
  return undefined;
}

/** For people: `Kopf/ProzessID`. */
export function shownPath({ path }: Leaf): string {
  return path.length === 0 ? '.' : path.map((step) => step.replace(/^(@?)[^:]*:/, '$1')).join('/');
}
