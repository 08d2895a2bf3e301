import type { Cents } from '#contracts/cents.ts';
import { accountKinds, type AccountKind, type Posting } from '#contracts/ledger.ts';
import type { ProofAdjustment, ProofClaim, ProofSheet } from '#contracts/proof.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { balancesOf } from '../../ledger/balances.ts';
import {
  addCents,
  formatDollars,
  negateCents,
  subtractCents,
  sumCents,
  zeroCents,
} from '../../money/cents.ts';
import type { Remittance835 } from '../../x12/guides/005010X221A1-835/model.ts';
import { whereItStands } from '../decide-unexplained-adjustment.ts';
import { providerAdjustmentPostingId } from '../post-provider-adjustments.ts';
import { providerAdjustmentSentence } from '../provider-adjustment-codes.ts';
import { amountsOf, equation, unbalancedWords } from './equation.ts';
import { claimIndexOf } from './proof-claim.ts';

/** What of a remittance is added up claim by claim: it may be longer than what is kept of it. */
export class ProofSums {
  claims = 0;
  lines = 0;
  posted = 0;
  parked = 0;
  chargeCents: Cents = zeroCents;
  adjustedCents: Cents = zeroCents;
  paidCents: Cents = zeroCents;
  readonly faults: string[] = [];
  readonly kept: ProofClaim[] = [];
  readonly byAccount = new Map<AccountKind, Cents>();
  private readonly limit: number;

  /** @param limit of the claims that are shown whole. */
  constructor(limit: number) {
    this.limit = limit;
  }

  add(claim: ProofClaim): void {
    this.claims += 1;
    this.lines += claim.lines.length;
    this.posted += claim.outcome === 'posted' ? 1 : 0;
    this.parked += claim.outcome === 'parked' ? 1 : 0;
    this.chargeCents = addCents(this.chargeCents, claim.chargeCents);
    this.adjustedCents = addCents(this.adjustedCents, claim.adjustedCents);
    this.paidCents = addCents(this.paidCents, claim.paidCents);
    this.faults.push(...claim.faults);
    this.addToAccounts(claim.accounts);
    this.keep(claim);
  }

  addToAccounts(amounts: ProofClaim['accounts']): void {
    for (const { account, amountCents } of amounts) {
      this.byAccount.set(account, addCents(this.byAccount.get(account) ?? zeroCents, amountCents));
    }
  }

  /** One that needs a look takes the place of the last that needs none. */
  private keep(claim: ProofClaim): void {
    if (this.kept.length < this.limit) {
      this.kept.push(claim);
    } else if (needsLook(claim)) {
      const place = this.kept.findLastIndex((one) => !needsLook(one));
      if (place >= 0) {
        this.kept.splice(place, 1);
        this.kept.push(claim);
      }
    }
  }
}

function needsLook(claim: ProofClaim): boolean {
  return claim.faults.length > 0 || claim.outcome === 'parked';
}

/**
 * Puts the proof of a remittance together, once every claim was added up.
 * @param ofRemittance every posting of the remittance that no claim holds, parked claims' own included.
 */
export function proofSheet(
  run: RemittanceRun,
  remittance: Omit<Remittance835, 'claims'>,
  sums: ProofSums,
  ofRemittance: readonly Posting[],
): ProofSheet {
  const own = ofRemittance.filter(
    (posting) => !isDeposit(posting) && claimIndexOf(posting, run.remittanceId) === undefined,
  );
  sums.addToAccounts(amountsOf(own));
  const adjustments = remittance.providerAdjustments.map((pair, index): ProofAdjustment => {
    const posting = own.find(
      ({ postingId }) => postingId === providerAdjustmentPostingId(run.remittanceId, index + 1),
    );
    const account = posting === undefined ? undefined : whereItStands(posting, own).account;
    const first = posting?.legs[1]?.account;
    return {
      code: pair.reasonCode,
      sentence: providerAdjustmentSentence(pair.reasonCode, pair.amountCents),
      reference: pair.reference,
      amountCents: pair.amountCents,
      account,
      movedFrom: first === account ? undefined : first,
      claimIds: posting?.aboutClaimIds ?? [],
    };
  });
  const withheldCents = sumCents(remittance.providerAdjustments, ({ amountCents }) => amountCents);
  const paymentCents = remittance.payment.amountCents;
  const transaction = equation(
    [
      { words: 'Paid for all claims (CLP04)', amountCents: sums.paidCents },
      { words: 'less provider adjustments (PLB)', amountCents: negateCents(withheldCents) },
    ],
    { words: 'Payment (BPR02)', amountCents: paymentCents },
  );
  const cash =
    run.state === 'posted'
      ? equation(
          [
            {
              words: 'Cash in transit of all postings',
              amountCents: sums.byAccount.get('cash-in-transit') ?? zeroCents,
            },
          ],
          { words: 'Payment (BPR02)', amountCents: paymentCents },
        )
      : undefined;
  const faults = [
    // Of one that does not balance the equations say it themselves.
    ...(run.state === 'duplicate' ? run.differences : []),
    ...sums.faults,
    ...unbalancedWords(transaction),
    ...(cash === undefined ? [] : unbalancedWords(cash)),
    ...adjustments
      .filter(
        ({ account, amountCents }) => run.state === 'posted' && account === undefined && amountCents !== 0,
      )
      .map(
        ({ code, amountCents }) =>
          `The provider adjustment ${code} of ${formatDollars(amountCents)} is not posted.`,
      ),
  ];
  return {
    remittanceId: run.remittanceId,
    traceNumber: run.traceNumber,
    payerName: run.payerName,
    payerId: ofRemittance.flatMap(({ legs }) => legs).find(({ payerId }) => payerId !== undefined)?.payerId,
    payeeId: remittance.payee.identifier?.value,
    paymentDate: run.paymentDate,
    paymentMethod: remittance.payment.method,
    fileKey: run.fileKey,
    receivedAt: run.receivedAt,
    state: run.state,
    closedAt: run.closedAt,
    faults: [...new Set(faults)],
    isProven: run.state === 'posted' && faults.length === 0,
    transaction,
    cash,
    counts: { claims: sums.claims, lines: sums.lines, posted: sums.posted, parked: sums.parked },
    chargeCents: sums.chargeCents,
    adjustedCents: sums.adjustedCents,
    paidCents: sums.paidCents,
    claims: sums.kept,
    claimsLeftOut: sums.claims - sums.kept.length,
    adjustments,
    accounts: accountKinds.flatMap((account) => {
      const amountCents = sums.byAccount.get(account) ?? zeroCents;
      return amountCents === 0 ? [] : [{ account, amountCents }];
    }),
    deposit: depositOf(paymentCents, ofRemittance),
  };
}

/** What an entry of the bank matched, or what takes such a match back. */
function isDeposit({ bankEntryId }: Posting): boolean {
  return bankEntryId !== undefined;
}

/** Money counts as arrived when an entry of the bank is matched with it; until then it is in transit. */
function depositOf(paymentCents: Cents, postings: readonly Posting[]): ProofSheet['deposit'] {
  const entries = postings
    .filter((posting) => isDeposit(posting))
    .map((posting) => ({
      on: posting.postingDate,
      words: posting.words,
      amountCents: negateCents(balancesOf([posting])['cash-in-transit']),
    }));
  const matchedCents = entries.length === 0 ? zeroCents : sumCents(entries, ({ amountCents }) => amountCents);
  return { matchedCents, inTransitCents: subtractCents(paymentCents, matchedCents), entries };
}
