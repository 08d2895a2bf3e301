import type { Cents } from '#contracts/cents.ts';
import type { Instant } from '#contracts/dates.ts';
import { NameKey, TaskId, type PracticeId } from '#contracts/identifiers.ts';
import type { PatientFacts } from '#contracts/patient-identity.ts';
import type { Task } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { KnownPatient } from './alike.ts';
import { sourceSaysRule, type MatchingRule } from './matching-rules.ts';
import { newestFirst } from './patient-identity.ts';

/** Working days until somebody has looked at both charts. */
const taskDays = 5;
/** Patients of a person whom a task describes; nobody has more numbers than a person can read. */
const describedPatients = 6;

/** Names two persons and the occasion, counted from 1, on which it is asked whether they are one. */
export function duplicateTaskId(one: NameKey, other: NameKey, occasion: number): TaskId {
  return TaskId.parse(['duplicate-patient', ...[one, other].toSorted(), occasion].join('-'));
}

/** The two persons whom a task is about, the first first. */
export function personsOfTask(taskId: TaskId): readonly [NameKey, NameKey] | undefined {
  const [, one, other] = /^duplicate-patient-(N[0-9A-Z]{16})-(N[0-9A-Z]{16})-\d+$/.exec(taskId) ?? [];
  return one === undefined || other === undefined ? undefined : [NameKey.parse(one), NameKey.parse(other)];
}

export interface Duplicates {
  readonly practiceId: PracticeId;
  readonly taskId: TaskId;
  /** The patients of each of the two persons. */
  readonly first: readonly KnownPatient[];
  readonly second: readonly KnownPatient[];
  readonly rule: MatchingRule;
  /** Open balances of the claims of both. */
  readonly openCents: Cents;
}

/** Asks a person whether two are one. */
export function duplicateTask(
  { practiceId, taskId, first, second, rule, openCents }: Duplicates,
  at: Instant,
): Task {
  return {
    practiceId,
    taskId,
    kind: 'duplicate-patient',
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), taskDays),
    why: `Two patients may be one person: ${rule === sourceSaysRule ? '' : 'the same is '}${rule.says}.`,
    evidence: [
      ...describe('First', first),
      ...describe('Second', second),
      `Rule ${rule.id}. Claims, statements and the ledger of both stay as they are, whatever you decide.`,
      'Compare both charts, or ask the patient; say "same-person" only if you are sure.',
    ],
    dollarsAtStakeCents: openCents,
    outcomes: practiceTaskOutcomeNames('duplicate-patient'),
  };
}

function describe(which: string, patients: readonly KnownPatient[]): string[] {
  return patients
    .slice(0, describedPatients)
    .map((patient, index) => `${index === 0 ? which : `${which}, also`}: ${describePatient(patient)}`);
}

/** A patient in words: what tells persons apart, and of numbers no more than is needed to recognize them. */
export function describePatient({ said, variants }: KnownPatient): string {
  const known = newestFirst(said).filter(({ facts }) => facts !== undefined);
  const visits = known.filter(({ claimId }) => claimId !== undefined);
  const [newest] = known;
  const facts = newest?.facts ?? variants[0];
  if (newest === undefined || facts === undefined) {
    return 'a patient without visits.';
  }
  const { sourcePatientId, sourceSystem, birthDate, sex, zip, phone } = facts;
  const members = [...new Set(variants.flatMap((variant) => variant.members))].map(memberInWords);
  return [
    `${newest.name}, born ${birthDate}, ${sexInWords(sex)}`,
    `patient ${sourcePatientId} in ${sourceSystem}`,
    `ZIP code ${zip}`,
    ...(phone === undefined ? [] : [`telephone ending in ${phone.slice(-4)}`]),
    ...(members.length === 0 ? ['no insurance'] : members),
    visits[0] === undefined
      ? 'registered, no visit yet.'
      : `${visits.length === 1 ? 'one visit' : `${visits.length} visits`}, the last on ${visits[0].serviceDate}.`,
  ].join('; ');
}

function memberInWords(member: string): string {
  const [payerId = '', number = ''] = member.split(' ');
  return `member id ending in ${number.slice(-4)} with ${payerId}`;
}

function sexInWords(sex: PatientFacts['sex']): string {
  return { F: 'female', M: 'male', U: 'sex unknown' }[sex];
}
