import { expect } from 'vitest';
import type { AccountKind } from '#contracts/ledger.ts';
import type { StaffRole } from '#contracts/staff-member.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import { allPostings } from '../../../local/cli/facts.ts';
import type { TaskKindMachine } from './task-kind-machine.ts';

/* How a row says what is decided of a task in the browser, and what the pipeline and the ledger have made of it then. */

/** What is done to a control of the form, by its label. */
export type Doing =
  | readonly [does: 'fill', label: string, value: string]
  | readonly [does: 'choose', label: string, option: string]
  | readonly [does: 'tick', label: string]
  | readonly [does: 'press', button: string];

/** One decision in the browser: its name as the form offers it, and what is filled in, the reason left out. */
export interface Decided {
  readonly does: string;
  readonly fields: readonly Doing[];
  /** Where another person than that of the row decides it. */
  readonly by?: StaffRole;
}

/** Kinds that come only when weeks have passed. */
export type KindOfWeeks = Extract<
  TaskKind,
  'late-payment' | 'credit-balance' | 'refund-taken-again' | 'missing-deposit'
>;
export type KindOfDays = Exclude<TaskKind, KindOfWeeks>;

export interface TaskKindRow {
  /** How a practice comes to have such a task. */
  readonly comes: string;
  /** Which task, where there may be several of the kind. */
  readonly isIt?: (task: Task, machine: TaskKindMachine) => boolean | Promise<boolean>;
  /** Where who decides it finds it, where that is not the queue. */
  readonly queue?: string;
  readonly by: StaffRole;
  readonly decisions: (
    task: Task,
    machine: TaskKindMachine,
  ) => readonly Decided[] | Promise<readonly Decided[]>;
  /** What is noted before, to be compared with after. */
  readonly before?: (machine: TaskKindMachine, task: Task) => Promise<unknown>;
  /** What is true then, beside that the task is closed. */
  readonly afterwards: (machine: TaskKindMachine, task: Task, before: unknown) => Promise<void>;
}

export const decide =
  (does: string, ...fields: readonly Doing[]) =>
  (): readonly Decided[] => [{ does, fields }];
export const come = (machine: TaskKindMachine) => ['fill', 'Come back on', machine.inDays(10)] as const;
export const about =
  (encounterId: string): NonNullable<TaskKindRow['isIt']> =>
  async ({ claimId }, machine) =>
    (await machine.claimOf(encounterId)).claimId === claimId;
export const ofAmount =
  (amountCents: number): NonNullable<TaskKindRow['isIt']> =>
  ({ dollarsAtStakeCents }) =>
    dollarsAtStakeCents === amountCents;

export const claimOf = async (machine: TaskKindMachine, { claimId }: Task) =>
  (await machine.facts.claims(machine.practiceId)).find((claim) => claim.claimId === claimId);
/** Of the claim, in which state its pipeline is. */
export const stateOf = async (machine: TaskKindMachine, task: Task) => (await claimOf(machine, task))?.state;
/** The claim's pipeline has gone on to this state. */
export const goesOnTo =
  (...states: readonly string[]): TaskKindRow['afterwards'] =>
  async (machine, task) => {
    await expect.poll(async () => states.includes((await stateOf(machine, task)) ?? '')).toBe(true);
  };
export const balance =
  (account: AccountKind): NonNullable<TaskKindRow['before']> =>
  async (machine) =>
    await machine.balanceOf(account);
/** An account of the ledger has changed by so much. */
export const moved =
  (account: AccountKind, byCents: number): TaskKindRow['afterwards'] =>
  async (machine, _task, before) => {
    expect((await machine.balanceOf(account)) - Number(before)).toBe(byCents);
  };
/** The same question is in the queue for the day that was named. */
export const comesBack: TaskKindRow['afterwards'] = async (machine, { kind, taskId }) => {
  const asleep = await machine.facts.taskPage(machine.practiceId, { list: 'asleep' });
  const again = [...(await machine.openTasks(kind)), ...asleep.tasks].find(
    (task) => task.kind === kind && task.taskId !== taskId && task.dueOn === machine.inDays(10),
  );
  expect(again?.status).toBe('open');
};
/** The decision is kept with its reason, nobody is asked about it any more, and what follows from it is so. */
export const isKeptAs =
  (outcome: string, follows: TaskKindRow['afterwards'] = async () => {}): TaskKindRow['afterwards'] =>
  async (machine, task, before) => {
    const closed = await machine.facts.task(machine.practiceId, task.taskId);
    expect(closed.outcome).toMatch(new RegExp(`^${outcome}: .{3}`));
    const { tasks: asleep } = await machine.facts.taskPage(machine.practiceId, { list: 'asleep' });
    const left = [...(await machine.openTasks(task.kind)), ...asleep].filter(
      ({ kind, why }) => kind === task.kind && why === task.why,
    );
    expect(left).toEqual([]);
    await follows(machine, task, before);
  };
export const staysQuarantined: TaskKindRow['afterwards'] = async (machine) => {
  const uploads = await machine.facts.uploads(machine.practiceId, 100);
  expect(uploads.filter(({ state }) => state === 'quarantined')).toHaveLength(1);
};
export const isShownAsOne: TaskKindRow['afterwards'] = async (machine) => {
  const [one, other] = [await machine.claimOf('VISIT-P-1'), await machine.claimOf('VISIT-X-77')];
  const { sourceSystem } = other.source;
  const { sourcePatientId } = other.patient;
  const patientKey = nameKeyFor(machine.practiceId, sourceSystem, sourcePatientId);
  const shown = await machine.ask('read-patients', { query: 'show', patientKey });
  expect(JSON.stringify(shown)).toContain(one.patient.sourcePatientId);
};
/** No claim came of it. */
export const noClaimOf =
  (encounterId: string): TaskKindRow['afterwards'] =>
  async (machine) => {
    const claims = await machine.facts.claims(machine.practiceId);
    expect(claims.filter(({ source }) => source.encounterId === encounterId)).toEqual([]);
  };
/** Nothing was posted for it: the whole of the ledger is as it was. */
export const ledger: NonNullable<TaskKindRow['before']> = async (machine) =>
  (await allPostings(machine.facts, machine.practiceId)).length;
export const postsNothing: TaskKindRow['afterwards'] = async (machine, task, before) => {
  expect(await ledger(machine, task)).toBe(before);
};
/** The visit has a claim now. */
export const becomesClaim =
  (encounterId: string): TaskKindRow['afterwards'] =>
  async (machine) => {
    await expect.poll(async () => (await machine.claimOf(encounterId)).source.encounterId).toBe(encounterId);
  };
