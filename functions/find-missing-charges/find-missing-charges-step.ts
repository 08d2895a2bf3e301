import type { AgendaEntry, Appointment } from '#contracts/appointment.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { chargeDays, decideMissingCharge, missingChargeTaskId } from '#domain/appointments/missing-charge.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { lookAtDue } from '#ports/round-of-looks.ts';
import type { TaskStore } from '#ports/task-store.ts';
import type { VisitStore } from '#ports/visit-store.ts';

export interface FindMissingChargesWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly appointments: Pick<AppointmentStore, 'agenda' | 'load' | 'hasCharge' | 'cross'>;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly visits: Pick<VisitStore, 'named'>;
}

const atOnce = 10;

/**
 * Looks at every appointment whose charge should have come, of every practice: one without is a task, and a task whose
 * charge has come since is moot. What is not decided stays on the agenda and is looked at again.
 * @throws LooksFailed at the end, when the look at some entry failed.
 */
export async function findMissingChargesStep(
  world: FindMissingChargesWorld,
): Promise<{ outcome: 'looked'; looked: number; opened: number }> {
  const today = dateOf(world.clock.now());
  return await lookAtDue(
    {
      due: (practiceId) => world.appointments.agenda(practiceId, today),
      nameOf: missingChargeTaskId,
      look: (entry, practice) => look(entry, practice, world),
      atOnce,
    },
    world,
  );
}

/** Whether the patient had a visit then, by the number that the schedule knows or the one that visits know. */
async function cameToACharge(
  practiceId: PracticeId,
  appointment: Appointment,
  { appointments, visits }: Pick<FindMissingChargesWorld, 'appointments' | 'visits'>,
): Promise<boolean> {
  const days = chargeDays(appointment);
  const { sourceSystem, patientName } = appointment;
  if (await appointments.hasCharge(practiceId, appointment, days)) {
    return true;
  }
  if (patientName === undefined) {
    return false;
  }
  const { things } = await visits.named(practiceId, sourceSystem, [patientName]);
  for (const { fields } of things) {
    const { sourcePatientId } = fields;
    if (
      typeof sourcePatientId === 'string' &&
      (await appointments.hasCharge(practiceId, { sourceSystem, sourcePatientId }, days))
    ) {
      return true;
    }
  }
  return false;
}

/** Looks at one entry; true when it became a task. */
async function look(
  entry: AgendaEntry,
  practice: Practice,
  world: FindMissingChargesWorld,
): Promise<boolean> {
  const { practiceId } = practice;
  const appointment = await world.appointments.load(practiceId, entry.appointmentId);
  if (appointment === undefined) {
    // Only entered so far: the appointment itself is on its way.
    return false;
  }
  const task = await world.tasks.load(practiceId, missingChargeTaskId(entry));
  const hasCharge = await cameToACharge(practiceId, appointment, world);
  const { writes, isDone } = decideMissingCharge(
    entry,
    { appointment, hasCharge, task },
    practice,
    world.clock.now(),
  );
  if (writes.length > 0) {
    await world.commit.apply(writes);
  }
  if (isDone) {
    await world.appointments.cross(practiceId, entry);
  }
  return writes.some(({ kind }) => kind === 'open-task');
}
