import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Amount } from '../../parts/figures.tsx';
import { keyed } from '../../parts/keyed.ts';
import { Explains, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { accountWords, causeWords } from '../../words/ledger-words.ts';
import css from './claims.module.css';

const claimLedger = routeNamed(ledgerRoutes, 'claim-ledger');

/** Where the money of a claim is, and every posting that brought it there. */
export function ClaimMoney({ claim }: { readonly claim: Claim }) {
  const answer = useAnswer(claimLedger, { claimId: claim.claimId }, {}, { everySeconds: 20 });
  if (answer.data === undefined) {
    return answer.isError ? (
      <Failed error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Loading rows={4} />
    );
  }
  const { postings } = answer.data;
  return (
    <Stack>
      <Panel
        title="Where the money is"
        aside={<Explains>Sums of the postings below; nothing else is kept.</Explains>}
        isFlush
      >
        <Figures postings={postings} />
      </Panel>
      <Panel title="Postings" isFlush>
        {postings.length === 0 ? (
          <Empty title="Nothing is posted yet">
            <p>Charges are posted when the claim is sent for the first time.</p>
          </Empty>
        ) : (
          <Postings postings={postings} />
        )}
      </Panel>
    </Stack>
  );
}

function Figures({ postings }: { readonly postings: readonly Posting[] }) {
  const balances = balancesOf(postings);
  const negated = (cents: Cents) => (0 - cents) as Cents;
  const figures: readonly { readonly name: string; readonly cents: Cents }[] = [
    { name: 'Charges', cents: negated(balances.charges) },
    { name: 'Contractual', cents: balances['contractual-adjustment'] },
    { name: 'Paid', cents: (balances['cash-in-transit'] + balances.bank) as Cents },
    { name: 'Payer owes', cents: balances['payer-receivable'] },
    { name: 'Patient owes', cents: balances['patient-receivable'] },
    { name: 'Denied, open', cents: balances['denial-pending'] },
    { name: 'Written off', cents: balances['write-off'] },
  ];
  return (
    <div className={css['money']}>
      {figures.map(({ name, cents }) => (
        <div key={name} className={css['figure']} data-zero={cents === 0}>
          <span>{name}</span>
          <span>
            <Amount of={cents} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** Each posting with its legs: what was added to an account is positive, what was taken from it negative. */
function Postings({ postings }: { readonly postings: readonly Posting[] }) {
  return (
    <div className={parts['scroller']}>
      <table className={parts['table']}>
        <thead>
          <tr>
            <th>Day</th>
            <th>Posting</th>
            <th>Account</th>
            <th>Why</th>
            <th className={parts['number']}>Debit</th>
            <th className={parts['number']}>Credit</th>
          </tr>
        </thead>
        {postings.map((posting) => (
          <tbody key={posting.postingId}>
            {keyed(posting.legs, ({ account, lineNumber, reason }) =>
              [account, lineNumber, reason].join(' '),
            ).map(({ key, item: leg }, index) => (
              <tr key={key}>
                <td>{index === 0 ? dayInWords(posting.postingDate) : ''}</td>
                <td title={posting.words}>{index === 0 ? causeWords[posting.cause] : ''}</td>
                <td>{accountWords[leg.account]}</td>
                <td>
                  {[leg.reason, leg.lineNumber === undefined ? undefined : `line ${leg.lineNumber}`]
                    .filter((part) => part !== undefined)
                    .join(' · ')}
                </td>
                <td className={parts['number']}>{leg.amountCents > 0 && <Amount of={leg.amountCents} />}</td>
                <td className={parts['number']}>
                  {leg.amountCents < 0 && <Amount of={(0 - leg.amountCents) as Cents} />}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
