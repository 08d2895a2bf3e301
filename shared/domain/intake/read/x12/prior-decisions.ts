import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { formatDollars, sumCents } from '../../../money/cents.ts';
import type { Adjustment } from '../../../x12/adjudication.ts';
import type { Claim837P } from '../../../x12/guides/005010X222A1-837P/model.ts';
import { describeText } from '../../mask-value.ts';

/** What another payer has decided of a claim before it came to us, summed over the claim and its lines. */
export interface PriorDecision {
  /** NM109 of loop 2330B, as the file has it. */
  readonly payer: string;
  /** SBR01. */
  readonly responsibility: string;
  readonly paidCents: Cents;
  /** What it left to the patient (group PR); the payer after it is asked for that. */
  readonly patientCents: Cents;
  /** What it took off besides. */
  readonly adjustedCents: Cents;
  readonly decidedOn?: PlainDate;
}

/**
 * The decisions of other payers that a claim tells of (2320 and 2430). AMT*D is what a payer paid; where it is missing,
 * what it paid for the lines is.
 */
export function priorDecisions({ otherSubscribers = [], lines }: Claim837P): readonly PriorDecision[] {
  const [only, ...further] = otherSubscribers;
  return otherSubscribers.flatMap((other): readonly PriorDecision[] => {
    const payer = other.payer.name.identifier?.value ?? '';
    const ofLines = lines
      .flatMap(({ adjudications = [] }) => adjudications)
      // With one other payer there is no doubt whose they are, however SVD01 is written.
      .filter(({ payerId }) => payerId === payer || (other === only && further.length === 0));
    const isDecided =
      other.paidCents !== undefined ||
      other.adjustments !== undefined ||
      other.adjudicationDate !== undefined ||
      other.outpatientAdjudication !== undefined ||
      ofLines.length > 0;
    if (!isDecided) {
      return [];
    }
    const adjustments: readonly Adjustment[] = [
      ...(other.adjustments ?? []),
      ...ofLines.flatMap((line) => line.adjustments ?? []),
    ];
    const decidedOn = [other, ...ofLines].find(({ adjudicationDate }) => adjudicationDate !== undefined);
    return [
      {
        payer,
        responsibility: other.payerResponsibility,
        paidCents: other.paidCents ?? sumCents(ofLines, ({ paidCents }) => paidCents),
        patientCents: sumCents(
          adjustments.filter(({ group }) => group === 'PR'),
          ({ amountCents }) => amountCents,
        ),
        adjustedCents: sumCents(
          adjustments.filter(({ group }) => group !== 'PR'),
          ({ amountCents }) => amountCents,
        ),
        ...(decidedOn?.adjudicationDate === undefined ? {} : { decidedOn: decidedOn.adjudicationDate }),
      },
    ];
  });
}

/** `60054 paid $100.00, took off $20.00 and left $40.00 to the patient`, for each of them. */
export function describeDecisions(decisions: readonly PriorDecision[]): string {
  return decisions
    .map(
      ({ payer, paidCents, adjustedCents, patientCents }) =>
        `${describeText(payer, /^[A-Za-z0-9-]{1,20}$/)} paid ${formatDollars(paidCents)}, took off ${formatDollars(adjustedCents)} and left ${formatDollars(patientCents)} to the patient`,
    )
    .join('; ');
}
