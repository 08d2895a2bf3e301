import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskBrief } from '../claims/move-claim.ts';
import { formatDollars, smaller, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import type { OpenDenial } from './denial-decisions.ts';
import { explainDenial } from './explain-denial.ts';

/**
 * What a biller is told about the denials of a claim.
 * @param decidedLaterCents how much of what is denied payers after the first have decided on.
 */
export function denialBrief(
  claim: Claim,
  practice: Practice,
  denials: readonly OpenDenial[],
  decidedLaterCents: Cents = zeroCents,
): TaskBrief {
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
  const coveredCents = smaller(decidedLaterCents, openCents);
  const atStakeCents = subtractCents(openCents, coveredCents);
  const suggestion = atStakeCents === 0 ? 'write-off' : latest?.explanation.suggestedOutcome;
  return {
    why: `${latest?.payerName} denied ${formatDollars(openCents)} of ${formatDollars(claim.totalChargeCents)}. ${latest?.explanation.why}`,
    evidence: [
      ...explained.flatMap(({ explanation }) => explanation.sentences),
      ...(coveredCents === 0
        ? []
        : [
            `A later payer has decided on ${formatDollars(coveredCents)} of it: written off, the denial gives up ${formatDollars(atStakeCents)}. Where the payer that denied it should have paid, correct the claim or appeal all the same; what the later payer paid is then owed back to it.`,
          ]),
      suggestion === undefined ? 'A person decides; nothing is suggested.' : `Suggested: ${suggestion}.`,
    ],
    dollarsAtStakeCents: atStakeCents,
    dueOn: explained
      .map(({ explanation }) => explanation.deadline)
      .reduce((earliest, day) => (day < earliest ? day : earliest)),
  };
}
