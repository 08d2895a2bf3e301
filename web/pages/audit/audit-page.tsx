import type { AuditAnswer, AuditEntry } from '#contracts/audit.ts';
import { PlainDate } from '#contracts/dates.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import { auditRoutes } from '#contracts/staff-api/audit.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { auditCsv } from '#domain/staff/audit-csv.ts';
import { useMutation, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { textFile } from '../../api/bytes.ts';
import { saveFile } from '../../api/save-file.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { Button } from '../../parts/button.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { everyEntry } from './save-audit.ts';
import css from './audit.module.css';

const showClaim = routeNamed(claimRoutes, 'show-claim');
const ofDay = routeNamed(auditRoutes, 'audit-of-day');
const ofClaim = routeNamed(auditRoutes, 'audit-of-claim');
const ofUser = routeNamed(auditRoutes, 'audit-of-user');

/** Who saw or changed what: by day, by claim or by person. */
export function AuditPage() {
  const { api, practice } = useDesk();
  const today = useToday();
  const [by, setBy] = useState<'day' | 'claim' | 'user'>('day');
  const [day, setDay] = useState<string>(today);
  const [name, setName] = useState('');
  const isDay = PlainDate.safeParse(day).success;
  const claimId = name.trim().toUpperCase();
  const user = name.trim().toLowerCase();
  const days = useAnswer(
    ofDay,
    { day },
    { limit: 200 },
    { isAsked: by === 'day' && isDay, everySeconds: 30 },
  );
  const claims = useAnswer(
    ofClaim,
    { claimId },
    { limit: 200 },
    { isAsked: by === 'claim' && ClaimId.safeParse(claimId).success },
  );
  const users = useAnswer(
    ofUser,
    { staffUser: user },
    { limit: 200 },
    { isAsked: by === 'user' && /^[a-z][a-z0-9.-]{1,39}$/.test(user) },
  );
  const answer = { day: days, claim: claims, user: users }[by];
  const save = useMutation({
    mutationFn: async () => {
      const { practiceId } = practice;
      const all = await everyEntry(async (next) => {
        const request = { limit: 1000, next };
        switch (by) {
          case 'day':
            return await api.call(ofDay, { practiceId, day }, request);
          case 'claim':
            return await api.call(ofClaim, { practiceId, claimId }, request);
          case 'user':
            return await api.call(ofUser, { practiceId, staffUser: user }, request);
        }
      });
      const about = { day, claim: claimId, user }[by];
      const text = auditCsv(all.entries, all.next);
      saveFile(`audit-${practiceId}-${about}.csv`, textFile(text, 'text/csv'));
    },
  });
  return (
    <Page
      title="Audit trail"
      isFlush
      actions={
        <>
          {save.isError && <Failed error={save.error} />}
          <Button
            isSmall
            isDisabled={save.isPending || answer.data === undefined}
            onPress={() => save.mutate()}
          >
            {save.isPending ? 'Gathering…' : 'Save as CSV'}
          </Button>
        </>
      }
      toolbar={
        <search className={css['tools']} aria-label="Audit trail">
          <select
            className={parts['select']}
            aria-label="By"
            value={by}
            onChange={({ target }) =>
              setBy(target.value === 'claim' ? 'claim' : target.value === 'user' ? 'user' : 'day')
            }
          >
            <option value="day">By day</option>
            <option value="claim">By claim</option>
            <option value="user">By person</option>
          </select>
          {by === 'day' ? (
            <input
              className={`${parts['input']} ${css['field']}`}
              type="date"
              aria-label="Day"
              value={day}
              max={today}
              onChange={({ target }) => setDay(target.value)}
            />
          ) : (
            <input
              className={`${parts['input']} ${css['field']}`}
              aria-label={by === 'claim' ? 'Claim id' : 'User name'}
              placeholder={by === 'claim' ? 'Claim id' : 'User name'}
              autoComplete="off"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </search>
      }
    >
      <Entries answer={answer} />
    </Page>
  );
}

function Entries({ answer }: { readonly answer: UseQueryResult<AuditAnswer> }) {
  if (answer.data === undefined) {
    return answer.isError ? (
      <Failed error={answer.error} onRetry={() => void answer.refetch()} />
    ) : answer.isFetching ? (
      <Loading rows={10} />
    ) : (
      <Empty title="Say whose trail">
        <p>Every look at a patient’s record and every change is kept, and nobody can take it out again.</p>
      </Empty>
    );
  }
  const { entries, next } = answer.data;
  if (entries.length === 0) {
    return (
      <Empty title="Nobody was here">
        <p>Nothing was seen or changed.</p>
      </Empty>
    );
  }
  return (
    <>
      <table className={parts['table']}>
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>Did</th>
            <th>About</th>
            <th>Why</th>
            <th>From</th>
            <th>Outcome</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={`${entry.requestId} ${entry.outcome}`} entry={entry} />
          ))}
        </tbody>
      </table>
      {next !== undefined && <p className={css['more']}>There is more; the newest 200 are shown.</p>}
    </>
  );
}

function EntryRow({ entry }: { readonly entry: AuditEntry }) {
  const { at, user, did, claimId, about, moreAbout, reason, from, outcome, does } = entry;
  // An administrator sees that a claim was read, and not the claim.
  const mayRead = mayCall(showClaim, useDesk().practice);
  return (
    <tr>
      <td>{momentInWords(at)}</td>
      <td>{personName(user)}</td>
      <td>
        {staffRoutes.find(({ id }) => id === did)?.summary ?? did}{' '}
        {does === 'changes' && <Chip tone="note">Change</Chip>}
      </td>
      <td>
        {claimId === undefined ? (
          <Code>
            {about.slice(0, 2).join(' ')}
            {about.length + (moreAbout ?? 0) > 2 && ` and ${about.length + (moreAbout ?? 0) - 2} more`}
          </Code>
        ) : mayRead ? (
          <Link href={`/claims/${claimId}`}>
            <Code>{claimId}</Code>
          </Link>
        ) : (
          <Code>{claimId}</Code>
        )}
      </td>
      <td>{reason}</td>
      <td>
        <Code>{from}</Code>
      </td>
      <td>
        <Chip tone={outcome === 'not-allowed' || outcome === 'failed' ? 'danger' : 'plain'}>
          {outcome.replace('-', ' ')}
        </Chip>
      </td>
    </tr>
  );
}
