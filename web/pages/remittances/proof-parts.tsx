import type { Equation, ProofClaim, ProofSheet } from '#contracts/proof.ts';
import { chartOfAccounts } from '#domain/ledger/chart-of-accounts.ts';
import { sumCents } from '#domain/money/cents.ts';
import { adjustmentWords, claimOutcomeWords, depositWords } from '#domain/remittance/proof/proof-words.ts';
import { Link } from 'wouter';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { keyed } from '../../parts/keyed.ts';
import { Explains, Panel } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import type { Tone } from '../../words/tone.ts';
import css from './remittances.module.css';

/** Whether an equation holds, by a word and not by color alone. */
function Holds({ holds }: Pick<Equation, 'holds'>) {
  return holds ? <Chip tone="good">Holds</Chip> : <Chip tone="danger">Does not hold</Chip>;
}

function EquationTable({ label, equation }: { readonly label: string; readonly equation: Equation }) {
  const { terms, result, holds } = equation;
  return (
    <table className={parts['table']} aria-label={label}>
      <tbody>
        {terms.map(({ words, amountCents }) => (
          <tr key={words}>
            <td>{words}</td>
            <td className={parts['number']}>
              <Amount of={amountCents} />
            </td>
          </tr>
        ))}
        <tr className={css['result']}>
          <td>
            {result.words} <Holds holds={holds} />
          </td>
          <td className={parts['number']}>
            <Amount of={result.amountCents} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** What does not hold; the balances of the payment. */
export function PaymentBalance({ sheet }: { readonly sheet: ProofSheet }) {
  return (
    <>
      {sheet.faults.length > 0 && (
        <Notice tone="danger" title="What does not hold">
          <ul>
            {sheet.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Panel
        title="Balance of the payment"
        aside={<Explains>Paid for the claims less provider adjustments is the payment.</Explains>}
        isFlush
      >
        <EquationTable label="Claims less adjustments are the payment" equation={sheet.transaction} />
      </Panel>
      {sheet.cash !== undefined && (
        <Panel
          title="Cash in the ledger"
          aside={<Explains>What was posted as cash in transit is the payment.</Explains>}
          isFlush
        >
          <EquationTable label="What was posted is the payment" equation={sheet.cash} />
        </Panel>
      )}
    </>
  );
}

/** Each pair of a PLB in words: what it is, and where the money stands. */
export function ProviderAdjustments({ adjustments }: Pick<ProofSheet, 'adjustments'>) {
  return (
    <Panel
      title="Provider adjustments (PLB)"
      aside={<Explains>Of no single claim. A positive amount lowers the payment.</Explains>}
      isFlush={adjustments.length > 0}
    >
      {adjustments.length === 0 ? (
        <p>None: the payer took nothing from the payment and added nothing to it.</p>
      ) : (
        <div className={parts['scroller']}>
          <table className={parts['table']} aria-label="Provider adjustments">
            <thead>
              <tr>
                <th>Code</th>
                <th>What it is</th>
                <th>Reference</th>
                <th>Claims</th>
                <th>Account</th>
                <th className={parts['number']}>Amount</th>
              </tr>
            </thead>
            <tbody>
              {keyed(adjustments, ({ code, reference, amountCents }) =>
                [code, reference, amountCents].join(' '),
              ).map(({ key, item }) => (
                <tr key={key}>
                  <td>
                    <Code>{item.code}</Code>
                  </td>
                  <td>{item.sentence}</td>
                  <td>{item.reference !== undefined && <Code>{item.reference}</Code>}</td>
                  <td>
                    {item.claimIds.map((claimId) => (
                      <ClaimLink key={claimId} claimId={claimId} />
                    ))}
                  </td>
                  <td>{adjustmentWords(item)}</td>
                  <td className={parts['number']}>
                    <Amount of={item.amountCents} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

export function Deposit({ sheet }: { readonly sheet: ProofSheet }) {
  const { entries } = sheet.deposit;
  return (
    <Panel
      title="The deposit"
      isFlush={entries.length > 0}
      aside={<Explains>{depositWords(sheet)}</Explains>}
    >
      {entries.length === 0 ? (
        <p>No entry of the bank was matched with it.</p>
      ) : (
        <table className={parts['table']} aria-label="Entries of the bank">
          <thead>
            <tr>
              <th>Day</th>
              <th>Entry</th>
              <th className={parts['number']}>Amount</th>
            </tr>
          </thead>
          <tbody>
            {keyed(entries, ({ on, words }) => `${on} ${words}`).map(({ key, item }) => (
              <tr key={key}>
                <td>{dayInWords(item.on)}</td>
                <td>{item.words}</td>
                <td className={parts['number']}>
                  <Amount of={item.amountCents} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** Where the money of the whole remittance was posted; debits are positive, and together they are nothing. */
export function PostedAccounts({ accounts }: Pick<ProofSheet, 'accounts'>) {
  if (accounts.length === 0) {
    return null;
  }
  return (
    <Panel
      title="Where it was posted"
      aside={<Explains>A debit is positive, a credit negative; together they are nothing.</Explains>}
      isFlush
    >
      <table className={parts['table']} aria-label="Accounts">
        <tbody>
          {accounts.map(({ account, amountCents }) => (
            <tr key={account}>
              <td>{chartOfAccounts[account].name}</td>
              <td>{chartOfAccounts[account].meaning}</td>
              <td className={parts['number']}>
                <Amount of={amountCents} />
              </td>
            </tr>
          ))}
          <tr className={css['result']}>
            <td colSpan={2}>Together</td>
            <td className={parts['number']}>
              <Amount of={sumCents(accounts, ({ amountCents }) => amountCents)} />
            </td>
          </tr>
        </tbody>
      </table>
    </Panel>
  );
}

const outcomeTone: Readonly<Record<ProofClaim['outcome'], Tone>> = {
  posted: 'good',
  parked: 'warning',
  nothing: 'plain',
  waiting: 'plain',
};

/** Every claim with its lines: charge less adjustments is what was paid. */
export function ProofClaims({ sheet }: { readonly sheet: ProofSheet }) {
  const { claims, counts } = sheet;
  return (
    <Panel
      title="Claims"
      aside={
        <Explains>
          {counts.posted} posted, {counts.parked} parked, {counts.claims - counts.posted - counts.parked}{' '}
          without money to post
        </Explains>
      }
      isFlush
    >
      {sheet.claimsLeftOut > 0 && (
        <Notice
          tone="note"
          title={`${claims.length} of ${counts.claims} claims are shown, those with something to look at first`}
        >
          <p>The sums above are those of all. Each claim’s own page has its postings.</p>
        </Notice>
      )}
      {claims.map((claim) => (
        <ClaimProof key={claim.claimIndex} claim={claim} />
      ))}
    </Panel>
  );
}

function ClaimProof({ claim }: { readonly claim: ProofClaim }) {
  const { claimIndex, claimId, equation, lines, outcome, why, accounts } = claim;
  return (
    <details className={css['claim']} open={claim.faults.length > 0 || outcome === 'parked'}>
      <summary>
        <span>
          {claimIndex}. <Code>{claim.patientControlNumber}</Code>
        </span>
        <Chip tone={outcomeTone[outcome]}>{claimOutcomeWords({ ...claim, claimId: undefined })}</Chip>
        {!equation.holds && <Holds holds={false} />}
        <span>
          charged <Amount of={claim.chargeCents} />, adjusted <Amount of={claim.adjustedCents} />, paid{' '}
          <Amount of={claim.paidCents} />
        </span>
      </summary>
      <p>
        {claimId !== undefined && (
          <>
            Claim <ClaimLink claimId={claimId} /> ·{' '}
          </>
        )}
        Payer’s number <Code>{claim.payerControlNumber || 'none'}</Code> · status{' '}
        <Code>{claim.statusCode}</Code>
        {claim.reasons.length > 0 && ` · of the whole claim: ${claim.reasons.join(', ')}`}
      </p>
      {why !== undefined && <p>{why}</p>}
      <div className={parts['scroller']}>
        <table className={parts['table']} aria-label={`Lines of claim ${claimIndex}`}>
          <thead>
            <tr>
              <th>Line</th>
              <th>Code</th>
              <th>Adjustments</th>
              <th>Charge less adjustments is paid</th>
              <th className={parts['number']}>Charge</th>
              <th className={parts['number']}>Paid</th>
            </tr>
          </thead>
          <tbody>
            {keyed(lines, ({ code }) => code).map(({ key, item }, index) => (
              <tr key={key}>
                <td>{index + 1}</td>
                <td>
                  <Code>{item.code}</Code>
                </td>
                <td>{item.reasons.join(', ') || 'None'}</td>
                <td>
                  <Holds holds={item.equation.holds} />
                </td>
                <td className={parts['number']}>
                  <Amount of={item.equation.terms[0]?.amountCents ?? item.equation.result.amountCents} />
                </td>
                <td className={parts['number']}>
                  <Amount of={item.equation.result.amountCents} />
                </td>
              </tr>
            ))}
            <tr className={css['result']}>
              <td colSpan={3}>All lines</td>
              <td>
                <Holds holds={equation.holds} />
              </td>
              <td className={parts['number']}>
                <Amount of={claim.chargeCents} />
              </td>
              <td className={parts['number']}>
                <Amount of={claim.paidCents} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {accounts.length > 0 && (
        <p>
          Posted:{' '}
          {accounts.map(({ account, amountCents }, index) => (
            <span key={account}>
              {index > 0 && ', '}
              {chartOfAccounts[account].name} <Amount of={amountCents} />
            </span>
          ))}
        </p>
      )}
    </details>
  );
}

function ClaimLink({ claimId }: { readonly claimId: string }) {
  return (
    <Link href={`/claims/${claimId}`}>
      <Code>{claimId}</Code>
    </Link>
  );
}
