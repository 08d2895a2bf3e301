import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { refuseSecondPayer } from '../cutover/coverage-owing.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { moveTable, type MoveName } from '../claims/claim-lifecycle.ts';
import { moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { takesCoverageOff } from '../coding/taken-off-coverage.ts';
import { correct, refuseUnlessWaiting, rememberDecision, type TaskWorked } from '../coding/work-task.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import { balancesOf } from '../ledger/balances.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { primaryPayerOf, receivableLeg } from '../ledger/post-charge.ts';
import { addCents, formatDollars, smaller, subtractCents, sumCents } from '../money/cents.ts';
import { decidedOfDenied, whyPaidTwice, withCover } from '../remittance/cover-given-up.ts';
import { whatIsAwaited, whyTooMuchIsDecided } from '../remittance/what-is-awaited.ts';
import { chooseFrequency } from '../submission/next-submission.ts';
import type { Write } from '../writes/write.ts';
import { appealBrief, beginAppeal } from './appeals.ts';
import { adjustmentContextOf } from './classify-adjustment.ts';
import { billAgain, decideDenial, isOfFirst, openDenials, type OpenDenial } from './denial-decisions.ts';
import { deniedAmounts, explainDenial, type DenialExplanation } from './explain-denial.ts';
import {
  refuseWriteOff,
  whyNothingIsLeft,
  writtenOffInWords,
  type StaffMember,
  type WriteOffDecision,
} from './write-off.ts';

interface Facts {
  readonly claim: Claim;
  readonly practice: Practice;
  /** Every posting of the claim. */
  readonly postings: readonly Posting[];
  readonly denials: readonly OpenDenial[];
  readonly explanations: readonly DenialExplanation[];
  readonly payer: Payer | undefined;
  readonly staff: StaffMember;
  readonly occasion: PostingOccasion;
  /** In which task it is decided, and what becomes of the appeal by it. */
  readonly task: { readonly kind: 'denial' | 'appeal'; readonly changes?: Pick<Claim, 'appeals'> };
}

/** What every decision has. */
type Decided = Pick<TaskOutcome<'denial'>, 'outcome' | 'reason'>;

/**
 * Carries out what a person decided about a claim's denial, or refuses it with a sentence: an unchanged claim is not
 * sent again, an appeal needs a right of appeal, a write-off above the practice's limit needs a manager, and the patient
 * is billed only for what the payer left to the patient.
 * @param postings every posting of the claim.
 */
export function decideDenialTask(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  decision: TaskOutcome<'denial'>,
  staff: StaffMember,
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, 'denial');
  if (stale !== undefined) {
    return { refused: stale };
  }
  const facts = factsOf(claim, practice, postings, staff, { kind: 'denial' });
  switch (decision.outcome) {
    case 'correct-and-resubmit':
      return resubmit(facts, decision);
    case 'appeal':
      return appeal(facts, decision);
    case 'write-off':
      return writeOff(facts, decision);
    case 'bill-the-patient':
      return billThePatient(facts, decision);
  }
}

/**
 * Writes off what is denied in the task of its appeal, by the rules of the denial itself.
 * @param changes the appeal with what became of it.
 */
export function writeOffAppealed(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  decision: WriteOffDecision,
  staff: StaffMember,
  changes: Pick<Claim, 'appeals'>,
): TaskWorked {
  return writeOff(factsOf(claim, practice, postings, staff, { kind: 'appeal', changes }), decision);
}

function factsOf(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  staff: StaffMember,
  task: Facts['task'],
): Facts {
  const denials = openDenials(claim, postings);
  const payerBy = (payerId: string | undefined) => practice.payers.find((payer) => payer.payerId === payerId);
  return {
    claim,
    practice,
    postings,
    denials,
    explanations: denials.map(({ adjudication }) =>
      explainDenial(adjudication, claim, payerBy(adjudication.payerId)),
    ),
    payer: payerBy(denials.at(-1)?.adjudication.payerId ?? primaryPayerOf(claim)),
    staff,
    occasion: { at: staff.at, postingDate: dateOf(staff.at), by: `user ${staff.user}` },
    task,
  };
}

