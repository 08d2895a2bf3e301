import type { Instant } from '#contracts/dates.ts';
import type { Task, TaskProposal } from '#contracts/task.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { canonicalJson } from '../identity/content-hash.ts';

/** What one person may not decide alone, by kind of task. What depends on an amount, the task itself says. */
const decidedByTwo: Partial<Record<TaskKind, readonly string[]>> = {
  'out-of-balance-remittance': ['post-the-rest', 'post-it-too'],
  'unmatched-remittance': ['post-as-corrected'],
};

type Proposed = Pick<Task, 'kind' | 'decidedByTwo' | 'proposals'>;
type Decision = TaskProposal['decision'] & { readonly outcome: string; readonly reason: string };

/** Whether it takes two persons to decide a task like this. */
export function takesTwoPersons(task: Pick<Task, 'kind' | 'decidedByTwo'>, outcome: string): boolean {
  return decidedByTwo[task.kind]?.includes(outcome) === true || task.decidedByTwo?.includes(outcome) === true;
}

/** Rises with every change of the proposals of a task, and guards them. */
export function proposalVersionOf(task: Pick<Task, 'proposals'>): number {
  return (task.proposals ?? []).reduce((sum, { ended }) => sum + (ended === undefined ? 1 : 2), 0);
}

/** The two who decided, who are never the same, and what the second said. */
export interface TwoPersons {
  readonly proposedBy: string;
  readonly confirmedBy: string;
  readonly reason: string;
}

export type Ruling =
  /** With the proposals as they are then, where it was a second person's word that was missing. */
  | {
      readonly ruling: 'carry-out';
      readonly decidedBy?: TwoPersons;
      readonly proposals?: readonly TaskProposal[];
    }
  | { readonly ruling: 'noted'; readonly proposals: readonly TaskProposal[]; readonly summary: string }
  | { readonly ruling: 'refused'; readonly problem: string };

/**
 * What a decision comes to where some take two persons: the first person's is kept as a proposal, and carried out when
 * another person decides the same; the reasons may differ. Another decision takes the proposal's place. What was
 * confirmed cannot be decided otherwise any more, only once again, for it may have been carried out in part.
 */
export function ruleOn(task: Proposed, decision: Decision, user: string, at: Instant): Ruling {
  const proposals = task.proposals ?? [];
  for (const proposed of proposals) {
    const { by: proposedBy, ended } = proposed;
    if (ended?.how === 'confirmed') {
      // Whoever has it carried out once more, even the first of them, decides nothing anew.
      return sameDecision(proposed.decision, decision)
        ? { ruling: 'carry-out', decidedBy: { proposedBy, confirmedBy: ended.by, reason: ended.reason } }
        : refused(
            `${inWords(proposed)}, and ${ended.by} confirmed it; it can only be decided so once more, should it not have been carried out`,
          );
    }
  }
  const standing = standingProposal(task);
  if (!takesTwoPersons(task, decision.outcome)) {
    // What one who may not approve it proposed, another who may confirms.
    return standing !== undefined && standing.by !== user && sameDecision(standing.decision, decision)
      ? confirmed(task, standing, decision, user, at)
      : { ruling: 'carry-out' };
  }
  return propose(task, decision, user, at);
}

/**
 * Keeps a decision as a proposal, in the place of one that means something else. Of the same that another person proposed,
 * it is the second word.
 */
export function propose(task: Proposed, decision: Decision, user: string, at: Instant): Ruling {
  const proposals = task.proposals ?? [];
  const standing = standingProposal(task);
  const proposal: TaskProposal = { by: user, at, decision };
  if (standing === undefined) {
    return {
      ruling: 'noted',
      proposals: [...proposals, proposal],
      summary: `Proposed. Nothing is done yet: ${nextStep(proposal)}.`,
    };
  }
  if (!sameDecision(standing.decision, decision)) {
    const replaced = { how: 'replaced', by: user, at, reason: decision.reason } as const;
    return {
      ruling: 'noted',
      proposals: [...proposals.slice(0, -1), { ...standing, ended: replaced }, proposal],
      summary: `Proposed, in the place of what ${standing.by} had proposed ("${outcomeOf(standing)}"). Nothing is done yet: ${nextStep(proposal)}.`,
    };
  }
  return standing.by === user
    ? refused(`${inWords(standing)}; it takes another person to confirm it`)
    : confirmed(task, standing, decision, user, at);
}

function confirmed(
  { proposals = [] }: Proposed,
  standing: TaskProposal,
  { reason }: Decision,
  user: string,
  at: Instant,
): Ruling {
  return {
    ruling: 'carry-out',
    decidedBy: { proposedBy: standing.by, confirmedBy: user, reason },
    proposals: [
      ...proposals.slice(0, -1),
      { ...standing, ended: { how: 'confirmed', by: user, at, reason } },
    ],
  };
}

type Rejected =
  | { readonly proposals: readonly TaskProposal[]; readonly summary: string; readonly refused?: never }
  | { readonly refused: string };

/** Takes the proposal that stands off the task, whoever made it. */
export function rejectProposal(task: Proposed, reason: string, user: string, at: Instant): Rejected {
  const standing = standingProposal(task);
  if (standing === undefined) {
    return { refused: 'Nothing is proposed that could be rejected' };
  }
  return {
    proposals: [
      ...(task.proposals ?? []).slice(0, -1),
      { ...standing, ended: { how: 'rejected', by: user, at, reason } },
    ],
    summary: `What ${standing.by} proposed ("${outcomeOf(standing)}") is rejected; the task stays open.`,
  };
}

/** The task as a person reads it: with what was proposed, and with what may be decided about that. */
export function withProposals(task: Task): Task {
  const { proposals = [], outcomes, evidence, status } = task;
  const standing = standingProposal(task);
  return proposals.length === 0
    ? task
    : {
        ...task,
        evidence: [...evidence, ...proposals.map((proposal) => withEnd(proposal, status))],
        outcomes: standing === undefined || status !== 'open' ? outcomes : [...outcomes, 'reject-proposal'],
      };
}

function standingProposal({ proposals }: Pick<Task, 'proposals'>): TaskProposal | undefined {
  const last = proposals?.at(-1);
  return last?.ended === undefined ? last : undefined;
}

/** Two persons mean the same whatever their reasons. */
function sameDecision(one: TaskProposal['decision'], other: TaskProposal['decision']): boolean {
  const meant = (decision: TaskProposal['decision']) => canonicalJson({ ...decision, reason: '' });
  return meant(one) === meant(other);
}

const outcomeOf = ({ decision }: TaskProposal): string => String(decision['outcome']);

function inWords({ by, at, decision }: TaskProposal): string {
  return `${by} proposed "${String(decision['outcome'])}" at ${at} (${String(decision['reason'])})`;
}

function nextStep(proposal: TaskProposal): string {
  return `a person other than ${proposal.by} confirms "${outcomeOf(proposal)}" by deciding the same, or decides "reject-proposal"`;
}

function withEnd(proposal: TaskProposal, status: Task['status']): string {
  const { ended } = proposal;
  if (ended === undefined) {
    return status === 'open' ? `${inWords(proposal)}; ${nextStep(proposal)}.` : `${inWords(proposal)}.`;
  }
  return `${inWords(proposal)}; ${ended.how} by ${ended.by} at ${ended.at} (${ended.reason}).`;
}

function refused(problem: string): Ruling {
  return { ruling: 'refused', problem };
}
