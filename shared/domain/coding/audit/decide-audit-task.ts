import { ClaimContent, type Claim, type ClaimLine } from '#contracts/claim.ts';
import type { ChargedLine } from '#contracts/encounter.ts';
import type { Coding, CodingAudit, FinancialEffect } from '#contracts/coding-audit.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { contentDifferences } from '../../charge-changes/content-differences.ts';
import { openChargeChange } from '../../charge-changes/open-charge-change.ts';
import { amendClaim, moveClaim, type ClaimMoved } from '../../claims/move-claim.ts';
import { formatDollars } from '../../money/cents.ts';
import type { Write } from '../../writes/write.ts';
import {
  correct,
  refuseUnlessWaiting,
  rememberDecision,
  type TaskWorked,
  type Worker,
} from '../work-task.ts';
import { compareCodings } from './compare-codings.ts';
import { accuracyOf } from './measure-accuracy.ts';

type Decision = TaskOutcome<'coding-audit'>;
type Judged = Extract<Decision, { outcome: 'no-change' | 'corrected' | 'replacement-needed' }>;
type Outcome = NonNullable<CodingAudit['closed']>['outcome'];

/** What an audit needs to know beside the claim. */
export interface AuditFacts {
  readonly audit: CodingAudit;
  readonly task: Task;
  /** What the payer is expected to allow for the visit as it was coded, and as it is coded then. */
  readonly effectOf: (coded: Coding, right: Coding) => FinancialEffect;
}

/**
 * Carries out what an auditor decided. First the visit is coded blind, and the task stays open; then each difference is
 * judged, and what comes of it follows: the claim goes on as it is, goes on with the right codes where it was not billed
 * yet, or a replacement is put before a biller. Nobody audits a visit whose codes are the person's own.
 */
export function decideAuditTask(
  claim: Claim,
  practice: Practice,
  facts: AuditFacts,
  decision: Decision,
  worker: Worker,
): TaskWorked {
  const { audit } = facts;
  const refused =
    (audit.when === 'pre-bill' ? refuseUnlessWaiting(claim, 'coding-audit') : undefined) ??
    (audit.closed === undefined ? undefined : `The audit was closed by ${audit.closed.by} already`) ??
    (audit.coders.includes(worker.user)
      ? `${worker.user} has coded this visit; nobody audits own work, or releases it from an audit`
      : undefined);
  if (refused !== undefined) {
    return { refused };
  }
  if (decision.outcome === 'coded-blind') {
    return codeBlind(claim, practice, facts, decision, worker);
  }
  return decision.outcome === 'released'
    ? close(
        claim,
        practice,
        facts,
        { outcome: 'released', reason: decision.reason, judgements: [], accuracy: [] },
        worker,
      )
    : judge(claim, practice, facts, decision, worker);
}

function codeBlind(
  claim: Claim,
  practice: Practice,
  { audit, task }: AuditFacts,
  { diagnoses, lines }: Extract<Decision, { outcome: 'coded-blind' }>,
  worker: Worker,
): TaskWorked {
  if (audit.blind !== undefined) {
    return {
      refused: `${audit.blind.by} has coded the visit at ${audit.blind.at}; judge the differences, the second coding is never changed`,
    };
  }
  const corrected = correct(claim, practice, { diagnoses, lines }, worker.at);
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const coding: Coding = { diagnoses, lines: corrected.changes.lines ?? [] };
  const differences = compareCodings(audit.coding, coding);
  const next: CodingAudit = {
    ...audit,
    version: audit.version + 1,
    blind: { by: worker.user, at: worker.at, coding, differences },
  };
  const amended = amendClaim(claim, { codingAudit: { taskId: task.taskId, stage: 'judging' } }, worker.at, {
    event: 'coded-by-auditor',
    by: `user ${worker.user}`,
    words: 'An auditor has coded the visit without having seen its codes',
  });
  return {
    outcome: 'coded-blind',
    noted:
      differences.length === 0
        ? 'Both codings are the same. Close the audit with "no-change".'
        : `The codings differ in ${differences.length === 1 ? 'one thing' : `${differences.length} things`}. Judge each of them.`,
    claim: amended.claim,
    writes: [...amended.writes, saving(audit, next)],
  };
}

