import type { Cents } from '#contracts/cents.ts';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import {
  adjustmentContextOf,
  classifyAdjustment,
  type ClassifiedAdjustment,
} from '../denials/classify-adjustment.ts';
import type { Treatment } from '../denials/reason-row.ts';
import { addCents, cents, subtractCents, sumCents } from '../money/cents.ts';
import { allAdjustments, reversalStatus, type PlacedAdjustment } from '../remittance/read-adjudication.ts';
import { isSameClp } from '../remittance/standing-adjudications.ts';
import { stamped } from './stamp.ts';

/** A decision, or what takes one back, with when it counted in the ledger. */
export interface DecisionOfDay {
  readonly claim: Claim;
  readonly adjudication: Adjudication;
  readonly day: PlainDate;
  readonly knownAt: Instant;
  readonly serviceDate: PlainDate;
  /** Of a reversal: the decision that it takes back, or that stands again. */
  readonly original?: Adjudication | undefined;
  readonly standsAgain?: boolean;
  /** By which it counts in the ledger; none where it moves nothing. */
  readonly posting?: Pick<Posting, 'postingId'> | undefined;
}

interface Classified extends PlacedAdjustment {
  readonly classified: ClassifiedAdjustment;
  /** Position on its line, from 1. */
  readonly adjustmentIndex: number;
}

/** How every amount that a decision does not pay was read, by the very rules by which it was posted. */
function classifiedOf(adjudication: Adjudication): Classified[] {
  const context = adjustmentContextOf(adjudication);
  const counted = new Map<number, number>();
  return allAdjustments(adjudication).map((placed) => {
    const adjustmentIndex = (counted.get(placed.lineIndex) ?? 0) + 1;
    counted.set(placed.lineIndex, adjustmentIndex);
    return {
      ...placed,
      adjustmentIndex,
      classified: classifyAdjustment(placed.adjustment, context, placed.signs),
    };
  });
}

interface Amounts {
  readonly charge: Cents;
  readonly paid: Cents;
  readonly contractual: Cents;
  readonly patient: Cents;
  readonly denied: Cents;
  readonly other: Cents;
}

/**
 * The amounts of each line, and under 0 those of the claim as a whole: all lines together are what the claim says. In each
 * of them the charge is paid, contractual, patient, denied and other together; where a payer's line does not add up the
 * rest of it is other, there and with the opposite sign in the claim's.
 */
function amountsOf(adjudication: Adjudication, classified: readonly Classified[]): Amounts[] {
  const { lines, chargeCents, paidCents } = adjudication;
  const sums = (lineIndex: number, charge: Cents, paid: Cents): Amounts => {
    const of = (treatment: Treatment): Cents =>
      sumCents(
        classified.filter((one) => one.lineIndex === lineIndex && one.classified.treatment === treatment),
        ({ adjustment }) => adjustment.amountCents,
      );
    const [contractual, patient, denied] = [of('contractual'), of('patient'), of('denied')];
    const other = subtractCents(charge, addCents(paid, contractual, patient, denied));
    return { charge, paid, contractual, patient, denied, other };
  };
  const ofLines = lines.map((line, index) => sums(index + 1, line.chargeCents, line.paidCents));
  const ofClaim = sums(
    0,
    subtractCents(
      chargeCents,
      sumCents(lines, (line) => line.chargeCents),
    ),
    subtractCents(
      paidCents,
      sumCents(lines, (line) => line.paidCents),
    ),
  );
  return [ofClaim, ...ofLines];
}

/**
 * Each line of a decision, and what is of the claim as a whole; those of a reversal negate what it takes back, or say it
 * once more where that stands again.
 */
