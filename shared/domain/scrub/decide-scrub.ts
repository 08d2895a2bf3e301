import type { Claim, ScrubFinding, ScrubReport } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { addDays, addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { moveClaim, type ClaimMoved, type TaskBrief } from '../claims/move-claim.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';
import { isAboutAuthorization } from './decide-authorization-task.ts';
import { repairFormat } from './repair-format.ts';

export type ScrubDecided = ClaimMoved & {
  readonly outcome: 'held-by-scrubber' | 'scrubbed-clean' | 'scrubbed-clean-for-patient';
};

/**
 * What becomes of a claim after the scrubber: a clean one goes to its payer, or to the patient's account where the
 * patient pays; a held one becomes a correction task. Format-only repairs are kept either way.
 */
export function decideScrub(
  claim: Claim,
  report: ScrubReport,
  practice: Practice,
  at: Instant,
): ScrubDecided {
  const changes = { ...repairFormat(claim).changes, scrub: report };
  const { counts } = report;
  const base = { at, by: 'scrub-claim', origin: 'leg', changes } as const;
  const tally = `${counts.pass ?? 0} edits passed, ${counts.bypassed ?? 0} bypassed, ${counts['not-checked'] ?? 0} not checked`;
  if (!report.clean) {
    const failed = report.findings.filter(
      ({ result, severity }) => result === 'fail' && severity !== 'advisory' && severity !== 'trial',
    );
    return {
      outcome: 'held-by-scrubber',
      ...moveClaim(claim, {
        ...base,
        move: 'held-by-scrubber',
        detail: [...new Set(failed.map(({ editId }) => editId))].join(', '),
        task: heldTask(claim, practice, failed, at),
      }),
    };
  }
  const move = primaryCoverage(claim) === undefined ? 'scrubbed-clean-for-patient' : 'scrubbed-clean';
  return { outcome: move, ...moveClaim(claim, { ...base, move, detail: tally }) };
}

/** Working days that staff have to correct what the scrubber held. */
const correctionTaskDays = 2;
/** Days before the last filing day on which an authorization is due: a payer answers a late request within two weeks. */
const authorizationMarginDays = 14;

const fixerWords: Readonly<Record<ScrubFinding['fixer'], string>> = {
  'front-desk': 'front desk',
  coder: 'coder',
  biller: 'biller',
  administrator: 'practice administrator',
};

function heldTask(claim: Claim, practice: Practice, failed: readonly ScrubFinding[], at: Instant): TaskBrief {
  const coverage = primaryCoverage(claim);
  const payer = practice.payers.find(({ payerId }) => payerId === coverage?.payerId);
  const limit = payer === undefined ? undefined : lastFilingDay(claim, payer);
  const isForAuthorization = isAboutAuthorization(failed);
  const soon = addWorkingDays(dateOf(at), correctionTaskDays);
  const [first, ...others] = failed;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return {
    ...(isForAuthorization ? { kind: 'authorization' } : {}),
    why:
      first === undefined
        ? 'The scrubber held the claim.'
        : `The scrubber held the claim: ${first.where}, ${first.found}${more}.`,
    evidence: [
      ...failed.map(
        ({ editId, where, found, expected, fix, fixer, severity }) =>
          `${capitalized(where)} (${editId}, ${fixerWords[fixer]}): found ${found}; expected ${expected}. ${fix}${severity === 'warning' ? ' Or attest that it is right as it is.' : ''}`,
      ),
      ...(payer === undefined || limit === undefined
        ? []
        : [`${payer.name} must have the claim by ${limit}.`]),
    ],
    dollarsAtStakeCents: claim.totalChargeCents,
    dueOn: isForAuthorization && limit !== undefined ? dayForAuthorization(limit, soon) : soon,
  };
}

/** A payer takes its time over an authorization: it is due while the claim can still go out, and never as late as its limit. */
function dayForAuthorization(limit: PlainDate, soon: PlainDate): PlainDate {
  const inTime = addDays(limit, -authorizationMarginDays);
  return inTime > soon ? inTime : earlierOf(limit, soon);
}

function earlierOf(one: PlainDate, other: PlainDate): PlainDate {
  return one < other ? one : other;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
