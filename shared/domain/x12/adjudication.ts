import type { Cents } from '#contracts/cents.ts';

/** One reason of a CAS: a positive amount lowers the payment, a negative one raises it. */
export interface Adjustment {
  /** `CO` contractual, `PR` patient responsibility, `OA` other, `PI` payer initiated. */
  readonly group: string;
  /** CARC. */
  readonly reason: string;
  readonly amountCents: Cents;
  readonly quantity?: number;
}

/** Remark codes (RARC) of MIA or MOA, which have five places for them. */
export interface PlacedRemarks {
  readonly remarkCodes: readonly string[];
  /** The element of each code, only when the codes do not fill the places from the first without a gap. */
  readonly remarkPlaces?: readonly number[];
}

/** Elements of MIA that hold a remark code. */
export const inpatientRemarkPlaces: readonly number[] = [5, 20, 21, 22, 23];
/** Elements of MOA that hold a remark code. */
export const outpatientRemarkPlaces: readonly number[] = [3, 4, 5, 6, 7];

/** MOA: how an outpatient or professional claim was adjudicated. */
export interface OutpatientAdjudication extends PlacedRemarks {
  readonly reimbursementRate?: number;
  readonly hcpcsPayableCents?: Cents;
  readonly esrdPaymentCents?: Cents;
  readonly nonPayableProfessionalCents?: Cents;
}