function resubmit(
  facts: Facts,
  decision: Extract<TaskOutcome<'denial'>, { outcome: 'correct-and-resubmit' }>,
): TaskWorked {
  const { claim, practice, denials, staff, occasion } = facts;
  const notSent = refuseSecondPayer(claim);
  if (notSent !== undefined) {
    return { refused: notSent };
  }
  const ofLaterPayer = refuseLaterPayer(denials);
  if (ofLaterPayer !== undefined) {
    return { refused: ofLaterPayer };
  }
  const corrected = correct(claim, practice, decision.correction, staff.at);
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const { changes, fields } = corrected;
  if (fields.length === 0) {
    return {
      refused:
        'Nothing of the claim was changed; sent again as it is, the payer would deny it as a duplicate (CARC 18). Correct something, or choose another outcome.',
    };
  }
  const notThePatients = takesCoverageOff(claim, changes) ? refuseWithoutCoverage(facts) : undefined;
  if (notThePatients !== undefined) {
    return { refused: notThePatients };
  }
  const next = { ...claim, ...changes };
  const coverage = primaryCoverage(next);
  const frequency = coverage === undefined ? undefined : chooseFrequency(claim, payerOf(coverage, practice));
  const paidCents = sumCents(denials, ({ adjudication }) => adjudication.paidCents);
  if (frequency !== '7' && paidCents > 0) {
    return {
      refused: `The payer has paid ${formatDollars(paidCents)} of this claim and takes no replacement of it; a second original would be denied as a duplicate. Ask the payer to reopen the claim, appeal, or write the denied part off.`,
    };
  }
  const { amountCents: _, ...owedBy } = receivableLeg(
    next,
    sumCents(denials, ({ openCents }) => openCents),
  );
  const follows = frequency === '7' ? 'a replacement follows' : 'a new original follows';
  const moved = moveClaim(claim, {
    ...requestOf(facts, decision),
    move: 'denial-corrected',
    changes: {
      ...changes,
      ...remembered(facts, decision, fields),
      ...(frequency === undefined ? {} : { nextSubmission: { frequency } }),
    },
    detail: `${fields.join(', ')}; ${frequency === undefined ? 'the patient pays' : follows}`,
  });
  const made = billAgain(claim, denials, owedBy, { ...occasion, words: 'The denied amount is billed again' });
  return decided('denial-corrected', moved, made);
}

/** Claims are sent to the payer that comes first: another one that denied what was left would not get it. */
function refuseLaterPayer(denials: readonly OpenDenial[]): string | undefined {
  const [denial] = denials;
  return denial === undefined || denials.some(isOfFirst)
    ? undefined
    : `${denial.adjudication.payerId} denied it after another payer had decided; sent again from here the claim would go to the first payer. Send it to ${denial.adjudication.payerId} yourself, by its portal or on paper, with what the first payer decided, and choose "appeal": once you say there that it was sent, its decision is waited for.`;
}