function judge(
  claim: Claim,
  practice: Practice,
  facts: AuditFacts,
  decision: Judged,
  worker: Worker,
): TaskWorked {
  const { audit, effectOf } = facts;
  const { blind } = audit;
  const { pendingChange } = claim;
  if (decision.outcome === 'replacement-needed' && pendingChange !== undefined) {
    return {
      refused: `The practice has changed the visit too, or taken it back: task ${pendingChange.taskId}. Decide that first; one change would take the place of the other`,
    };
  }
  if (blind === undefined) {
    return { refused: 'Code the visit first, with "coded-blind"; then the codes of the coder are shown' };
  }
  const { outcome, judgements, reason } = decision;
  const fault = faultOf(audit, blind.differences, decision);
  if (fault !== undefined) {
    return { refused: fault };
  }
  const right =
    outcome === 'no-change'
      ? { coding: audit.coding }
      : rightCoding(claim, practice, blind.coding, decision, worker);
  if (right.refused !== undefined) {
    return { refused: right.refused };
  }
  const closed = {
    outcome,
    reason,
    judgements,
    accuracy: accuracyOf(audit.coding, blind.differences, judgements),
    effect: effectOf(audit.coding, right.coding),
  };
  return close(claim, practice, facts, closed, worker, right.changes);
}

function faultOf(
  { when }: CodingAudit,
  differences: readonly { readonly number: number }[],
  decision: Judged,
): string | undefined {
  const { outcome, judgements } = decision;
  const judged = judgements.map(({ difference }) => difference);
  const missing = differences.filter(({ number }) => !judged.includes(number)).map(({ number }) => number);
  const unknown = judged.filter((number) => !differences.some((one) => one.number === number));
  if (missing.length > 0 || unknown.length > 0 || new Set(judged).size < judged.length) {
    return `judgements: expected one for each of the ${differences.length} differences; missing ${missing.join(', ') || 'none'}, too many ${unknown.join(', ') || 'none'}`;
  }
  const isWrong = judgements.some(({ judgement }) => judgement === 'auditor-right');
  if (outcome === 'no-change') {
    return isWrong
      ? `The auditor is right about a difference, so the codes change: decide "${when === 'pre-bill' ? 'corrected' : 'replacement-needed'}"`
      : undefined;
  }
  if ((outcome === 'corrected') !== (when === 'pre-bill')) {
    return when === 'pre-bill'
      ? 'The claim is not billed yet, so there is nothing to replace: decide "corrected"'
      : 'The claim was billed, so it is replaced: decide "replacement-needed"';
  }
  if (!isWrong) {
    return 'The auditor is right about none of the differences, so nothing changes: decide "no-change"';
  }
  const mixed = judgements.some(({ judgement }) => judgement !== 'auditor-right');
  return mixed && (decision.diagnoses === undefined || decision.lines === undefined)
    ? 'The auditor is not right about every difference: give diagnoses and lines as they are to be'
    : undefined;
}

type Right =
  | { readonly coding: Coding; readonly changes?: Corrections; readonly refused?: never }
  | { readonly refused: string };
type Corrections = Pick<Claim, 'diagnoses' | 'lines' | 'totalChargeCents'>;

function rightCoding(
  claim: Claim,
  practice: Practice,
  blind: Coding,
  { diagnoses, lines }: Exclude<Judged, { outcome: 'no-change' }>,
  { at }: Worker,
): Right {
  const corrected = correct(
    claim,
    practice,
    { diagnoses: diagnoses ?? blind.diagnoses, lines: lines ?? blind.lines.map(asCharged) },
    at,
  );
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const changes: Corrections = {
    diagnoses: corrected.changes.diagnoses ?? claim.diagnoses,
    lines: corrected.changes.lines ?? claim.lines,
    totalChargeCents: corrected.changes.totalChargeCents ?? claim.totalChargeCents,
  };
  return { coding: { diagnoses: changes.diagnoses, lines: changes.lines }, changes };
}

