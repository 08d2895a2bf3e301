import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { ClaimOverride } from '#contracts/scrub-override.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import type { ClaimTaskKind } from '#contracts/task-kinds.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { moveClaim, refuseUnlessManager } from '../claims/move-claim.ts';
import { refuseLateToPatient, takesCoverageOff } from '../coding/taken-off-coverage.ts';
import {
  correct,
  refuseUnlessWaiting,
  rememberDecision,
  type TaskWorked,
  type Worker,
} from '../coding/work-task.ts';
import type { StaffMember } from '../denials/write-off.ts';
import { formatDollars } from '../money/cents.ts';
import { editsOf } from './edits-of.ts';
import { whoMayOverride } from './overrides.ts';

/** What the person decided, in the words of the task that it was decided in. */
interface DecidedTask {
  readonly kind: Extract<ClaimTaskKind, 'correction' | 'authorization'>;
  readonly outcome: string;
}

/**
 * Staff correct what the scrubber held, or find that the visit is not billable. Writing off what was billed before is the
 * ledger's decision.
 */
export function decideCorrectionTask(
  claim: Claim,
  practice: Practice,
  decision: Extract<TaskOutcome<'correction'>, { outcome: 'corrected' | 'attested' | 'not-billable' }>,
  worker: StaffMember,
  task: DecidedTask = { kind: 'correction', outcome: decision.outcome },
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, task.kind);
  if (stale !== undefined) {
    return { refused: stale };
  }
  const forManager = refuseUnlessManager(claim, 'held-by-scrubber', worker.role);
  if (forManager !== undefined) {
    return { refused: forManager };
  }
  const { reason } = decision;
  const { kind, outcome } = task;
  const request = {
    at: worker.at,
    by: `user ${worker.user}`,
    origin: 'outside',
    worked: { outcome, closedBy: worker.user },
  } as const;
  if (decision.outcome === 'not-billable') {
    if (claim.postedChargeCents !== 0) {
      return {
        refused: `${formatDollars(claim.postedChargeCents)} of this claim were billed and stand in the ledger; correct it and let the payer decide, or write it off.`,
      };
    }
    return {
      outcome: 'found-not-billable',
      ...moveClaim(claim, {
        ...request,
        move: 'found-not-billable',
        detail: `in the ${kind} task`,
        changes: rememberDecision(claim, worker, { task: kind, outcome, reason }),
      }),
    };
  }
  const words =
    decision.outcome === 'attested' ? attested(claim, practice, decision, worker) : { overrides: [] };
  if (words.refused !== undefined) {
    return { refused: words.refused };
  }
  const corrected = correct(claim, practice, decision.correction ?? {}, worker.at);
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const { changes, fields } = corrected;
  if (fields.length === 0 && words.overrides.length === 0) {
    return {
      refused:
        'The correction changes nothing, so the scrubber would hold the claim again; correct what it found.',
    };
  }
  const notThePatients = takesCoverageOff(claim, changes)
    ? refuseWithoutCoverage(claim, practice, worker)
    : undefined;
  if (notThePatients !== undefined) {
    return { refused: notThePatients };
  }
  return {
    outcome: decision.outcome,
    ...moveClaim(claim, {
      ...request,
      move: decision.outcome,
      // Pipelines that began before claims could be attested know this outcome only.
      outcome: 'corrected',
      detail: [...words.overrides.map(({ editId, where }) => `${editId} (${where})`), ...fields].join(', '),
      changes: {
        ...changes,
        ...(words.overrides.length === 0
          ? {}
          : { scrubOverrides: [...(claim.scrubOverrides ?? []), ...words.overrides] }),
        ...rememberDecision(claim, worker, { task: kind, outcome, reason, fields }),
      },
    }),
  };
}

type Attested =
  | { readonly refused: string; readonly overrides?: never }
  | { readonly refused?: never; readonly overrides: readonly ClaimOverride[] };

/** What a person's word lifts: findings that the report has, and that this person may answer for. */
function attested(
  claim: Claim,
  practice: Practice,
  { findings, reason, until }: Extract<TaskOutcome<'correction'>, { outcome: 'attested' }>,
  { user, role, at }: StaffMember,
): Attested {
  const known = editsOf(practice);
  const overrides: ClaimOverride[] = [];
  if (until !== undefined && until < dateOf(at)) {
    return { refused: `until: found ${until}; expected ${dateOf(at)} or later.` };
  }
  for (const { editId, where } of findings) {
    const said = (claim.scrub?.findings ?? []).filter(
      (finding) => finding.result === 'fail' && finding.editId === editId && finding.where === where,
    );
    const edit = known.find(({ id }) => id === editId);
    if (said.length === 0 || edit === undefined) {
      return {
        refused: `The scrub report has no failed finding of ${editId} at "${where}"; name those of the report.`,
      };
    }
    const overrider = whoMayOverride(edit);
    if (overrider === 'nobody') {
      return {
        refused: `Nobody may override ${editId}: a claim with such a fault comes back. Correct it.`,
      };
    }
    if (overrider === 'manager' && role !== 'manager') {
      return { refused: `${editId} is no warning; only a manager may override it.` };
    }
    overrides.push(
      ...said.map(({ found }) => ({
        editId,
        where,
        found,
        reason,
        by: user,
        role,
        at,
        ...(until === undefined ? {} : { until }),
      })),
    );
  }
  return { overrides };
}

function refuseWithoutCoverage(claim: Claim, practice: Practice, { at }: Worker): string | undefined {
  const sent = claim.submissions.at(-1);
  return sent === undefined
    ? refuseLateToPatient(claim, practice, dateOf(at))
    : `The claim went to ${sent.payerId}; its coverage cannot be taken off here, as the patient would receive the bill for what the payer may yet decide. Correct the coverage, or give the claim up.`;
}
