import { claimStates, type Claim, type ClaimState } from '#contracts/claim.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { useMemo, useRef, useState, type RefObject } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Button } from '../../parts/button.tsx';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { useNow } from '../../parts/now.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { toneOfState, wordsOfState } from '../../words/claim-words.ts';
import { dayInWords, timeAgo } from '../../words/days.ts';
import css from './claims.module.css';

const listClaims = routeNamed(claimRoutes, 'list-claims');
const countClaims = routeNamed(claimRoutes, 'count-claims');

/** All claims, or those of one state; the search looks through the page that is shown and goes to a claim by its id. */
export function ClaimsPage() {
  const [, go] = useLocation();
  const given = new URLSearchParams(useSearch()).get('state');
  const state = claimStates.find((known) => known === given);
  const [after, setAfter] = useState<readonly string[]>([]);
  const next = after.at(-1);
  const counts = useAnswer(countClaims, {}, {}, { everySeconds: 30 }).data?.counts;
  const answer = useAnswer(
    listClaims,
    {},
    { limit: 100, ...(state !== undefined && { state }), ...(next !== undefined && { next }) },
    { everySeconds: 20 },
  );
  const page = answer.data;
  const [words, setWords] = useState('');
  const shown = useMemo(() => search(page?.claims ?? [], words), [page, words]);
  const field = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);
  useKeys(useRowKeys(table, 'Claims'));
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [{ keys: '/', does: 'Search', group: 'Claims', run: () => field.current?.focus() }],
      [],
    ),
  );
  const choose = (chosen: string) => {
    setAfter([]);
    go(chosen === '' ? '/claims' : `/claims?state=${chosen}`, { replace: true });
  };

  return (
    <Page
      title="Claims"
      isFlush
      toolbar={
        <search className={css['states']} aria-label="Claims">
          <input
            ref={field}
            className={`${parts['input']} ${css['search']}`}
            type="search"
            aria-label="Search this page, or a claim id"
            placeholder="Name, claim id, code   /"
            autoComplete="off"
            value={words}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={({ key, currentTarget }) => {
              const id = words.trim().toUpperCase();
              if (key === 'Enter' && /^C[0-9A-Z]{12}$/.test(id)) {
                go(`/claims/${id}`);
              } else if (key === 'Escape' || key === 'Enter') {
                currentTarget.blur();
              }
            }}
          />
          <select
            className={parts['select']}
            aria-label="State"
            value={state ?? ''}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="">All states{counts === undefined ? '' : ` (${sum(counts)})`}</option>
            {claimStates.map((known) => (
              <option key={known} value={known}>
                {wordsOfState(known).meaning}
                {counts === undefined ? '' : ` (${counts[known]})`}
              </option>
            ))}
          </select>
          {state !== undefined && (
            <span className={parts['explains']}>Expected next: {wordsOfState(state).expects}.</span>
          )}
        </search>
      }
    >
      {answer.isError && page === undefined ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : page === undefined ? (
        <Loading rows={12} />
      ) : shown.length === 0 ? (
        <Empty title={words === '' ? 'No claims here' : 'No claim on this page fits'}>
          <p>
            {words === ''
              ? 'A claim begins with an encounter that the practice uploads or enters.'
              : 'The search looks through the claims that are shown. Choose a state, or enter a whole claim id.'}
          </p>
        </Empty>
      ) : (
        <>
          <ClaimTable claims={shown} table={table} />
          <div className={css['more']}>
            {after.length > 0 && <Button onPress={() => setAfter(after.slice(0, -1))}>Page before</Button>}
            {page.next !== undefined && (
              <Button onPress={() => page.next !== undefined && setAfter([...after, page.next])}>
                Next page
              </Button>
            )}
          </div>
        </>
      )}
    </Page>
  );
}

const sum = (counts: Partial<Record<ClaimState, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

function search(claims: readonly Claim[], words: string): readonly Claim[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return claims.filter((claim) => {
    const { patient, claimId, lines, diagnoses, coverages, summary } = claim;
    const text = [
      patient.lastName,
      patient.firstName,
      claimId,
      summary,
      ...lines.map(({ code }) => code),
      ...diagnoses,
      ...coverages.map(({ payerId }) => payerId),
    ]
      .join(' ')
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function ClaimTable({
  claims,
  table,
}: {
  readonly claims: readonly Claim[];
  readonly table: RefObject<HTMLTableElement | null>;
}) {
  const now = useNow();
  return (
    <table ref={table} className={`${parts['table']} ${parts['links']} ${css['claims']}`}>
      <thead>
        <tr>
          <th>Patient</th>
          <th>Service</th>
          <th>State</th>
          <th className={css['wide']}>What happened last</th>
          <th>Payer</th>
          <th className={parts['number']}>Charge</th>
          <th className={css['wide']}>Changed</th>
        </tr>
      </thead>
      <tbody>
        {claims.map((claim) => (
          <tr key={claim.claimId}>
            <td>
              <Link
                href={`/claims/${claim.claimId}`}
                className={parts['whole'] ?? ''}
                data-row={claim.claimId}
              >
                {claim.patient.lastName}, {claim.patient.firstName}
              </Link>
            </td>
            <td>{dayInWords(claim.serviceDateFrom)}</td>
            <td>
              <Chip tone={toneOfState(claim.state)}>{wordsOfState(claim.state).meaning}</Chip>
            </td>
            <td className={css['wide']}>{claim.summary}</td>
            <td>
              <Code>{claim.coverages[0]?.payerId ?? 'Self-pay'}</Code>
            </td>
            <td className={parts['number']}>
              <Amount of={claim.totalChargeCents} />
            </td>
            <td className={css['wide']}>{timeAgo(claim.updatedAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
