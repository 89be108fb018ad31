import { useCallback, useState } from 'react';
import { post } from '../../api/client.js';
import type { DoorName, DoorSeries, DoorTest, WholeDoor } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { Facts } from '../../parts/facts.js';
import { LinkButton } from '../../parts/link-button.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { sumOf, type SeriesLines } from '../../parts/series/series-lines.js';
import { Throughput } from '../../parts/series/throughput.js';
import { words } from '../../parts/texts.js';
import type { PageProps } from '../../shell/pages.js';
import { CertificatesTable, ErrorsTable, ProceduresTable } from './door-tables.js';
import { DOOR_NAMES, DoorBadge, doorPath } from './door-parts.js';
import { KindTables } from './kind-tables.js';
import { TestTable } from './test-table.js';
import { doorsTexts } from './texts.js';

const LOOK_MS = 15_000;

/** One door: whether it is open, who comes through, what was refused, and trying it. */
export function DoorPage({ values }: PageProps) {
  const door = DOOR_NAMES.find((name) => name === values['door']);
  return door === undefined ? <NoDoor /> : <OneDoor key={door} door={door} />;
}

function NoDoor() {
  const text = useTexts(doorsTexts);
  return (
    <Page title={text.notFound}>
      <Empty title={text.notFoundHelp}>
        <LinkButton to="/doors">{text.toAll}</LinkButton>
      </Empty>
    </Page>
  );
}

function OneDoor({ door }: { readonly door: DoorName }) {
  const text = useTexts(doorsTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const path = `/v1${doorPath(door)}`;
  const found = useResource<WholeDoor>(path, { everyMs: LOOK_MS });
  const mayTry = useMay('procedure.administer');
  const [tried, setTried] = useState<DoorTest>();
  const [problem, setProblem] = useState<Problem>();
  const [trying, setTrying] = useState(false);
  const test = async (): Promise<void> => {
    if (trying) return;
    setTrying(true);
    setTried(undefined);
    setProblem(undefined);
    say(text.testing);
    try {
      const result = await post<DoorTest>(`${path}/test`);
      setTried(result);
      const failed = result.checks.filter(({ passed }) => !passed).length;
      say(failed === 0 ? text.testPassed : failed === 1 ? text.oneFailed : text.testFailed(number(failed)));
    } catch (error) {
      setProblem(asProblem(error));
    }
    setTrying(false);
    found.reload();
  };
  const actions = (
    <>
      <Button onPress={found.reload}>{word.refresh}</Button>
      {mayTry && (
        <Button look="primary" onPress={() => void test()}>
          {trying ? text.testing : text.test}
        </Button>
      )}
    </>
  );
  return (
    <Page title={text.names[door]} lead={text.leads[door]} actions={actions}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {tried !== undefined && <TestTable test={tried} />}
      <Loaded resource={found}>{(shown) => <Shown door={shown} />}</Loaded>
      <DoorThroughput door={door} />
      <Loaded resource={found}>
        {(shown) => (
          <>
            <CertificatesTable certificates={shown.certificates} />
            <KindTables door={shown} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Shown({ door }: { readonly door: WholeDoor }) {
  const text = useTexts(doorsTexts);
  const language = useLanguage();
  const { number, bytes } = useFormats();
  const { state, reasons, addresses, contactAt, lastHour, lastDay } = door;
  const counts = ({ accepted, answered, refused }: WholeDoor['lastHour']): string =>
    text.counts(number(accepted), number(answered), number(refused));
  return (
    <>
      {reasons.map(({ code, sentence }, index) => (
        <Notice
          key={`${code}-${index}`}
          tone={state === 'closed' ? 'bad' : state === 'unused' ? 'info' : 'warning'}
          title={sentence[language]}
        />
      ))}
      <Facts
        facts={[
          { name: text.condition, value: <DoorBadge state={state} /> },
          { name: text.contactAt, value: contactAt === undefined ? text.never : <Moment iso={contactAt} whole /> },
          { name: text.lastHour, value: counts(lastHour) },
          { name: text.lastDay, value: counts(lastDay) },
          { name: text.bytes, value: bytes(lastDay.bytes) },
          addresses.length > 0 && { name: text.addresses, value: <Addresses all={addresses} /> },
        ]}
      />
      <ErrorsTable errors={door.errors} />
      <ProceduresTable procedures={door.procedures} />
    </>
  );
}

function Addresses({ all }: { readonly all: readonly string[] }) {
  return (
    <ul className="plain-list">
      {all.map((address) => (
        <li key={address} className="mono break">
          {address}
        </li>
      ))}
    </ul>
  );
}

function DoorThroughput({ door }: { readonly door: DoorName }) {
  const text = useTexts(doorsTexts);
  const { number } = useFormats();
  const linesOf = useCallback(
    ({ at, stepSeconds, accepted, answered, refused }: DoorSeries): SeriesLines => ({
      at,
      stepSeconds,
      lines: [
        { name: 'accepted', title: text.accepted, colour: 'accepted', counts: accepted },
        { name: 'answered', title: text.answered, colour: 'filed', counts: answered },
        { name: 'refused', title: text.refused, colour: 'parked', counts: refused },
      ],
    }),
    [text],
  );
  const sentenceOf = ({ accepted, answered, refused }: DoorSeries): string =>
    text.chartText(number(sumOf(accepted)), number(sumOf(answered)), number(sumOf(refused)));
  return <Throughput path={`/v1${doorPath(door)}/series`} linesOf={linesOf} sentenceOf={sentenceOf} />;
}