function asCharged({
  chargeCents,
  lineNumber: _number,
  lineControlNumber: _control,
  ...line
}: ClaimLine): ChargedLine {
  return { ...line, charge: chargeCents };
}

function close(
  claim: Claim,
  practice: Practice,
  { audit, task }: AuditFacts,
  closed: Omit<NonNullable<CodingAudit['closed']>, 'by' | 'at'>,
  worker: Worker,
  corrections?: Corrections,
): TaskWorked {
  const { outcome, reason } = closed;
  const next: CodingAudit = {
    ...audit,
    version: audit.version + 1,
    closed: { by: worker.user, at: worker.at, ...closed },
  };
  const ended = { codingAudit: { taskId: task.taskId, stage: 'closed' as const } };
  const fields = corrections === undefined ? [] : ['diagnoses', 'lines'];
  const remembered = rememberDecision(claim, worker, { task: 'coding-audit', outcome, reason, fields });
  const moved =
    audit.when === 'pre-bill'
      ? moveClaim(claim, {
          move: movesOf[outcome],
          at: worker.at,
          by: `user ${worker.user}`,
          origin: 'outside',
          changes: { ...corrections, ...ended, ...remembered },
          worked: { outcome, closedBy: worker.user },
        })
      : afterBilling({ ...claim, ...ended, ...remembered }, practice, next, corrections, worker);
  return { outcome, claim: moved.claim, writes: [...moved.writes, saving(audit, next)] };
}

const movesOf = {
  'no-change': 'audit-passed',
  corrected: 'audit-corrected',
  'replacement-needed': 'audit-corrected',
  released: 'audit-released',
} as const satisfies Readonly<Record<Outcome, string>>;

/** The claim was billed and goes on; what is to be billed in its place a biller decides, as of any other change. */
function afterBilling(
  claim: Claim,
  practice: Practice,
  audit: CodingAudit,
  corrections: Corrections | undefined,
  { user, at }: Worker,
): ClaimMoved {
  const by = `user ${user}`;
  const closing: Write = {
    kind: 'close-task',
    practiceId: claim.practiceId,
    taskId: audit.taskId,
    status: 'worked',
    outcome: audit.closed?.outcome ?? 'no-change',
    closedAt: at,
    closedBy: user,
  };
  if (corrections === undefined) {
    const words =
      audit.closed?.outcome === 'released'
        ? 'Released without an audit of its coding'
        : 'The audit of its coding changes nothing';
    const amended = amendClaim(claim, {}, at, { event: 'audited', by, words });
    return { claim: amended.claim, writes: [...amended.writes, closing] };
  }
  const content = ClaimContent.parse({ ...claim, ...corrections });
  const { source } = claim;
  const effect = audit.closed?.effect;
  const opened = openChargeChange(
    claim,
    {
      content,
      // What the practice sent stays as it is: sent again it is no change of its own.
      contentHash: source.contentHash,
      version: source.version,
      uploadId: source.uploadId,
      recordNumber: source.recordNumber,
      differences: [
        ...contentDifferences(claim, content),
        ...(effect === undefined ? [] : [inWords(effect)]),
      ],
    },
    practice,
    at,
    {
      by,
      words: 'An audit found codes that are wrong',
      why: `An audit found that the visit of ${claim.serviceDateFrom} was coded wrong.`,
    },
  );
  return { claim: opened.claim, writes: [...opened.writes, closing] };
}

/** What was billed too much is to be told to a public payer in time; what was billed too little is the practice's loss. */
function inWords({ codedCents, rightCents, basis }: FinancialEffect): string {
  const by = basis === 'contract' ? 'By the contract' : 'By the charges';
  const difference = formatDollars(Math.abs(codedCents - rightCents) as typeof codedCents);
  return codedCents > rightCents
    ? `${by} it was coded ${difference} too high. Where Medicare or Medicaid has paid that, it is to be reported and returned within 60 days.`
    : codedCents < rightCents
      ? `${by} it was coded ${difference} too low.`
      : `${by} the amount stays the same.`;
}

function saving(before: CodingAudit, audit: CodingAudit): Write {
  return { kind: 'save-coding-audit', audit, expectedVersion: before.version };
}
