import type { Cents } from '#contracts/cents.ts';
import { CommitConflict } from '#contracts/errors.ts';
import type { Instant } from '#contracts/dates.ts';
import type { NameKey, PracticeId, TaskId } from '#contracts/identifiers.ts';
import type { PersonRecord } from '#contracts/patient-identity.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { addCents, sumCents } from '#domain/money/cents.ts';
import type { KnownPatient } from '#domain/patients/alike.ts';
import { duplicateTask, duplicateTaskId } from '#domain/patients/duplicate-task.ts';
import { judgePersons, type Judgement, type Person, type Question } from '#domain/patients/judge-persons.ts';
import { newestFirst } from '#domain/patients/patient-identity.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import { gatherPatients, type GatheredPatients } from './gather-patients.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PatientRegister } from './patient-register.ts';
import type { TaskStore } from './task-store.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface SettlePersonsWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly patients: Pick<PatientRegister, 'load' | 'found'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
}

export interface SettledPersons {
  readonly opened: number;
  /** Not where too many patients are linked with each other for anything to be said of them: all stay who they are. */
  readonly isSettled: boolean;
}

/** Claims of a patient whose balances are added up for a task, the newest. */
const claimsCounted = 10;

/** Each pass but the last one wrote something; more are not needed unless others write without end. */
const passesLimit = 8;

/**
 * Works out which person these patients are, and writes what is new: the person at each of its patients, a task for
 * each two persons who may be one, and an end to each task that has no question any more. Everything follows from what
 * is stored of the patients now; done again it changes nothing.
 *
 * What is written may follow from what another has changed since it was read. So whoever has written looks once more,
 * until there is nothing to write: then that was seen which was said before, and what is said later is looked at later.
 * @throws CommitConflict when others write without end.
 */
export async function settlePersons(
  practiceId: PracticeId,
  patientKeys: readonly NameKey[],
  world: SettlePersonsWorld,
): Promise<SettledPersons> {
  const keys = new Set(patientKeys);
  const total = { opened: 0 };
  for (let pass = 1; pass <= passesLimit; pass += 1) {
    const settled = await decideAgainOnConflict(() => settleOnce(practiceId, [...keys], total, world));
    if (settled === undefined || settled.written.size === 0) {
      return { opened: total.opened, isSettled: settled !== undefined };
    }
    for (const key of settled.written) {
      keys.add(key);
    }
  }
  throw new CommitConflict(`Others have changed the persons of ${keys.size} patients ${passesLimit} times`);
}

async function settleOnce(
  practiceId: PracticeId,
  patientKeys: readonly NameKey[],
  total: { opened: number },
  world: SettlePersonsWorld,
) {
  const gathered = await gatherPatients(practiceId, patientKeys, world.patients);
  if (gathered === undefined) {
    return undefined;
  }
  const judgement = judgePersons([...gathered.patients.values()], gathered.crowded);
  const settling = new Settling(practiceId, gathered, judgement, world);
  await settling.endQuestions();
  await settling.ask(total);
  // Last, and all at once: of a settlement that breaks off it is still known whom it was about.
  await settling.savePersons();
  return { written: settling.written };
}

/** One settlement: what it writes first changes what it writes next. */
class Settling {
  /** Patients of whom something was written. */
  readonly written = new Set<NameKey>();
  private readonly practiceId: PracticeId;
  private readonly gathered: GatheredPatients;
  private readonly judgement: Judgement;
  private readonly world: SettlePersonsWorld;
  private readonly at: Instant;
  private readonly records: Map<NameKey, PersonRecord | undefined>;
  private readonly personOf: ReadonlyMap<NameKey, Person>;

  constructor(
    practiceId: PracticeId,
    gathered: GatheredPatients,
    judgement: Judgement,
    world: SettlePersonsWorld,
  ) {
    this.practiceId = practiceId;
    this.gathered = gathered;
    this.judgement = judgement;
    this.world = world;
    this.at = world.clock.now();
    this.records = new Map([...gathered.patients].map(([key, { person }]) => [key, person]));
    this.personOf = new Map(
      judgement.persons.flatMap((person) => person.patientKeys.map((key) => [key, person] as const)),
    );
  }

  /** Who is who, where it is other than what is stored. */
  async savePersons(): Promise<void> {
    const { core } = this.gathered;
    const writes = this.judgement.persons.flatMap(({ personId, patientKeys, links }) => {
      const isSettled = patientKeys.some((key) => core.has(key));
      return patientKeys.flatMap((key): Write[] =>
        this.save(key, {
          ...(isSettled ? { personId, samePerson: [...patientKeys], links: [...links] } : {}),
          alike: this.alikeOf(key),
        }),
      );
    });
    if (writes.length > 0) {
      await this.world.commit.apply(writes);
    }
  }

  /** Tasks about these persons that ask what is not to be asked, or of somebody who goes by another patient now. */
  async endQuestions(): Promise<void> {
    for (const key of this.gathered.core) {
      for (const { other, taskId } of this.records.get(key)?.asked ?? []) {
        if (this.questionOf(key, other) === undefined) {
          await this.end(key, other, taskId);
        }
      }
    }
  }