function appeal(facts: Facts, decision: Extract<TaskOutcome<'denial'>, { outcome: 'appeal' }>): TaskWorked {
  const { claim, practice, denials, explanations, staff, occasion } = facts;
  const appealable = denials
    .flatMap(({ adjudication: { payerId } }, index) => {
      const explanation = explanations[index];
      return explanation?.appealable === true ? [{ payerId, deadline: explanation.deadline }] : [];
    })
    .toSorted((one, other) => one.deadline.localeCompare(other.deadline));
  // Of a payer that the claim cannot be sent to from here, it is how one waits for what was sent to it by hand.
  if (appealable.length === 0 && denials.some(isOfFirst)) {
    return {
      refused: `There is no appeal against this denial. ${explanations[0]?.why ?? ''} Correct the claim and send it again, or write it off.`,
    };
  }
  // It goes to the payer whose denial can be appealed, which is not always the one that spoke last.
  const { payerId = denials.at(-1)?.adjudication.payerId, deadline } = appealable.at(-1) ?? {};
  if (deadline !== undefined && deadline < occasion.postingDate && staff.role !== 'manager') {
    return {
      refused: `The appeal had to reach the payer by ${deadline}. A manager may still choose it, for example with an exception of the payer.`,
    };
  }
  const request = requestOf(facts, decision);
  const begun = beginAppeal(claim, denials, {
    payerId,
    dueOn: deadline ?? explanations.at(-1)?.deadline ?? occasion.postingDate,
    reason: decision.reason,
    staff,
  });
  if (begun === undefined) {
    return { refused: 'No denial of this claim is open; there is nothing to appeal.' };
  }
  const moved = moveClaim(claim, {
    ...request,
    move: 'appeal-chosen',
    detail: `level ${begun.level}, to reach the payer by ${begun.dueOn}`,
    task: appealBrief(claim, practice, denials, begun),
    changes: { ...request.changes, appeals: [...(claim.appeals ?? []), begun] },
  });
  return decided('appeal-chosen', moved, []);
}

function writeOff(facts: Facts, decision: WriteOffDecision): TaskWorked {
  const { claim, practice, postings, denials, explanations, payer, staff, occasion } = facts;
  const openCents = sumCents(denials, (denial) => denial.openCents);
  const coveredCents = smaller(decidedOfDenied(claim, postings), openCents);
  const amountCents = subtractCents(openCents, coveredCents);
  const owedCents = balancesOf(postings)['payer-receivable'];
  const nothingLeft =
    whyNothingIsLeft(postings) ?? whyPaidTwice(claim, postings, addCents(openCents, owedCents));
  if (nothingLeft !== undefined) {
    return { refused: nothingLeft };
  }
  const refused = refuseWriteOff({
    claim,
    practice,
    payer,
    amountCents,
    writeOffReason: decision.writeOffReason,
    staff,
    deniedAsUntimely: explanations.some(({ category }) => category === 'timely-filing'),
  });
  if (refused !== undefined) {
    return refused;
  }
  const made = withCover(denials, coveredCents).map((denial) =>
    decideDenial(claim, denial, {
      ...occasion,
      cause: 'write-off',
      coveredCents: denial.coveredCents,
      to: {
        account: 'write-off',
        payerId: denial.adjudication.payerId,
        reason: decision.writeOffReason,
      },
      words: `Written off: ${decision.writeOffReason}`,
    }),
  );
  const detail = writtenOffInWords(amountCents, coveredCents, decision.writeOffReason);
  return denialEnded(facts, decision, 'written-off', detail, made);
}

function billThePatient(
  facts: Facts,
  decision: Extract<TaskOutcome<'denial'>, { outcome: 'bill-the-patient' }>,
): TaskWorked {
  const { claim, denials, occasion } = facts;
  const notThePatients = refuseToBillThePatient(denials, () => false);
  if (notThePatients !== undefined) {
    return { refused: notThePatients };
  }
  const made = denials.map((denial) => {
    const leading = deniedAmounts(denial.adjudication)[0]?.adjustment;
    return decideDenial(claim, denial, {
      ...occasion,
      cause: 'billed-to-patient',
      to: {
        account: 'patient-receivable',
        payerId: denial.adjudication.payerId,
        ...(leading === undefined ? {} : { reason: `${leading.groupCode}-${leading.reasonCode}` }),
      },
      words: 'Billed to the patient',
    });
  });
  const detail = formatDollars(sumCents(denials, ({ openCents }) => openCents));
  return denialEnded(facts, decision, 'billed-to-patient', detail, made);
}

