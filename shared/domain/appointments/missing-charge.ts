import { AppointmentId, type AgendaEntry, type Appointment } from '#contracts/appointment.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { zeroCents } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import { mootTask } from '../tasks/moot-task.ts';
import type { Write } from '../writes/write.ts';

/** Working days that the front desk has to find out what became of a visit. */
const taskDays = 2;
/** A charge of a day before or after is taken for the appointment's: what is written at midnight is on either day. */
const daysAround = 1;

/** The days on which a charge of this patient would be the appointment's. */
export function chargeDays({ date }: Pick<Appointment, 'date'>): { from: PlainDate; to: PlainDate } {
  return { from: addDays(date, 0 - daysAround), to: addDays(date, daysAround) };
}

/** Who brings years of its schedule along is not asked about each old visit. */
const oldestLookDays = 60;

/**
 * When to look whether an appointment has its charge: some working days after it, as the practice says. Undefined where
 * nobody came, or will come, and where it is too long ago.
 */
export function lookForChargeOn(
  { status, date }: Appointment,
  { intake }: Pick<Practice, 'intake'>,
  today: PlainDate,
): PlainDate | undefined {
  if (status === 'cancelled' || status === 'no-show') {
    return undefined;
  }
  const day = addWorkingDays(date, intake.missingChargeDays);
  return day < addDays(today, 0 - oldestLookDays) ? undefined : day;
}

/** Whether somebody was seen, so that there must be a charge. */
function wasKept({ status }: Appointment, { intake }: Pick<Practice, 'intake'>): boolean {
  return status === 'kept' || status === 'arrived' || (status === 'booked' && intake.bookedCountsAsKept);
}

/** One task for one look at one appointment: a person who was told of a later day is asked again on that day. */
export function missingChargeTaskId({ appointmentId, day }: AgendaEntry): TaskId {
  return TaskId.parse(`missing-charge-${appointmentId}-${day.replaceAll('-', '')}`);
}

/** The appointment that a task was opened for. */
export function appointmentOfTask(taskId: TaskId): AppointmentId | undefined {
  return AppointmentId.safeParse(/^missing-charge-(A[0-9A-Z]{12})-\d{8}$/.exec(taskId)?.[1]).data;
}

export interface LookedAt {
  readonly appointment: Appointment;
  readonly hasCharge: boolean;
  /** The task that an earlier look opened. */
  readonly task: Task | undefined;
}

export interface MissingChargeDecision {
  readonly writes: readonly Write[];
  /** Whether the entry is done with; else it is looked at again. */
  readonly isDone: boolean;
}

/**
 * What becomes of an entry of the agenda that is due: a kept appointment without a charge is a task; a charge that came
 * makes the task moot; a task that a person has worked is done with, and so is an appointment that nobody kept.
 */
export function decideMissingCharge(
  entry: AgendaEntry,
  { appointment, hasCharge, task }: LookedAt,
  practice: Practice,
  at: Instant,
): MissingChargeDecision {
  const isMissing = wasKept(appointment, practice) && !hasCharge;
  if (task === undefined) {
    return isMissing
      ? {
          writes: [{ kind: 'open-task', task: missingChargeTask(entry, appointment, practice, at) }],
          isDone: false,
        }
      : { writes: [], isDone: true };
  }
  if (task.status !== 'open' || isMissing) {
    return { writes: [], isDone: task.status !== 'open' };
  }
  return {
    writes: mootTask(
      task,
      hasCharge ? 'charge-came' : `appointment ${appointment.status}`,
      at,
      'find-missing-charges',
    ),
    isDone: true,
  };
}

function missingChargeTask(
  entry: AgendaEntry,
  appointment: Appointment,
  practice: Practice,
  at: Instant,
): Task {
  const { date, time, providerId, locationId, sourceSystem, sourcePatientId, status } = appointment;
  const limits = practice.payers.map(({ filingLimitDays }) => filingLimitDays);
  return {
    practiceId: practice.practiceId,
    taskId: missingChargeTaskId(entry),
    kind: 'missing-charge',
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), taskDays),
    why: `The appointment of ${date}${time === undefined ? '' : ` at ${time}`} was ${status === 'booked' ? 'booked and not cancelled' : status}, and no charge has come.`,
    evidence: [
      `Appointment ${appointment.appointmentId} of patient ${sourcePatientId} in ${sourceSystem}.`,
      ...(providerId === undefined ? [] : [`Provider ${providerId}.`]),
      ...(locationId === undefined ? [] : [`Location ${locationId}.`]),
      ...(limits.length === 0
        ? []
        : [`The practice's strictest payer must have the claim by ${addDays(date, Math.min(...limits))}.`]),
      'Ask the provider for the superbill, or say why there is nothing to bill.',
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('missing-charge'),
  };
}
