import type { Adjudication, ClaimAdjustment } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { reasonRow } from './reasons.ts';
import { hasMark } from './remarks.ts';
import type { DenialCategory, ReasonRow, Treatment } from './reason-row.ts';

export interface ClassifiedAdjustment {
  readonly treatment: Treatment;
  readonly category: DenialCategory;
  readonly row: ReasonRow;
  /** Whether the patient may be asked for it, after a person has looked. */
  readonly patientMayOwe: boolean;
  /** Why a person must look although the reason by itself would settle. */
  readonly review?: string;
}

/** What else decides how an amount is read. */
export interface AdjustmentContext {
  /** Medicare's remark N781, N782 or N783 stands somewhere in the claim. */
  readonly qualifiedMedicareBeneficiary: boolean;
  /** The day whose edition of the table counts: the posting date. */
  readonly on: PlainDate;
}

/** What stands beside an amount: of its line, or of the claim where it belongs to no line. */
export interface AdjustmentSigns {
  readonly modifiers: readonly string[];
  readonly remarkCodes: readonly string[];
}

/**
 * Modifiers by which the practice said, when it billed, that the patient would owe what is not covered: a signed notice
 * is on file (`GA`, `GX`), or the law excludes the service (`GY`).
 */
const noticeModifiers: ReadonlySet<string> = new Set(['GA', 'GX', 'GY']);

function showsNotice({ modifiers, remarkCodes }: AdjustmentSigns): boolean {
  return (
    modifiers.some((modifier) => noticeModifiers.has(modifier)) || hasMark(remarkCodes, 'excluded-by-law')
  );
}

/**
 * Reads one amount that was not paid. The group says who bears it, the reason says why; together they decide whether
 * it is taken off, left to the patient, posted as it is, or worked by a person. CLP02 says nothing about it.
 * @param signs without them, a reason that wants notice to the patient is worked by a person, who looks for the notice.
 */
export function classifyAdjustment(
  { groupCode, reasonCode }: Pick<ClaimAdjustment, 'groupCode' | 'reasonCode'>,
  context: AdjustmentContext,
  signs?: AdjustmentSigns,
): ClassifiedAdjustment {
  const row = reasonRow(reasonCode, context.on);
  const isWithNotice =
    row.patientWithNotice && groupCode === 'PR' && signs !== undefined && showsNotice(signs);
  const treatment = isWithNotice ? 'patient' : (row.treatments[groupCode] ?? 'denied');
  if (treatment === 'patient' && context.qualifiedMedicareBeneficiary) {
    return {
      treatment: 'denied',
      category: 'qualified-medicare-beneficiary',
      row,
      patientMayOwe: false,
      review:
        'The patient is a Qualified Medicare Beneficiary and may never be billed: bill Medicaid, else write it off.',
    };
  }
  const patientMayOwe =
    !row.neverPatient && !context.qualifiedMedicareBeneficiary && (groupCode === 'PR' || groupCode === 'OA');
  const settlesInAnotherGroup = Object.values(row.treatments).some((usual) => usual !== 'denied');
  return {
    treatment,
    category: row.category,
    row,
    patientMayOwe,
    ...(treatment === 'denied' && settlesInAnotherGroup
      ? {
          review: `${groupCode}-${reasonCode} is unusual: the group does not fit the reason; check it with the payer.`,
        }
      : {}),
  };
}

/** How the amounts of an adjudication are to be read. */
export function adjustmentContextOf(
  adjudication: Pick<Adjudication, 'remarkCodes' | 'postingDate'> & {
    readonly lines: readonly Pick<Adjudication['lines'][number], 'remarkCodes'>[];
  },
): AdjustmentContext {
  return {
    qualifiedMedicareBeneficiary: hasMark(
      [...adjudication.remarkCodes, ...adjudication.lines.flatMap((line) => line.remarkCodes)],
      'qmb',
    ),
    on: adjudication.postingDate,
  };
}