/** The denial is decided: the claim is settled, or waits for what its payers have yet to decide of the rest. */
function denialEnded(
  facts: Facts,
  decision: Decided,
  move: 'written-off' | 'billed-to-patient',
  detail: string,
  made: readonly Posting[],
): TaskWorked {
  const { claim, payer } = facts;
  const request = requestOf(facts, decision);
  const all = [...facts.postings, ...made];
  const awaited = whyTooMuchIsDecided(claim, all) ?? whatIsAwaited(claim, all);
  if (awaited === undefined) {
    return decided(move, moveClaim(claim, { ...request, move, detail }), made);
  }
  const deadline = payer === undefined ? {} : { deadlineSeconds: payer.remittanceDeadlineDays * 86_400 };
  const words = `${moveTable[move].words}: ${detail}; ${awaited}`;
  return decided(
    'rest-awaited',
    moveClaim(claim, { ...request, ...deadline, move: 'rest-awaited', detail: words }),
    made,
  );
}

/** Reasons that say the patient was not covered by this payer at all, so that its contract may not bind. */
const notCoveredReasons: ReadonlySet<string> = new Set(['26', '27', '31', '32', '33', '34', '177', '200']);

/**
 * Why the coverage may not be taken off a denied claim, if so. It would make the denied amount the patient's and is held
 * to the same rules as billing the patient; only what was denied because the patient was not covered, a manager may
 * decide so whatever the group.
 */
function refuseWithoutCoverage({ denials, staff }: Facts): string | undefined {
  const refused = refuseToBillThePatient(
    denials,
    (reasonCode) => staff.role === 'manager' && notCoveredReasons.has(reasonCode),
  );
  if (refused === undefined) {
    return undefined;
  }
  const reasons = denials.flatMap(({ adjudication }) => deniedAmounts(adjudication));
  const forManager = reasons.every(({ adjustment }) => notCoveredReasons.has(adjustment.reasonCode));
  return `Without coverage the patient would receive the bill. ${refused}${
    forManager && staff.role !== 'manager' ? ' A manager may decide that the patient had no coverage.' : ''
  }`;
}

/** Why what was denied may not be asked of the patient, if so. */
function refuseToBillThePatient(
  denials: readonly OpenDenial[],
  isExcepted: (reasonCode: string) => boolean,
): string | undefined {
  for (const { adjudication } of denials) {
    const { qualifiedMedicareBeneficiary } = adjustmentContextOf(adjudication);
    for (const { adjustment, classified } of deniedAmounts(adjudication)) {
      const code = `${adjustment.groupCode}-${adjustment.reasonCode}`;
      const amount = formatDollars(adjustment.amountCents);
      if (qualifiedMedicareBeneficiary) {
        return `The patient is a Qualified Medicare Beneficiary: the law forbids billing the ${amount} of ${code} to the patient. Bill Medicaid, or write it off.`;
      }
      if (!classified.patientMayOwe && !isExcepted(adjustment.reasonCode)) {
        return `${code} (${amount}) is not the patient's: ${whyNotThePatients(adjustment.groupCode)} Correct the claim, appeal, or write it off.`;
      }
    }
  }
  return undefined;
}

function whyNotThePatients(groupCode: string): string {
  switch (groupCode) {
    case 'CO':
      return 'by its contract with the payer (group CO) the practice bears it.';
    case 'PI':
      return 'the payer took it off of its own accord (group PI).';
    default:
      return 'whatever its group, the patient never owes an amount of this kind.';
  }
}

function requestOf(facts: Facts, decision: Decided) {
  const { staff, occasion } = facts;
  return {
    at: occasion.at,
    by: occasion.by,
    origin: 'outside',
    worked: { outcome: decision.outcome, closedBy: staff.user },
    changes: remembered(facts, decision),
  } as const;
}

function remembered(
  { claim, staff, task }: Facts,
  { outcome, reason }: Decided,
  fields: readonly string[] = [],
): Pick<Claim, 'staffDecisions' | 'appeals'> {
  return {
    ...task.changes,
    ...rememberDecision(claim, staff, { task: task.kind, outcome, reason, fields }),
  };
}

function decided(outcome: MoveName, moved: ClaimMoved, postings: readonly Posting[]): TaskWorked {
  return {
    outcome,
    claim: moved.claim,
    writes: [...moved.writes, ...postings.map((posting): Write => ({ kind: 'post', posting }))],
  };
}
