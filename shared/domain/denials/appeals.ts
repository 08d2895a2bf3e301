import type { Appeal, AppealStep } from '#contracts/appeal.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskBrief } from '../claims/move-claim.ts';
import { formatDollars, sumCents } from '../money/cents.ts';
import type { OpenDenial } from './denial-decisions.ts';
import { explainDenial } from './explain-denial.ts';
import type { StaffMember } from './write-off.ts';

/** An appeal of what is denied now; undefined where nothing is. */
export function beginAppeal(
  claim: Pick<Claim, 'appeals' | 'submissions' | 'adjudications'>,
  denials: readonly OpenDenial[],
  {
    payerId,
    dueOn,
    reason,
    staff,
  }: {
    readonly payerId: PayerId | undefined;
    readonly dueOn: PlainDate;
    readonly reason: string;
    readonly staff: StaffMember;
  },
): Appeal | undefined {
  return payerId === undefined || denials.length === 0
    ? undefined
    : {
        payerId,
        level: 1 + turnedDown(claim, payerId),
        chosenAt: staff.at,
        chosenBy: staff.user,
        reason,
        denied: denials.map(({ adjudication: { remittanceId, claimIndex }, openCents }) => ({
          remittanceId,
          claimIndex,
          amountCents: openCents,
        })),
        dueOn,
        steps: [],
      };
}

/**
 * How many appeals the payer has answered since the claim was last sent to it: what it denies after that, it has upheld.
 * One that is still with the payer, while another payer's decision came between, is none.
 */
function turnedDown(
  { appeals = [], submissions, adjudications }: Pick<Claim, 'appeals' | 'submissions' | 'adjudications'>,
  payerId: PayerId,
) {
  const sentAt = submissions.at(-1)?.submittedAt ?? '';
  return appeals.filter(({ payerId: asked, chosenAt, steps }) => {
    const sent = steps.find(({ what }) => what === 'sent');
    return (
      asked === payerId &&
      chosenAt >= sentAt &&
      sent !== undefined &&
      steps.every(({ what }) => what !== 'withdrawn') &&
      (steps.some(({ what }) => what === 'upheld') ||
        adjudications.some((decision) => decision.payerId === payerId && decision.postedAt > sent.at))
    );
  }).length;
}

/** The claim's appeals with one more step of the last. */
export function withStep(claim: Pick<Claim, 'appeals'>, step: AppealStep): Pick<Claim, 'appeals'> {
  const { appeals = [] } = claim;
  return {
    appeals: appeals.map((appeal, index) =>
      index === appeals.length - 1 ? { ...appeal, steps: [...appeal.steps, step] } : appeal,
    ),
  };
}

/** The appeal whose answer a claim waits for: its remittance wait is the one that began when the appeal went out. */
export function awaitedAppeal(claim: Pick<Claim, 'appeals' | 'state' | 'waitSequence'>): Appeal | undefined {
  const appeal = claim.appeals?.at(-1);
  return claim.state === 'awaiting-remittance' && appeal?.steps.at(-1)?.waitSequence === claim.waitSequence
    ? appeal
    : undefined;
}

/** What a biller is told about an appeal: what was denied and for how much, until when, and what was done so far. */
export function appealBrief(
  claim: Claim,
  practice: Practice,
  denials: readonly OpenDenial[],
  appeal: Appeal,
): TaskBrief {
  const payer = practice.payers.find(({ payerId }) => payerId === appeal.payerId);
  const deniedCents = sumCents(denials, ({ openCents }) => openCents);
  const explained = denials.flatMap(
    ({ adjudication }) => explainDenial(adjudication, claim, payer).sentences,
  );
  const name = payer?.name ?? appeal.payerId;
  const earlier = (claim.appeals ?? []).filter(
    ({ chosenAt, payerId }) => chosenAt < appeal.chosenAt && payerId === appeal.payerId,
  );
  return {
    kind: 'appeal',
    why: `Appeal, level ${appeal.level}: ${name} denied ${formatDollars(deniedCents)} of ${formatDollars(claim.totalChargeCents)}, and must have it by ${appeal.dueOn}.`,
    evidence: [
      ...explained,
      ...[...earlier, appeal].flatMap((one) =>
        one.steps.map((step) => `Level ${one.level}: ${stepInWords(step)}`),
      ),
      'The program sends nothing: the letter is yours to send. Say here when and how it went.',
    ],
    dollarsAtStakeCents: deniedCents,
    dueOn: appeal.dueOn,
  };
}

function stepInWords({ at, what, sentOn, way, reference, lookOn }: AppealStep): string {
  switch (what) {
    case 'sent':
      return `sent on ${sentOn ?? at.slice(0, 10)} by ${way ?? 'hand'}${reference === undefined ? '' : ` under ${reference}`}; an answer was to be looked for on ${lookOn ?? 'no day'}.`;
    case 'overturned':
      return `the payer said on ${at.slice(0, 10)} that it gives way; the payment was to be looked for on ${lookOn ?? 'no day'}.`;
    case 'unanswered':
      return `nothing had come by ${at.slice(0, 10)}.`;
    case 'upheld':
      return `turned down, as entered on ${at.slice(0, 10)}.`;
    case 'withdrawn':
      return `withdrawn on ${at.slice(0, 10)}.`;
    case 'written-off':
      return `written off on ${at.slice(0, 10)}.`;
  }
}
