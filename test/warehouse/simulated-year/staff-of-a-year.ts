import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';

/** Who decides, and what. */
export interface StaffDecision {
  readonly user: string;
  readonly role: 'staff' | 'manager';
  readonly outcome: Readonly<Record<string, unknown>>;
}

const biller = (outcome: Record<string, unknown>): StaffDecision => ({
  user: 'biller.rosa',
  role: 'staff',
  outcome: { reason: 'As the policy of the office says.', ...outcome },
});
const manager = (outcome: Record<string, unknown>): StaffDecision => ({
  ...biller(outcome),
  user: 'manager.kim',
  role: 'manager',
});

function endingOf(claim: Claim): string {
  return claim.coverages[0]?.memberId.split('-')[1] ?? '';
}

/** The first coverage under a number of which the payer has nothing to say. */
function withPlainMemberId({ coverages }: Claim) {
  return coverages.map((coverage) => ({
    ...coverage,
    memberId: coverage.memberId.split('-')[0] ?? coverage.memberId,
  }));
}

function lines({ lines: charged }: Claim, modifiers: readonly string[] = []) {
  return charged.map(({ code, units, chargeCents, diagnosisPointers }) => ({
    code,
    modifiers,
    units,
    charge: dollarText(chargeCents),
    diagnosisPointers,
  }));
}

/** What an office decides that always works the same way; undefined where a task is left to lie. */
export function decisionOf(task: Task, claim: Claim | undefined): StaffDecision | undefined {
  if (claim === undefined) {
    return decisionOfPractice(task);
  }
  const ending = endingOf(claim);
  switch (task.kind) {
    case 'coverage':
      return ending === 'E6' ? biller({ outcome: 'self-pay' }) : biller({ outcome: 'bill-anyway' });
    case 'rejection':
      return biller({ outcome: 'corrected', correction: { coverages: withPlainMemberId(claim) } });
    case 'follow-up':
      return ending === 'A0' ? biller({ outcome: 'resubmit' }) : biller({ outcome: 'keep-waiting' });
    case 'correction':
      return withoutLaboratory(claim);
    case 'denial':
      return decisionOfDenial(ending, claim);
    default:
      return decisionOfPractice(task);
  }
}

/** The practice has no laboratory of its own: whoever ran the test bills it. */
function withoutLaboratory(claim: Claim): StaffDecision {
  const kept = lines(claim).filter(({ code }) => code !== '80053');
  return biller({ outcome: 'corrected', correction: { lines: kept } });
}

function decisionOfDenial(ending: string, claim: Claim): StaffDecision {
  switch (ending) {
    case 'D16':
      return biller({
        outcome: 'correct-and-resubmit',
        correction: { diagnoses: [...claim.diagnoses, 'Z79.899'].slice(0, 12), lines: lines(claim) },
      });
    case 'D197':
      return biller({
        outcome: 'correct-and-resubmit',
        correction: { authorizationNumber: `AUTH${claim.claimId.slice(0, 8)}` },
      });
    case 'D50':
      return biller({ outcome: 'appeal' });
    case 'D204':
      return biller({ outcome: 'bill-the-patient' });
    case 'D97':
      return manager({ outcome: 'write-off', writeOffReason: 'bundled' });
    default:
      return manager({ outcome: 'write-off', writeOffReason: 'timely-filing' });
  }
}

function decisionOfPractice(task: Task): StaffDecision | undefined {
  switch (task.kind) {
    case 'credit-balance':
      return creditDecision(task);
    case 'underpayment':
      return manager({ outcome: 'accepted' });
    default:
      return undefined;
  }
}

function creditDecision({ credit }: Task): StaffDecision | undefined {
  return credit === undefined || credit.payee.kind === 'unknown'
    ? undefined
    : manager({ outcome: 'refund', to: credit.payee.kind, amount: dollarText(credit.owedCents) });
}

function dollarText(amountCents: number): string {
  return `${Math.trunc(amountCents / 100)}.${String(amountCents % 100).padStart(2, '0')}`;
}
