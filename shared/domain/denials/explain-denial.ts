import type { Cents } from '#contracts/cents.ts';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Payer } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { addDays } from '../calendar/plain-date.ts';
import { formatDollars } from '../money/cents.ts';
import { allAdjustments, allRemarkCodes, type PlacedAdjustment } from '../remittance/read-adjudication.ts';
import { adjustmentContextOf, classifyAdjustment, type ClassifiedAdjustment } from './classify-adjustment.ts';
import type { DenialAction, DenialCategory, DenialOwner } from './reason-row.ts';
import { isPassedOn } from '../remittance/passed-on.ts';
import { hasMark, remarkRow } from './remarks.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';

type DenialOutcome = TaskOutcome<'denial'>['outcome'];

export interface DenialExplanation {
  readonly category: DenialCategory;
  readonly action: DenialAction;
  readonly owner: DenialOwner;
  readonly hardness: 'soft' | 'hard' | 'none';
  readonly appealable: boolean;
  /** Whether every denied amount may be asked of the patient, after a person has looked. */
  readonly patientMayOwe: boolean;
  readonly deniedCents: Cents;
  /** For the head of the task: `CO-97, line 2: Payment is included in another service ...`. */
  readonly why: string;
  /** Every reason and remark and what to do, a sentence each, the largest amount first. */
  readonly sentences: readonly string[];
  /** Absent where a person must first find out. */
  readonly suggestedOutcome?: DenialOutcome;
  /** The last day for the work: of the appeal, or of a new claim where no appeal is open. */
  readonly deadline: PlainDate;
}

/** A denied amount with the way it was read. */
export interface DeniedAmount extends PlacedAdjustment {
  readonly classified: ClassifiedAdjustment;
}

const whatToDo: Readonly<Record<DenialAction, string>> = {
  fix: 'Correct the claim and send it again.',
  'send-records': 'Send the payer what it needs, with an appeal where the claim was closed.',
  appeal: 'Appeal with the records and the rule that supports the service.',
  'bill-patient': 'Check that the patient had notice; then the patient may be billed where the group is PR.',
  'bill-next-payer': 'Bill the next payer; write off what none pays.',
  'bill-right-payer':
    'Check the coverage on the date of service, put the right payer on the claim and send it.',
  enroll:
    "Correct the provider on the claim, or the provider's enrollment with the payer, and send it again.",
  'write-off': 'Write it off.',
  review: 'Find out what happened before deciding.',
  none: 'Nothing is usually done; check why it was denied.',
};

/** Where the reason asks for more than its action says. */
const adviceByReason: Readonly<Record<string, string>> = {
  '18': 'If the first claim was paid, close this one; if it was denied, work that denial; if a replacement was meant, send it as one.',
  '29': 'With proof that a claim was accepted in time, appeal; without it, write it off.',
  '50': "Compare the record with the payer's coverage rule; a signed notice (modifier GA) would make it the patient's.",
  '97': 'If the services were separate and the record shows it, correct the modifier; else write it off.',
  '197':
    'If an authorization is on file, put its number on the claim; else ask for one after the fact, or appeal.',
  '16': 'The remark codes name what is missing.',
};

/** The denied amounts of an adjudication, the largest first. */
export function deniedAmounts(adjudication: Adjudication): DeniedAmount[] {
  const context = adjustmentContextOf(adjudication);
  return allAdjustments(adjudication)
    .map((placed) => ({
      ...placed,
      classified: classifyAdjustment(placed.adjustment, context, placed.signs),
    }))
    .filter(({ classified, adjustment }) => classified.treatment === 'denied' && adjustment.amountCents !== 0)
    .toSorted((one, other) => other.adjustment.amountCents - one.adjustment.amountCents);
}

/**
 * Says what a denial is, what to do about it and until when. The largest denied amount leads; the sentences cover all.
 * @param payer undefined where the practice does not know the payer: 90 days are assumed for an appeal.
 */
export function explainDenial(
  adjudication: Adjudication,
  claim: Pick<Claim, 'serviceDateFrom' | 'adjudications'>,
  payer: Payer | undefined,
): DenialExplanation {
  const denied = deniedAmounts(adjudication);
  const leading = denied[0]?.classified;
  const remarkCodes = allRemarkCodes(adjudication);
  const appealBy = addDays(adjudication.postingDate, payer?.appealLimitDays ?? 90);
  const fileBy = payer === undefined ? undefined : lastFilingDay(claim, payer);
  const untimelyToMedicare =
    leading?.row.code === '29' && payer !== undefined && payer.claimFilingIndicator === 'MB';
  const appealable =
    leading?.row.appealable === true && !hasMark(remarkCodes, 'no-appeal') && !untimelyToMedicare;
  const patientMayOwe = denied.length > 0 && denied.every(({ classified }) => classified.patientMayOwe);
  const category = leading?.category ?? 'unmapped';
  const action =
    category === 'qualified-medicare-beneficiary' ? 'bill-next-payer' : (leading?.row.action ?? 'review');
  const suggestedOutcome = suggest(action, { category, appealable, patientMayOwe });
  return {
    category,
    action,
    owner: leading?.row.owner ?? 'biller',
    hardness: leading?.row.hardness ?? 'soft',
    appealable,
    patientMayOwe,
    deniedCents: adjudication.deniedCents,
    why: denied[0] === undefined ? 'Nothing of the claim was denied.' : reasonSentence(denied[0]),
    sentences: [
      ...denied.map((amount) => `${formatDollars(amount.adjustment.amountCents)}: ${reasonSentence(amount)}`),
      ...new Set(denied.flatMap(({ classified }) => classified.review ?? [])),
      ...remarkCodes.map(
        (code) => `${code}: ${remarkRow(code)?.sentence ?? 'a remark that is unmapped; look it up.'}`,
      ),
      adviceByReason[leading?.row.code ?? ''] ?? whatToDo[action],
      ...(untimelyToMedicare
        ? [
            'Medicare takes no appeal of an untimely claim; only an exception to the filing limit can be asked for.',
          ]
        : []),
      ...(isPassedOn(adjudication)
        ? ['The payer passed the claim on to another payer; do not bill that one.']
        : []),
      appealable
        ? `An appeal must reach the payer by ${appealBy}.`
        : 'There is no appeal against this denial.',
      ...(fileBy === undefined ? [] : [`A new claim must reach the payer by ${fileBy}.`]),
    ],
    ...(suggestedOutcome === undefined ? {} : { suggestedOutcome }),
    deadline: appealable ? appealBy : (fileBy ?? appealBy),
  };
}

function reasonSentence({ adjustment, lineNumber, classified }: DeniedAmount): string {
  const place = lineNumber === undefined ? 'the claim' : `line ${lineNumber}`;
  return `${adjustment.groupCode}-${adjustment.reasonCode}, ${place}: ${classified.row.sentence}`;
}

function suggest(
  action: DenialAction,
  {
    category,
    appealable,
    patientMayOwe,
  }: Pick<DenialExplanation, 'category' | 'appealable' | 'patientMayOwe'>,
): DenialOutcome | undefined {
  if (category === 'qualified-medicare-beneficiary') {
    return 'write-off';
  }
  switch (action) {
    case 'fix':
    case 'enroll':
    case 'bill-right-payer':
    case 'bill-next-payer':
      return 'correct-and-resubmit';
    case 'appeal':
    case 'send-records':
      return appealable ? 'appeal' : 'write-off';
    case 'bill-patient':
      return patientMayOwe ? 'bill-the-patient' : 'write-off';
    case 'write-off':
      return 'write-off';
    case 'review':
    case 'none':
      return undefined;
  }
}
