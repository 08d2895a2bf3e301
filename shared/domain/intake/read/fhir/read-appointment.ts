import * as z from 'zod';
import type { AppointmentPart } from '../intake-record.ts';
import { addWrong, dayOf, takeNothing, type FhirReading } from './fhir-reading.ts';
import { identifierToken, nameOfTarget, numberOf, sourceNumber, targetOf } from './fhir-names.ts';
import { listOf, Reference, resourceShape } from './fhir-shapes.ts';

export const AppointmentShape = z.object({
  ...resourceShape,
  status: z.string(),
  start: z.string().optional(),
  participant: listOf(z.object({ actor: Reference.optional() })),
});

const statuses: ReadonlyMap<string, AppointmentPart['status']> = new Map([
  ['proposed', 'booked'],
  ['pending', 'booked'],
  ['booked', 'booked'],
  ['waitlist', 'booked'],
  ['arrived', 'arrived'],
  ['checked-in', 'arrived'],
  ['fulfilled', 'kept'],
  ['cancelled', 'cancelled'],
  ['entered-in-error', 'cancelled'],
  ['noshow', 'no-show'],
]);

/** Reads an Appointment. It knows its patient by the Patient resource, whose medical record number visits have. */
export function readAppointment(appointment: z.infer<typeof AppointmentShape>, reading: FhirReading): void {
  const status = statuses.get(appointment.status);
  if (status === undefined) {
    addWrong(reading, 'status', {
      code: 'field-invalid',
      found: 'another word',
      expected: `one of ${[...statuses.keys()].join(', ')}`,
      howToFix: 'Correct the status of the Appointment.',
    });
  }
  const actors = (appointment.participant ?? []).map(({ actor }) => ({ actor, target: targetOf(actor) }));
  const actorOf = (...types: readonly string[]): (typeof actors)[number] | undefined =>
    actors.find(({ actor, target }) => types.includes(target?.type ?? actor?.type ?? ''));
  const patient = actorOf('Patient')?.target;
  const appointmentId = numberOf(reading, appointment);
  const date = dayOf(reading, 'start', appointment.start);
  if (patient === undefined || (appointment.start === undefined && status !== 'cancelled')) {
    // A wish without a time, or a meeting without a patient.
    takeNothing(reading, 'resource-not-used');
    return;
  }
  if (status === undefined || appointmentId === undefined || date === undefined) {
    return;
  }
  const provider = actorOf('Practitioner', 'PractitionerRole');
  const location = actorOf('Location');
  const providerId = identifierToken(provider?.actor?.identifier) ?? provider?.target?.id;
  const locationId = identifierToken(location?.actor?.identifier) ?? location?.target?.id;
  reading.given.appointments.push({
    sourceSystem: reading.settings.sourceSystem,
    appointmentId,
    sourcePatientId: sourceNumber(patient.id),
    patientName: nameOfTarget(reading, 'person', patient),
    date,
    ...(providerId === undefined ? {} : { providerId }),
    ...(locationId === undefined ? {} : { locationId }),
    status,
    order: `1-${reading.order}`,
  });
}
