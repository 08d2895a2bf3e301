import type * as z from 'zod';
import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { formatDollars } from '#domain/money/cents.ts';
import {
  parkedClaimIndexOf,
  placeElsewhere,
  placeNowhere,
  placeWithClaim,
  type ParkedPayment,
} from '#domain/remittance/place-parked-payment.ts';
import { isHeld, savedRun, setRunAside } from '#domain/remittance/run-record.ts';
import { dayFault } from '#domain/tasks/day-to-wait-for.ts';
import type { Write } from '#domain/writes/write.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Commit } from './commit.ts';
import type { DocumentStore } from './document-store.ts';
import type { Executions } from './executions.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PaymentBatches } from './payment-batches.ts';
import { readRemittanceClaim } from './read-remittance.ts';
import type { RemittanceRegister } from './remittance-register.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface WorkRemittanceTasksWorld {
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly documents: Pick<DocumentStore, 'get' | 'stream'>;
  readonly executions: Pick<Executions, 'start'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
  readonly batches: Pick<PaymentBatches, 'load'>;
  readonly commit: Commit;
}

type HeldOutcome = z.infer<(typeof practiceTaskOutcomes)['out-of-balance-remittance']>;
type UnmatchedOutcome = z.infer<(typeof practiceTaskOutcomes)['unmatched-remittance']>;

/** Who decides; who had proposed it, where it takes two. */
interface Occasion {
  readonly task: Task;
  readonly user: string;
  readonly proposedBy: string | undefined;
  readonly at: Instant;
}

/** What is to be done, in this order: beforehand, the writes with the end of the task. Nothing is done yet. */
type Decided =
  | {
      readonly summary: string;
      readonly writes?: readonly Write[];
      /** Answers what came in between, if something did: then it is not done. */
      readonly beforehand?: () => Promise<string | undefined>;
      readonly refused?: never;
    }
  | { readonly summary?: never; readonly refused: readonly string[] };

/** Decides what becomes of a remittance of which nothing was posted. */
export async function decideHeldRemittance(
  decision: HeldOutcome,
  { task, user, proposedBy, at }: Occasion,
  world: WorkRemittanceTasksWorld,
): Promise<Decided> {
  const run = await runOf(task, world);
  if (run === undefined) {
    return { refused: ['The task names no remittance'] };
  }
  if (!task.outcomes.includes(decision.outcome)) {
    return { refused: [`This remittance may be decided as: ${task.outcomes.join(', ')}`] };
  }
  switch (decision.outcome) {
    case 'ask-the-payer': {
      const fault = dayFault(decision.by, at) ?? notHeld(run);
      if (fault !== undefined) {
        return { refused: [fault] };
      }
      const asked = askedAgain(task, decision, user, at);
      return {
        summary: `Nothing is posted; the task is due again on ${decision.by}.`,
        writes: [{ kind: 'open-task', task: asked }, savedRun(run, { taskId: asked.taskId })],
      };
    }
    case 'corrected-one-came':
    case 'same-payment': {
      const fault = notHeld(run);
      return fault === undefined
        ? {
            summary:
              decision.outcome === 'same-payment'
                ? 'Nothing of it is posted; it is the payment that was posted before.'
                : 'Nothing of it is posted; what the payer sent in its place is posted by itself.',
            writes: [setRunAside(run, decision.outcome, { by: `user ${user}`, at })],
          }
        : { refused: [fault] };
    }
    case 'post-the-rest':
    case 'post-it-too': {
      const made = { outcome: decision.outcome, proposedBy: proposedBy ?? user, confirmedBy: user, at };
      const fault = await whyNotPosted(run, made, world);
      return fault === undefined
        ? {
            summary:
              decision.outcome === 'post-the-rest'
                ? `Posted but for ${run.unbalancedClaims?.length ?? 0} of its ${run.claims} claims, which are parked; each has a task of its own.`
                : 'Posted beside the payment that came before under the same number.',
            beforehand: () => postAgain(run, made, world),
          }
        : { refused: [fault] };
    }
  }
}

type RunDecision = NonNullable<RemittanceRun['decisions']>[number];

/** Why a person has nothing to decide of a remittance any more. */
function notHeld(run: RemittanceRun): string | undefined {
  if (isHeld(run)) {
    return undefined;
  }
  const { remittanceId, state, setAside } = run;
  switch (state) {
    case 'set-aside':
      return setAside?.why === 'batch-taken-back'
        ? `The batch that remittance ${remittanceId} came with was taken back; nothing of it is posted`
        : `It was decided before that nothing of remittance ${remittanceId} is posted (${setAside?.why ?? state})`;
    case 'posted':
      return `Remittance ${remittanceId} is posted`;
    default:
      return `Remittance ${remittanceId} is being posted`;
  }
}

/** Why a remittance that is held cannot be posted; nothing keeps what was decided so before from being carried out. */
async function whyNotPosted(
  run: RemittanceRun,
  decision: RunDecision,
  { batches }: Pick<WorkRemittanceTasksWorld, 'batches'>,
): Promise<string | undefined> {
  const { practiceId, paymentBatchId } = run;
  if (decisionOf(run, decision) !== undefined) {
    return undefined;
  }
  const batch = paymentBatchId === undefined ? undefined : await batches.load(practiceId, paymentBatchId);
  return batch?.takenBack === undefined
    ? notHeld(run)
    : `Batch "${batch.name}", with which it came, was taken back by ${batch.takenBack.by} (${batch.takenBack.reason}); nothing of it is posted. Enter what is right as another batch`;
}

