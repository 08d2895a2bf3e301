import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskBrief } from '../claims/move-claim.ts';
import { formatDollars, sumCents } from '../money/cents.ts';
import type { OpenDenial } from './denial-decisions.ts';
import { explainDenial } from './explain-denial.ts';

/** What a biller is told about the denials of a claim. */
export function denialBrief(claim: Claim, practice: Practice, denials: readonly OpenDenial[]): TaskBrief {
  const explained = denials.map(({ adjudication, openCents }) => {
    const payer = practice.payers.find(({ payerId }) => payerId === adjudication.payerId);
    return {
      openCents,
      payerName: payer?.name ?? adjudication.payerId,
      explanation: explainDenial(adjudication, claim, payer),
    };
  });
  const openCents = sumCents(explained, (denial) => denial.openCents);
  const latest = explained.at(-1);
  const suggestion = latest?.explanation.suggestedOutcome;
  return {
    why: `${latest?.payerName} denied ${formatDollars(openCents)} of ${formatDollars(claim.totalChargeCents)}. ${latest?.explanation.why}`,
    evidence: [
      ...explained.flatMap(({ explanation }) => explanation.sentences),
      suggestion === undefined ? 'A person decides; nothing is suggested.' : `Suggested: ${suggestion}.`,
    ],
    dollarsAtStakeCents: openCents,
    dueOn: explained
      .map(({ explanation }) => explanation.deadline)
      .reduce((earliest, day) => (day < earliest ? day : earliest)),
  };
}
