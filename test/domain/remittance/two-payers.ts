import { PayerId, RemittanceId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { decideDenialTask } from '#domain/denials/decide-denial-task.ts';
import type { StaffMember } from '#domain/denials/write-off.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { at, day, postingsIn, sampleClaim, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, dollars, openBooks, reversalOf, type Books } from './sample-remittance.ts';

export const practice = samplePractice();
export const staff: StaffMember = { user: 'maria', at, role: 'staff' };
export const manager: StaffMember = { user: 'nora', at, role: 'manager' };
export const because = { reason: 'as the record shows' } as const;
export const writeOff = { outcome: 'write-off', writeOffReason: 'administrative', ...because } as const;
const coverage = (order: string, payerId: string) => ({
  order,
  payerId,
  memberId: payerId,
  relationship: 'self',
});
/** A claim that names two payers, with its charges posted. */
export const start = (): Books =>
  openBooks(sampleClaim({ coverages: [coverage('primary', 'JUNIP'), coverage('secondary', 'STMCD')] }));

/** One CLP and who sent it; its place makes its remittance, so that it is the same whenever it comes. */
export interface Sent {
  readonly number: number;
  /** Its place in the remittance; the first, unless it says another. */
  readonly claimIndex?: number;
  readonly payerId: PayerId;
  readonly clp: Claim835;
}

let numbers = 0;
export function sent(payerId: 'JUNIP' | 'STMCD', statusCode: string, paid: string, cas: string): Sent {
  numbers += 1;
  const clp = claimPayment([], {
    statusCode,
    chargeCents: dollars('200'),
    paidCents: dollars(paid),
    payerControlNumber: `ICN${numbers}`,
    cas,
  });
  return { number: numbers, payerId: PayerId.parse(payerId), clp };
}

export function takenBack({ payerId, clp }: Sent): Sent {
  numbers += 1;
  return { number: numbers, payerId, clp: reversalOf(clp) };
}

export function receive(books: Books, ...all: readonly Sent[]): Books {
  return all.reduce((before, { number, claimIndex = 1, payerId, clp }) => {
    const remittanceId = RemittanceId.parse(`R${String(number).padStart(16, '0')}`);
    const facts = { remittanceId, traceNumber: 'EFT', payerId };
    const occasion = { at, postingDate: day, postings: before.postings };
    const last = postClaimPayment(before.claim, practice, facts, clp, claimIndex, occasion);
    const claim = last.outcome === 'duplicate' ? before.claim : (last.claim ?? before.claim);
    return { claim, postings: [...before.postings, ...postingsIn(last.writes)], last };
  }, books);
}

export function decide(
  books: Books,
  outcome: TaskOutcome<'denial'>,
  who = staff,
): Books & { readonly refused?: string } {
  const decided = decideDenialTask(books.claim, practice, books.postings, outcome, who);
  return decided.refused === undefined
    ? { claim: decided.claim, postings: [...books.postings, ...postingsIn(decided.writes)] }
    : { ...books, refused: decided.refused };
}

/** What is on the accounts beside the charges; those without a balance are left out. */
export function accounts({ postings }: Books): Record<string, number> {
  return Object.fromEntries(
    Object.entries(balancesOf(postings)).filter(
      ([account, balance]) => balance !== 0 && account !== 'charges',
    ),
  );
}

export function task({ last }: Books): Task | undefined {
  return last?.writes.flatMap((write) => (write.kind === 'open-task' ? [write.task] : []))[0];
}

/** Every order of some things. */
export function orders<Element>(all: readonly Element[]): Element[][] {
  return all.length === 0
    ? [[]]
    : all.flatMap((one, index) =>
        orders([...all.slice(0, index), ...all.slice(index + 1)]).map((rest) => [one, ...rest]),
      );
}
