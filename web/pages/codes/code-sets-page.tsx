import type { CodeSetRegister } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { codeRoutes } from '#contracts/staff-api/codes.ts';
import { useMemo, useRef, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';

const codeSetEditions = routeNamed(codeRoutes, 'code-set-editions');
const searchCodes = routeNamed(codeRoutes, 'search-codes');

/** Which editions of the code sets claims are checked with, and a search by words. */
export function CodeSetsPage() {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  const editions = useAnswer(codeSetEditions, {}, {}, { everySeconds: 120 });
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [{ keys: '/', does: 'Search codes', group: 'Code sets', run: () => field.current?.focus() }],
      [],
    ),
  );
  return (
    <Page title="Code sets">
      <Stack>
        <Panel title="Find a code">
          <Stack>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                setAsked(words.trim());
              }}
            >
              <input
                ref={field}
                className={parts['input']}
                type="search"
                aria-label="Words or the beginning of a code"
                placeholder="Words or the beginning of a code, then Enter   /"
                autoComplete="off"
                maxLength={200}
                value={words}
                onChange={({ target }) => setWords(target.value)}
              />
            </form>
            {asked !== '' && <FoundCodes words={asked} />}
          </Stack>
        </Panel>
        <Panel
          title="Editions"
          aside={<Explains>The edition in force on the day of service decides.</Explains>}
          isFlush
        >
          {editions.data !== undefined ? (
            <Editions registers={editions.data.registers} />
          ) : editions.isError ? (
            <Failed error={editions.error} onRetry={() => void editions.refetch()} />
          ) : (
            <Loading rows={8} />
          )}
        </Panel>
      </Stack>
    </Page>
  );
}

function FoundCodes({ words }: { readonly words: string }) {
  const answer = useAnswer(searchCodes, {}, { words, limit: 12 });
  if (answer.data === undefined) {
    return answer.isError ? <Failed error={answer.error} /> : <Loading rows={3} />;
  }
  const found = answer.data.found.filter(({ codes }) => codes.length > 0);
  if (found.length === 0) {
    return <Explains>No code of the loaded editions fits “{words}”.</Explains>;
  }
  return (
    <>
      {found.map(({ kind, edition, codes }) => (
        <table key={kind} className={parts['table']}>
          <thead>
            <tr>
              <th>
                {kind} {edition}
              </th>
              <th>Meaning</th>
              <th>Billed</th>
            </tr>
          </thead>
          <tbody>
            {codes.map(({ code, label, isBillable }) => (
              <tr key={code}>
                <td>
                  <Code>{code}</Code>
                </td>
                <td>{label}</td>
                <td>{isBillable ? 'Yes' : 'Choose below it'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}

function Editions({ registers }: { readonly registers: readonly CodeSetRegister[] }) {
  const today = useToday();
  const loaded = registers.filter(({ editions }) => editions.length > 0);
  if (loaded.length === 0) {
    return (
      <Empty title="No code set is loaded">
        <p>
          Claims are checked with the small tables that come with the program until an operator loads
          editions.
        </p>
      </Empty>
    );
  }
  return (
    <div className={parts['scroller']}>
      <table className={parts['table']}>
        <thead>
          <tr>
            <th>Code set</th>
            <th>In force today</th>
            <th>From</th>
            <th className={parts['number']}>Rows</th>
            <th>Whole</th>
            <th>Next</th>
          </tr>
        </thead>
        <tbody>
          {loaded.map((register) => (
            <EditionRow key={register.kind} register={register} today={today} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EditionRow({ register, today }: { readonly register: CodeSetRegister; readonly today: PlainDate }) {
  const standing = register.editions.filter(({ replacedBy }) => replacedBy === undefined);
  const present = standing.findLast(({ from, to }) => from <= today && (to === undefined || today <= to));
  const next = standing.find(({ from }) => from > today);
  return (
    <tr>
      <td>
        <Code>{register.kind}</Code>
      </td>
      <td>{present?.edition ?? <Chip tone="danger">None</Chip>}</td>
      <td>{present === undefined ? '' : dayInWords(present.from)}</td>
      <td className={parts['number']}>{present?.rowCount.toLocaleString('en-US')}</td>
      <td>
        {present === undefined ? null : present.isWhole ? (
          <Chip tone="good">Whole</Chip>
        ) : (
          <Chip tone="warning">A part: what it lacks is not checked</Chip>
        )}
      </td>
      <td>{next === undefined ? '' : `${next.edition} from ${dayInWords(next.from)}`}</td>
    </tr>
  );
}