export function adjudicationLineRows(decision: DecisionOfDay): FactRow<'adjudication_line'>[] {
  const { claim, adjudication, original, posting, standsAgain = false } = decision;
  const read = original ?? adjudication;
  const sign = signOf(decision);
  const isReversal = adjudication.statusCode === reversalStatus;
  const reversed = original ?? adjudication.reverses;
  return amountsOf(read, classifiedOf(read)).flatMap((amounts, lineIndex) => {
    const line = read.lines[lineIndex - 1];
    if (line === undefined && Object.values(amounts).every((amount) => amount === 0)) {
      return [];
    }
    const remarks = line === undefined ? read.remarkCodes : line.remarkCodes;
    return [
      {
        ...sharedBy(decision, lineIndex),
        line_number: line?.lineNumber ?? null,
        place_in_line: read.placeInLine ?? 1,
        decision_number: isReversal ? 0 : decisionNumberOf(claim, adjudication),
        status_code: adjudication.statusCode,
        is_reversal: isReversal,
        reverses: reversed === undefined ? null : `${reversed.remittanceId}#${reversed.claimIndex}`,
        procedure_code: line?.code ?? null,
        modifiers: line?.modifiers.join(',') || null,
        charge_amount: cents(sign * amounts.charge),
        paid_amount: cents(sign * amounts.paid),
        contractual_amount: cents(sign * amounts.contractual),
        patient_amount: cents(sign * amounts.patient),
        denied_amount: cents(sign * amounts.denied),
        other_amount: cents(sign * amounts.other),
        remark_codes: remarks.join(',') || null,
        submitted_at: firstSentTo(claim, { ...adjudication, payerId: read.payerId }),
        posting_id: posting?.postingId ?? null,
        stands_again: standsAgain,
      },
    ];
  });
}

/** Each amount that a decision does not pay, with how it was read and, of a denial, where its cause lies. */
export function adjustmentRows(decision: DecisionOfDay): FactRow<'adjustment'>[] {
  const { adjudication, original, standsAgain = false } = decision;
  const sign = signOf(decision);
  return classifiedOf(original ?? adjudication).map(
    ({ adjustment, classified, lineIndex, adjustmentIndex }) => {
      const shared = sharedBy(decision, lineIndex);
      const isDenied = classified.treatment === 'denied';
      return {
        ...shared,
        fact_id: `${shared.fact_id}#${adjustmentIndex}`,
        adjustment_index: adjustmentIndex,
        group_code: adjustment.groupCode,
        reason_code: adjustment.reasonCode,
        amount: cents(sign * adjustment.amountCents),
        kind: classified.treatment,
        denial_cause: isDenied ? classified.category : null,
        denial_stage: isDenied ? classified.row.owner : null,
        is_reversal: adjudication.statusCode === reversalStatus,
        stands_again: standsAgain,
      };
    },
  );
}

function signOf({ original, standsAgain = false }: DecisionOfDay): 1 | -1 {
  return original === undefined || standsAgain ? 1 : -1;
}

/** What every row about a line of a decision begins with. */
export function sharedBy(decision: DecisionOfDay, lineIndex: number) {
  const { claim, adjudication, original, day, knownAt, serviceDate } = decision;
  const { remittanceId, claimIndex } = adjudication;
  const { payerId } = original ?? adjudication;
  const factId = `${claim.claimId}#${remittanceId}#${claimIndex}#${lineIndex}${stepOf(decision)}`;
  return {
    ...stamped(day)(factId, knownAt, serviceDate),
    remittance_id: remittanceId,
    claim_index: claimIndex,
    line_index: lineIndex,
    claim_id: claim.claimId,
    payer_id: payerId,
  };
}

/** Tells the rows of a reversal that met several decisions apart: those about the first have the plain id. */
function stepOf({ adjudication, original, standsAgain = false }: DecisionOfDay): string {
  const first = adjudication.matchedBefore?.[0] ?? adjudication.reverses;
  return original === undefined || first === undefined || (isSameClp(first, original) && !standsAgain)
    ? ''
    : `#${standsAgain ? 'let-go' : 'matched'}-${original.remittanceId}#${original.claimIndex}`;
}

function decisionNumberOf({ adjudications }: Claim, decision: Adjudication): number {
  const ofPayer = adjudications.filter(
    ({ payerId, statusCode }) => payerId === decision.payerId && statusCode !== reversalStatus,
  );
  return ofPayer.findIndex((one) => isSameClp(one, decision)) + 1;
}

function firstSentTo({ submissions }: Claim, { payerId, postedAt }: Adjudication): Instant | null {
  return (
    submissions.find((one) => one.payerId === payerId && one.submittedAt <= postedAt)?.submittedAt ?? null
  );
}
