import type { Cents } from '#contracts/cents.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { useRef, useState, type RefObject } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { roundDollars } from '../../words/dollars.ts';
import { dayInWords } from '../../words/days.ts';

const listAccounts = routeNamed(patientRoutes, 'list-accounts');

/** What an account owes, or is owed where it is negative. */
export function balanceOf({ visits }: Pick<PatientAccount, 'visits'>): Cents {
  return visits.reduce((sum, { balanceCents }) => sum + balanceCents, 0) as Cents;
}

/** Who is billed, and what is owed of the visits that payers have decided. */
export function AccountsPage() {
  const answer = useAnswer(listAccounts, {}, {}, { everySeconds: 30 });
  const [isAll, setAll] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  useKeys(useRowKeys(table, 'Patient accounts'));
  const accounts = answer.data?.accounts;
  const shown = (accounts ?? [])
    .filter((account) => isAll || balanceOf(account) !== 0)
    .toSorted((one, other) => balanceOf(other) - balanceOf(one));
  const owed = (accounts ?? []).reduce((sum, account) => sum + Math.max(0, balanceOf(account)), 0);
  return (
    <Page
      title="Patient accounts"
      isFlush
      actions={
        <>
          {accounts !== undefined && <span className={parts['explains']}>{roundDollars(owed)} owed</span>}
          <label>
            <input type="checkbox" checked={isAll} onChange={() => setAll(!isAll)} /> Settled ones too
          </label>
        </>
      }
    >
      {accounts === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={10} />
        )
      ) : shown.length === 0 ? (
        <Empty title="Nobody owes anything">
          <p>A balance comes here when the last payer has decided a visit and left a part to the patient.</p>
        </Empty>
      ) : (
        <AccountTable accounts={shown} table={table} />
      )}
    </Page>
  );
}

function AccountTable({
  accounts,
  table,
}: {
  readonly accounts: readonly PatientAccount[];
  readonly table: RefObject<HTMLTableElement | null>;
}) {
  return (
    <table ref={table} className={`${parts['table']} ${parts['links']}`}>
      <thead>
        <tr>
          <th>Account</th>
          <th>Visits</th>
          <th>Statements</th>
          <th>Last statement</th>
          <th>Cycle</th>
          <th className={parts['number']}>Balance</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => {
          const last = account.statements.at(-1);
          const balance = balanceOf(account);
          return (
            <tr key={account.guarantorId}>
              <td>
                <Link
                  href={`/accounts/${account.guarantorId}`}
                  className={parts['whole'] ?? ''}
                  data-row={account.guarantorId}
                  aria-label={`Account ${account.guarantorId}`}
                >
                  <Code>{account.guarantorId}</Code>
                </Link>
              </td>
              <td>{account.visits.length}</td>
              <td>{account.statements.length}</td>
              <td>{last === undefined ? 'None yet' : dayInWords(last.sentOn)}</td>
              <td>
                {account.cycle === undefined ? null : account.cycle.state === 'running' ? (
                  <Chip tone="note">Statement {last?.statement ?? 1}</Chip>
                ) : (
                  <Chip>Over</Chip>
                )}
              </td>
              <td className={parts['number']}>
                {balance < 0 && <Chip tone="warning">Credit</Chip>} <Amount of={balance} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
