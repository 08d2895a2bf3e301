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

/** MOA: how an outpatient or professional claim was adjudicated. */
export interface OutpatientAdjudication {
  readonly reimbursementRate?: number;
  readonly hcpcsPayableCents?: Cents;
  /** MOA03 to MOA07: RARC codes. */
  readonly remarkCodes: readonly string[];
  readonly esrdPaymentCents?: Cents;
  readonly nonPayableProfessionalCents?: Cents;
}
