import type { Claim } from '#contracts/claim.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { openDispute } from '../../forms/dispute-form.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Amount, Chip, Code, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords, dayOfInstant } from '../../words/days.ts';
import { LogPanel } from '../log/log-panel.tsx';
import { balanceOf } from './accounts-page.tsx';
import { DisputePanel, type Disputing } from './dispute-panel.tsx';

const listAccounts = routeNamed(patientRoutes, 'list-accounts');
const showClaim = routeNamed(claimRoutes, 'show-claim');

/** One guarantor: every visit with what is left of it, and the statements that were sent. */
export function AccountPage({ guarantorId }: { readonly guarantorId: string }) {
  const [, go] = useLocation();
  const answer = useAnswer(listAccounts, {}, {}, { everySeconds: 30 });
  const account = answer.data?.accounts.find((known) => known.guarantorId === guarantorId);
  const first = account?.visits[0]?.claimId;
  const claim = useAnswer(showClaim, { claimId: first ?? '' }, {}, { isAsked: first !== undefined }).data
    ?.claim;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [{ keys: 'Escape', does: 'Back to the accounts', group: 'Account', run: () => go('/accounts') }],
      [go],
    ),
  );
  return (
    <Page title="Account" crumb={<Link href="/accounts">Patient accounts</Link>}>
      {account !== undefined ? (
        <AccountView account={account} claim={claim} />
      ) : answer.data !== undefined ? (
        <Empty title="There is no such account">
          <p>An account begins when the first balance of a visit is handed to the patient.</p>
        </Empty>
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </Page>
  );
}

function AccountView({
  account,
  claim,
}: {
  readonly account: PatientAccount;
  readonly claim: Claim | undefined;
}) {
  const { cycle, statements, visits } = account;
  const { practice } = useDesk();
  const [disputing, setDisputing] = useState<Disputing>();
  const guarantor = claim?.guarantor;
  return (
    <Stack>
      <Panel title="Guarantor">
        <Facts
          facts={[
            guarantor === undefined
              ? undefined
              : { name: 'Name', value: `${guarantor.lastName}, ${guarantor.firstName}` },
            guarantor === undefined
              ? undefined
              : {
                  name: 'Address',
                  value: `${guarantor.address.line1}, ${guarantor.address.city}, ${guarantor.address.state} ${guarantor.address.zip}`,
                },
            { name: 'Account', value: <Code>{account.guarantorId}</Code> },
            { name: 'Balance', value: <Amount of={balanceOf(account)} /> },
            cycle === undefined
              ? undefined
              : {
                  name: 'Statements',
                  value:
                    cycle.state === 'running' ? (
                      <Chip tone="note">Running since {dayInWords(dayOfInstant(cycle.startedAt))}</Chip>
                    ) : (
                      (cycle.overBecause ?? 'Over')
                    ),
                },
          ]}
        />
      </Panel>
      <Panel title="Visits" aside={<Explains>As the last payer’s decision left them</Explains>} isFlush>
        <table className={`${parts['table']} ${parts['links']}`}>
          <thead>
            <tr>
              <th>Service</th>
              <th>Claim</th>
              <th>Handed over</th>
              <th className={parts['number']}>Balance</th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit) => (
              <tr key={visit.claimId}>
                <td>
                  <Link href={`/claims/${visit.claimId}`} className={parts['whole'] ?? ''}>
                    {dayInWords(visit.serviceDate)}
                  </Link>
                </td>
                <td>
                  <Code>{visit.claimId}</Code>
                </td>
                <td>{dayInWords(dayOfInstant(visit.handedOverAt))}</td>
                <td className={parts['number']}>
                  <Amount of={visit.balanceCents} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <DisputePanel account={account} disputing={disputing} onDisputing={setDisputing} />
      <LogPanel
        subject={{ about: 'account', guarantorId: account.guarantorId }}
        onDispute={mayCall(openDispute, practice) ? (entry) => setDisputing({ entry }) : undefined}
      />
      <Panel title="Statements" isFlush>
        {statements.length === 0 ? (
          <Empty title="No statement yet">
            <p>The first goes out when the balance reaches what the practice bills at least.</p>
          </Empty>
        ) : (
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Sent</th>
                <th>Number</th>
                <th>Due</th>
                <th>Visits</th>
                <th className={parts['number']}>Asked for</th>
              </tr>
            </thead>
            <tbody>
              {statements.toReversed().map((statement) => (
                <tr key={statement.documentKey}>
                  <td>{dayInWords(statement.sentOn)}</td>
                  <td>
                    {statement.statement} of cycle {statement.cycle}
                  </td>
                  <td>{dayInWords(statement.dueOn)}</td>
                  <td>{statement.visits.length}</td>
                  <td className={parts['number']}>
                    <Amount of={statement.amountDueCents} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </Stack>
  );
}