  /** Opens a task for each question about these persons that nobody was asked, and counts them as they are opened. */
  async ask(total: { opened: number }): Promise<void> {
    const { core } = this.gathered;
    for (const question of this.judgement.questions) {
      const [one, other] = [question.one.personId, question.other.personId];
      const isOurs = [...question.one.patientKeys, ...question.other.patientKeys].some((key) =>
        core.has(key),
      );
      if (isOurs && this.records.get(one)?.asked.some((asked) => asked.other === other) !== true) {
        const taskId = await this.freeTaskId(one, other);
        const { outcome } = await this.world.commit.apply([
          { kind: 'open-task', task: await this.taskOf(question, taskId) },
          ...this.save(one, { asked: [...this.askedOf(one), { other, taskId }] }),
          ...this.save(other, { asked: [...this.askedOf(other), { other: one, taskId }] }),
        ]);
        if (outcome === 'duplicate') {
          throw new CommitConflict(`Task ${taskId} was opened by another`);
        }
        total.opened += 1;
      }
    }
  }

  private questionOf(key: NameKey, otherKey: NameKey): Question | undefined {
    return this.judgement.questions.find(
      ({ one, other }) =>
        (one.personId === key && other.personId === otherKey) ||
        (one.personId === otherKey && other.personId === key),
    );
  }

  private async end(key: NameKey, other: NameKey, taskId: TaskId): Promise<void> {
    const { commit, tasks, patients } = this.world;
    if (!this.records.has(other)) {
      this.records.set(other, (await patients.load(this.practiceId, other))?.person);
    }
    const task = await tasks.load(this.practiceId, taskId);
    const without = (of: NameKey): Pick<PersonRecord, 'asked'> => ({
      asked: this.askedOf(of).filter((asked) => asked.taskId !== taskId),
    });
    await commit.apply([
      ...this.save(key, without(key)),
      ...this.save(other, without(other)),
      ...mootTask(task, this.whyMoot(key, other), this.at, 'find-duplicate-patients'),
    ]);
  }

  private whyMoot(key: NameKey, other: NameKey): string {
    const [one, another] = [this.personOf.get(key), this.personOf.get(other)];
    if (one !== undefined && one === another) {
      return 'one-person';
    }
    return one?.personId === key && another?.personId === other ? 'no-longer-alike' : 'asked-otherwise';
  }

  private async freeTaskId(one: NameKey, other: NameKey): Promise<TaskId> {
    for (let occasion = 1; ; occasion += 1) {
      const taskId = duplicateTaskId(one, other, occasion);
      if ((await this.world.tasks.load(this.practiceId, taskId)) === undefined) {
        return taskId;
      }
    }
  }

  private async taskOf({ one, other, rule }: Question, taskId: TaskId) {
    const [first, second] = [this.patientsOf(one), this.patientsOf(other)];
    const openCents = await this.openCentsOf([...first, ...second]);
    return duplicateTask({ practiceId: this.practiceId, taskId, first, second, rule, openCents }, this.at);
  }

  /** The patients of a person, the one that it goes by first. */
  private patientsOf({ personId, patientKeys }: Person): KnownPatient[] {
    return [personId, ...patientKeys.filter((key) => key !== personId)].flatMap(
      (key) => this.gathered.patients.get(key) ?? [],
    );
  }

  private async openCentsOf(patients: readonly KnownPatient[]): Promise<Cents> {
    const claimIds = patients.flatMap(({ said }) =>
      newestFirst(said)
        .flatMap(({ facts, claimId }) => (facts === undefined || claimId === undefined ? [] : [claimId]))
        .slice(0, claimsCounted),
    );
    const postings = await Promise.all(
      claimIds.map((claimId) => this.world.ledger.ofClaim(this.practiceId, claimId)),
    );
    return sumCents(postings.map(balancesOf), (balances) =>
      addCents(balances['payer-receivable'], balances['patient-receivable']),
    );
  }

  private askedOf(key: NameKey): PersonRecord['asked'] {
    return this.records.get(key)?.asked ?? [];
  }

  /** Of two who are both known here it is known whether they are alike; of others what was stored stays, at both. */
  private alikeOf(key: NameKey): NameKey[] {
    const now = this.judgement.alike.flatMap(([one, other]) =>
      one === key ? [other] : other === key ? [one] : [],
    );
    const kept = (this.gathered.patients.get(key)?.person?.alike ?? []).filter(
      (other) => !this.gathered.patients.has(other),
    );
    return [...new Set([...now, ...kept])].toSorted();
  }

  /** The write that changes what is stored of a patient's person; none where it is so already. */
  private save(key: NameKey, changes: Partial<Omit<PersonRecord, 'version' | 'at'>>): Write[] {
    const stored = this.records.get(key);
    const before = stored ?? {
      version: 0,
      at: this.at,
      personId: key,
      samePerson: [key],
      links: [],
      alike: [],
      asked: [],
    };
    const changed = { ...before, ...changes };
    if (JSON.stringify(changed) === JSON.stringify(before)) {
      return [];
    }
    const person: PersonRecord = { ...changed, version: before.version + 1, at: this.at };
    this.records.set(key, person);
    this.written.add(key);
    return [
      {
        kind: 'save-person',
        practiceId: this.practiceId,
        patientKey: key,
        person,
        expectedVersion: before.version,
      },
    ];
  }
}