function decisionOf({ decisions = [] }: RemittanceRun, { outcome }: RunDecision): number | undefined {
  const index = decisions.findIndex((one) => one.outcome === outcome);
  return index < 0 ? undefined : index;
}

/**
 * Has a remittance posted by an execution of its own, with what was decided of it. Done again it starts none.
 * @returns why not, where something came in between.
 */
async function postAgain(
  seen: RemittanceRun,
  decision: RunDecision,
  world: WorkRemittanceTasksWorld,
): Promise<string | undefined> {
  const { practiceId, remittanceId } = seen;
  const decided = await decideAgainOnConflict(async () => {
    const run = (await world.remittances.load(practiceId, remittanceId)) ?? seen;
    const fault = await whyNotPosted(run, decision, world);
    if (fault !== undefined) {
      return { fault };
    }
    const known = decisionOf(run, decision);
    const { decisions = [], taskId: _decided, ...rest } = run;
    if (known === undefined) {
      await world.commit.apply([savedRun(rest, { state: 'received', decisions: [...decisions, decision] })]);
    }
    return { number: (known ?? decisions.length) + 1 };
  });
  if (decided.fault !== undefined) {
    return decided.fault;
  }
  await world.executions.start('remittance-posting', `${remittanceId}-decided-${decided.number}`, {
    contractVersion,
    practiceId,
    remittanceId,
  });
  return undefined;
}

function askedAgain(
  task: Task,
  decision: Extract<HeldOutcome, { outcome: 'ask-the-payer' }>,
  user: string,
  at: Instant,
): Task {
  const [, first = task.taskId, times = '0'] = /^(.*)-asked-(\d+)$/.exec(task.taskId) ?? [];
  return {
    ...task,
    taskId: TaskId.parse(`${first}-asked-${Number(times) + 1}`),
    openedAt: at,
    proposals: [],
    dueOn: decision.by,
    evidence: [...task.evidence, `${user} asked the payer at ${at}: ${decision.reason}`],
  };
}

/** Decides where a claim of a remittance belongs that was parked. */
export async function decideUnmatchedRemittance(
  decision: UnmatchedOutcome,
  practice: Practice,
  { task, user, proposedBy, at }: Occasion,
  world: WorkRemittanceTasksWorld,
): Promise<Decided> {
  const parked = await parkedPaymentOf(task, practice, world);
  if (parked === undefined) {
    return { refused: ['The task names no claim of a remittance'] };
  }
  const { practiceId } = practice;
  const by = proposedBy === undefined ? `user ${user}` : `users ${proposedBy} and ${user}`;
  const occasion = { at, postingDate: dateOf(at), by };
  const { paidCents } = parked.clp;
  switch (decision.outcome) {
    case 'belongs-to':
    case 'post-as-corrected': {
      const claim = await world.claims.load(practiceId, decision.claim);
      if (claim === undefined) {
        return { refused: [`claim: practice ${practiceId} has no claim ${decision.claim}`] };
      }
      const adjustments =
        decision.outcome === 'belongs-to'
          ? undefined
          : decision.adjustments.map(({ amount, ...rest }) => ({ ...rest, amountCents: amount }));
      return placeWithClaim(
        parked,
        {
          claim,
          postings: await world.ledger.ofClaim(practiceId, claim.claimId),
          lines: decision.lines,
          adjustments,
        },
        practice,
        occasion,
      );
    }
    case 'return-to-payer':
      return placeElsewhere(
        parked,
        { account: 'refund-payable', reason: 'not a claim of ours' },
        occasion,
        paidCents < 0
          ? `${formatDollars(paidCents)} that the payer took are set against what is to be returned to it`
          : `${formatDollars(paidCents)} are to be returned to the payer`,
      );
    case 'of-an-old-system': {
      const systems = practice.cutover.legacySystems.map(({ name }) => name);
      return systems.includes(decision.system)
        ? placeElsewhere(
            parked,
            { account: 'legacy', reason: decision.system },
            occasion,
            `${formatDollars(paidCents)} belong to ${decision.system}, to be posted there`,
          )
        : {
            refused: [
              `system: found "${decision.system}"; expected an old system of the practice: ${systems.join(', ') || 'it has none'}`,
            ],
          };
    }
    case 'not-a-claim-of-ours':
      return placeNowhere(parked, occasion);
  }
}

/** The CLP that a task is about, with what is known of where its money stands. */
export async function parkedPaymentOf(
  task: Task,
  practice: Practice,
  world: Pick<WorkRemittanceTasksWorld, 'claims' | 'documents' | 'ledger' | 'remittances'>,
): Promise<ParkedPayment | undefined> {
  const claimIndex = parkedClaimIndexOf(task);
  const run = await runOf(task, world);
  const read =
    run === undefined || claimIndex === undefined
      ? undefined
      : await readRemittanceClaim(run, claimIndex, practice, world.documents);
  if (run === undefined || claimIndex === undefined || read === undefined) {
    return undefined;
  }
  const { practiceId, claimId } = task;
  return {
    ...read,
    claimIndex,
    postings:
      claimId === undefined
        ? await world.ledger.ofHolder(practiceId, run.remittanceId)
        : await world.ledger.ofClaim(practiceId, claimId),
    parkedAt: claimId === undefined ? undefined : await world.claims.load(practiceId, claimId),
  };
}

async function runOf(
  { practiceId, remittanceId }: Task,
  { remittances }: { readonly remittances: Pick<RemittanceRegister, 'load'> },
): Promise<RemittanceRun | undefined> {
  return remittanceId === undefined ? undefined : await remittances.load(practiceId, remittanceId);
}
