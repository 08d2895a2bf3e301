import type { Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Cents } from '#contracts/cents.ts';
import { TaskId } from '#contracts/identifiers.ts';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import type { ClaimTaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { patientChanged } from '../patients/patient-identity.ts';
import { changedPatientServices } from '../history/patient-services.ts';
import { handledFromTheStart } from '../tasks/open-asleep.ts';
import type { Write } from '../writes/write.ts';
import {
  allows,
  moveTable,
  stateTable,
  taskWaitSeconds,
  waitName,
  type MoveName,
  type MoveRow,
} from './claim-lifecycle.ts';

/** A move that the lifecycle table does not allow from the claim's state: the caller's information is stale. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove';
}

/** A loop of the lifecycle was taken more often than its bound: a person with the right to decide must look. */
export class RoundLimitReached extends Error {
  override readonly name = 'RoundLimitReached';
}

type TaskState =
  | 'on-hold'
  | `awaiting-${'coverage' | 'coding' | 'audit' | 'correction' | 'rejection-work' | 'follow-up' | 'denial-work'}`;

/** Moves into a state in which a person must act; they open that person's task. */
export type MoveToTask = {
  [Move in MoveName]: (typeof moveTable)[Move]['to'] extends TaskState ? Move : never;
}[MoveName];

/** What a person is told about the work. */
export interface TaskBrief {
  /** Where the wait is answered by several kinds of tasks, and this is not its usual one. */
  readonly kind?: ClaimTaskKind;
  /** Why the task exists: one sentence. */
  readonly why: string;
  /** What is needed to decide, a sentence each. */
  readonly evidence: readonly string[];
  readonly dollarsAtStakeCents: Cents;
  readonly dueOn: PlainDate;
  /** Whose it is from the beginning. */
  readonly assignedTo?: string;
  /** It is not to be worked before this day. */
  readonly asleep?: { readonly until: PlainDate; readonly reason: string };
}

export type MoveRequest = MoveBase &
  (
    | { readonly move: MoveToTask; readonly task: TaskBrief }
    | { readonly move: Exclude<MoveName, MoveToTask>; readonly task?: never }
  );

interface MoveBase {
  readonly at: Instant;
  /** The step, the file or the person: `scrub-claim`, `user maria`, `277CA`. */
  readonly by: string;
  /** Completes the sentence of the history after the move's own words; without PHI. */
  readonly detail?: string;
  /** What else changes on the claim. */
  readonly changes?: Partial<
    Omit<Claim, 'state' | 'version' | 'leg' | 'waitSequence' | 'deadlineSeconds' | 'waitingSince' | 'rounds'>
  >;
  /**
   * `leg`: the pipeline itself makes the move and knows of it. `outside`: a file, a person or another claim's
   * remittance does, so the waiting pipeline must be told, or a new leg started where none waits.
   */
  readonly origin: 'leg' | 'outside';
  /** For an outside move: what the pipeline's choice reads. The name of the move, unless given. */
  readonly outcome?: string;
  /** How long the wait that begins may last, where the payer's row says more than the lifecycle's default. */
  readonly deadlineSeconds?: number;
  /** The decision of the person who worked the claim's open task; without it a task left behind is moot. */
  readonly worked?: { readonly outcome: string; readonly closedBy: string };
}

export interface ClaimMoved {
  readonly claim: Claim;
  readonly writes: readonly Write[];
}

/**
 * Moves a claim along the lifecycle table and says what must be written: the claim under its version, the history,
 * and, for a move from outside, the outbox row that tells the pipeline. Where the claim stood in a waiting state the
 * wait is answered, and its task, if it had one that this move did not work, is moot; where no pipeline is at work
 * (the claim was closed) a new leg starts. A claim that a running step is working on right now is not woken: that
 * step's own write fails on the version, and it reads again.
 * @throws IllegalMove when the table has no such move from the claim's state.
 * @throws RoundLimitReached when the move's loop was taken as often as the table allows; where the table leaves it to
 * a manager then, the task says so instead.
 */
export function moveClaim(claim: Claim, request: MoveRequest): ClaimMoved {
  const { move, at, by, origin } = request;
  if (!allows(claim.state, move)) {
    throw new IllegalMove(
      `Claim ${claim.claimId} is ${claim.state}; "${move}" is legal only from ${moveTable[move].from.join(', ')}`,
    );
  }
  const row: MoveRow = moveTable[move];
  const version = claim.version + 1;
  const rounds = countRound(claim, row);
  const startsLeg = origin === 'outside' && claim.state === 'closed';
  const leg = startsLeg ? claim.leg + 1 : claim.leg;
  const words = request.detail === undefined ? row.words : `${row.words}: ${request.detail}`;
  const moved: Claim = {
    ...claim,
    // A visit that is changed or taken back before its codes were audited is not under that audit any more.
    ...(claim.state === 'awaiting-audit' && { codingAudit: undefined }),
    ...request.changes,
    state: row.to,
    version,
    leg,
    rounds,
    waitSequence: version,
    deadlineSeconds: request.deadlineSeconds ?? defaultDeadlineSeconds(row.to),
    waitingSince: at,
    updatedAt: at,
    summary: `${words}. Next: ${stateTable[row.to].expects}.`,
  };
  const writes: Write[] = [
    saving(claim, moved),
    {
      kind: 'record-event',
      event: {
        practiceId: claim.practiceId,
        claimId: claim.claimId,
        version,
        event: move,
        from: claim.state,
        to: row.to,
        at,
        by,
        words,
        leg,
        chargeCents: moved.totalChargeCents,
      },
    },
  ];
  writes.push(...patientChanged(claim, moved));
  closeTask(claim, request, writes);
  openTask(moved, request, writes);
  if (startsLeg) {
    writes.push({ kind: 'start-leg', practiceId: claim.practiceId, claimId: claim.claimId, leg, at });
  } else if (origin === 'outside') {
    const name = waitName(claim.state);
    if (name !== undefined) {
      writes.push({
        kind: 'signal',
        signal: {
          practiceId: claim.practiceId,
          claimId: claim.claimId,
          waitName: name,
          waitSequence: claim.waitSequence,
          output: {
            outcome: request.outcome ?? move,
            waitSequence: version,
            deadlineSeconds: moved.deadlineSeconds,
          },
          at,
        },
      });
    }
  }
  return { claim: moved, writes };
}

/**
 * Changes what a claim records without moving it, for example an acknowledgement that only informs.
 * The wait it stands in goes on undisturbed.
 */
export function amendClaim(
  claim: Claim,
  changes: MoveBase['changes'],
  at: Instant,
  history: { readonly event: string; readonly by: string; readonly words: string },
): ClaimMoved {
  const amended: Claim = { ...claim, ...changes, version: claim.version + 1, updatedAt: at };
  const { practiceId, claimId, state, version, leg, totalChargeCents } = amended;
  return {
    claim: amended,
    writes: [
      saving(claim, amended),
      {
        kind: 'record-event',
        event: {
          practiceId,
          claimId,
          version,
          from: state,
          to: state,
          at,
          leg,
          chargeCents: totalChargeCents,
          ...history,
        },
      },
      ...patientChanged(claim, amended),
    ],
  };
}

function saving(before: Claim, after: Claim): Write {
  const services = changedPatientServices(before, after);
  return {
    kind: 'save-claim',
    claim: after,
    expectedVersion: before.version,
    ...(services.length === 0 ? {} : { services }),
  };
}

/** The id of the task that belongs to a claim's present wait, of whichever of its kinds it is. */
export function taskIdOf(claim: Pick<Claim, 'claimId' | 'state' | 'waitSequence'>): TaskId | undefined {
  const wait = stateTable[claim.state].wait;
  return wait?.kind === 'task'
    ? TaskId.parse(`${claim.claimId}-${wait.task}-${claim.waitSequence}`)
    : undefined;
}

function defaultDeadlineSeconds(state: Claim['state']): number {
  const wait = stateTable[state].wait;
  if (wait === undefined) {
    return 0;
  }
  return wait.kind === 'task' ? taskWaitSeconds : wait.deadlineSeconds;
}

function closeTask(claim: Claim, request: MoveRequest, writes: Write[]): void {
  const taskId = taskIdOf(claim);
  if (taskId !== undefined) {
    writes.push({
      kind: 'close-task',
      practiceId: claim.practiceId,
      taskId,
      status: request.worked === undefined ? 'moot' : 'worked',
      outcome: request.worked?.outcome ?? request.move,
      closedAt: request.at,
      closedBy: request.worked?.closedBy ?? request.by,
    });
  }
}

function openTask(moved: Claim, request: MoveRequest, writes: Write[]): void {
  const taskId = taskIdOf(moved);
  const wait = stateTable[moved.state].wait;
  if (taskId !== undefined && wait?.kind === 'task' && request.task !== undefined) {
    const { kind = wait.task, dueOn, why, evidence, dollarsAtStakeCents, assignedTo, asleep } = request.task;
    const task: Task = {
      practiceId: moved.practiceId,
      taskId,
      kind,
      claimId: moved.claimId,
      waitSequence: moved.waitSequence,
      status: 'open',
      openedAt: request.at,
      dueOn,
      why,
      evidence: [...forManager(moved, request.move), ...evidence],
      dollarsAtStakeCents,
      outcomes: outcomeNames(kind),
    };
    writes.push({
      kind: 'open-task',
      task: handledFromTheStart(task, { assignedTo, asleep, by: request.by }),
    });
  }
}

function forManager(moved: Claim, move: MoveName): string[] {
  const sentence = refuseUnlessManager(moved, move, 'staff');
  return sentence === undefined ? [] : [sentence];
}

/** The outcomes that a person may choose for a kind of task, by name. */
export function outcomeNames(kind: ClaimTaskKind): string[] {
  return taskOutcomes[kind].options.map((option) => option.shape.outcome.value);
}

/**
 * Why only a manager may work the claim's open task, if so: the loop that led there was taken more often than its bound.
 * @param move the move that opened the task.
 */
export function refuseUnlessManager(
  claim: Pick<Claim, 'claimId' | 'rounds'>,
  move: MoveName,
  role: 'staff' | 'manager',
): string | undefined {
  const { round }: MoveRow = moveTable[move];
  return round === undefined || role === 'manager' || (claim.rounds[round.name] ?? 0) <= round.limit
    ? undefined
    : `Claim ${claim.claimId} has gone through "${round.name}" more than ${round.limit} times; a manager must decide what becomes of it.`;
}

/** Whether the move's loop may be taken once more. */
export function hasRoundLeft(claim: Pick<Claim, 'rounds'>, move: MoveName): boolean {
  const { round }: MoveRow = moveTable[move];
  return round === undefined || (claim.rounds[round.name] ?? 0) < round.limit;
}

function countRound(claim: Claim, row: MoveRow): Claim['rounds'] {
  if (row.round === undefined) {
    return claim.rounds;
  }
  const { name, limit, thenForManager } = row.round;
  const taken = (claim.rounds[name] ?? 0) + 1;
  if (taken > limit) {
    if (thenForManager === true) {
      return { ...claim.rounds, [name]: limit + 1 };
    }
    throw new RoundLimitReached(
      `Claim ${claim.claimId} has gone through "${name}" ${limit} times; a manager must decide what becomes of it`,
    );
  }
  return { ...claim.rounds, [name]: taken };
}
