import type { Claim } from '#contracts/claim.ts';
import type { AuditReason, CodingAudit } from '#contracts/coding-audit.ts';
import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../../calendar/plain-date.ts';
import { outcomeNames, type TaskBrief } from '../../claims/move-claim.ts';
import { primaryCoverage } from '../../eligibility/primary-coverage.ts';
import type { Write } from '../../writes/write.ts';
import { drawAudit, type AuditSettings } from './draw-audit.ts';

/** Members of staff who changed the codes of a visit, each once. */
export function codersOf({ staffDecisions = [] }: Pick<Claim, 'staffDecisions'>): string[] {
  return [
    ...new Set(
      staffDecisions
        .filter(
          ({ task, outcome, fields }) =>
            (task === 'coding' && outcome === 'coded') ||
            fields.includes('diagnoses') ||
            fields.includes('lines'),
        )
        .map(({ by }) => by),
    ),
  ];
}

/** Whose coding it is that is billed: whoever coded last, or the provider where nobody coded after. */
export function coderOf(claim: Pick<Claim, 'staffDecisions' | 'renderingNpi'>): string {
  return codersOf(claim).at(-1) ?? `provider ${claim.renderingNpi}`;
}

const reasonsInWords: Readonly<Record<AuditReason, string>> = {
  random: 'drawn by chance',
  'below-threshold': 'everything of this coder is audited until enough of it is right',
  'new-coder': 'little of this coder has been audited',
  'high-visit-level': 'a visit of the highest level',
  'modifier-25': 'modifier 25',
  'modifier-59': 'modifier 59 or one of its kind',
  'high-charge': 'a high charge',
  'changed-after-denial': 'changed after a denial',
  'watched-payer': 'a payer that is watched',
};

/** What an auditor is told before the visit is coded a second time: nothing of how it was coded. */
export function auditBrief(
  claim: Claim,
  drawnFor: readonly AuditReason[],
  settings: AuditSettings,
  at: Instant,
): TaskBrief {
  return {
    why: `The coding of the visit of ${claim.serviceDateFrom} is to be checked: ${drawnFor.map((reason) => reasonsInWords[reason]).join('; ')}.`,
    evidence: [
      'Code the visit from its note first; how it was coded is shown then.',
      ...(claim.note === undefined ? [] : [`The note says: ${claim.note.slice(0, 4_000)}`]),
    ],
    dollarsAtStakeCents: claim.totalChargeCents,
    dueOn: addWorkingDays(dateOf(at), settings.taskDays),
  };
}

/** The record of an audit as it is opened. */
export function newAudit(
  claim: Claim,
  taskId: TaskId,
  when: CodingAudit['when'],
  drawnFor: readonly AuditReason[],
  at: Instant,
): CodingAudit {
  const payerId = primaryCoverage(claim)?.payerId;
  return {
    practiceId: claim.practiceId,
    taskId,
    claimId: claim.claimId,
    version: 1,
    when,
    coders: codersOf(claim),
    drawnFor: [...drawnFor],
    coder: coderOf(claim),
    openedAt: at,
    serviceDate: claim.serviceDateFrom,
    ...(payerId === undefined ? {} : { payerId }),
    coding: { diagnoses: claim.diagnoses, lines: claim.lines },
  };
}

/**
 * Draws a claim that is being sent for an audit after billing, or not. It is drawn once, and once more when its codes were
 * changed after a denial. The claim says so itself, so that nobody draws it twice.
 * @param claim as it stands after it was sent.
 * @param audits the latest closed audits of its coder.
 */
export function drawSentClaim(
  claim: Claim,
  settings: AuditSettings,
  audits: readonly CodingAudit[],
  at: Instant,
): { readonly claim: Claim; readonly writes: readonly Write[] } | undefined {
  const latest = claim.submissions.at(-1);
  const isFirst = claim.submissions.length === 1 && claim.codingAudit === undefined;
  const drawn = drawAudit({ claim, settings, audits });
  const drawnFor = isFirst ? drawn : drawn.filter((reason) => reason === 'changed-after-denial');
  const isOpen = claim.codingAudit !== undefined && claim.codingAudit.stage !== 'closed';
  if (latest === undefined || latest.frequency === '8' || drawnFor.length === 0 || isOpen) {
    return undefined;
  }
  const taskId = TaskId.parse(`${claim.claimId}-coding-audit-${claim.version}`);
  const audit = newAudit(claim, taskId, 'post-bill', drawnFor, at);
  const task: Task = {
    practiceId: claim.practiceId,
    taskId,
    kind: 'coding-audit',
    claimId: claim.claimId,
    audit: partForTask(audit),
    waitSequence: claim.version,
    status: 'open',
    openedAt: at,
    ...auditTaskParts(auditBrief(claim, drawnFor, settings, at)),
    outcomes: outcomesOf('post-bill'),
  };
  return {
    claim: { ...claim, codingAudit: { taskId, stage: 'blind' } },
    writes: [
      { kind: 'open-task', task },
      { kind: 'save-coding-audit', audit, expectedVersion: 0 },
    ],
  };
}

/** The writes by which a coded claim is held, with the record of its audit beside them. */
export function holdForAudit(
  writes: readonly Write[],
  drawnFor: readonly AuditReason[],
  at: Instant,
): Write[] {
  const held = writes.find((write) => write.kind === 'save-claim')?.claim;
  const opened = writes.find((write) => write.kind === 'open-task')?.task;
  if (held === undefined || opened === undefined) {
    return [...writes];
  }
  const audit = newAudit(held, opened.taskId, 'pre-bill', drawnFor, at);
  const marked = { ...held, codingAudit: { taskId: opened.taskId, stage: 'blind' as const } };
  return [
    ...writes.map((write): Write => {
      switch (write.kind) {
        case 'save-claim':
          return { ...write, claim: marked };
        case 'open-task':
          return {
            ...write,
            task: { ...write.task, audit: partForTask(audit), outcomes: outcomesOf('pre-bill') },
          };
        default:
          return write;
      }
    }),
    { kind: 'save-coding-audit', audit, expectedVersion: 0 },
  ];
}

const partForTask = ({ when, coders, drawnFor }: CodingAudit) => ({ when, coders, drawnFor });

/** What can come of an audit: before billing the codes are corrected, after it the claim is replaced. */
function outcomesOf(when: CodingAudit['when']): string[] {
  const never = when === 'pre-bill' ? 'replacement-needed' : 'corrected';
  return outcomeNames('coding-audit').filter((outcome) => outcome !== never);
}

function auditTaskParts({ why, evidence, dollarsAtStakeCents, dueOn }: TaskBrief) {
  return { why, evidence: [...evidence], dollarsAtStakeCents, dueOn };
}
