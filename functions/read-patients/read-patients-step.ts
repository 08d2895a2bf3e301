import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { PatientIdentity } from '#contracts/patient-identity.ts';
import { PatientQuery, type PatientQueryAnswer } from '#contracts/patient-queries.ts';
import { problemsOf } from '#contracts/queries.ts';
import { knownPatient } from '#domain/patients/alike.ts';
import { describePatient } from '#domain/patients/duplicate-task.ts';
import { normalLastName } from '#domain/patients/normal-name.ts';
import { familyToken } from '#domain/patients/patient-identity.ts';
import { gatherPatients, tooManyLinked } from '#ports/gather-patients.ts';
import type { PatientRegister } from '#ports/patient-register.ts';

interface ReadPatientsWorld {
  readonly patients: Pick<PatientRegister, 'load' | 'found'>;
}

/** Who of a name was born on one day, and no more of them than anybody can look at. */
const patientsLimit = 50;

/** Answers who a patient is and under which numbers; changes nothing. */
export async function readPatientsStep(
  event: unknown,
  world: ReadPatientsWorld,
): Promise<PatientQueryAnswer> {
  const read = PatientQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId } = read.data;
  if (read.data.query === 'find') {
    const { lastName, birthDate } = read.data;
    const token = familyToken({ lastName: normalLastName(lastName), birthDate });
    const keys = await world.patients.found(practiceId, token, patientsLimit);
    const patients = await loadAll(practiceId, keys, world);
    const found = patients.filter((patient) => knownPatient(patient).tokens.has(token));
    return { outcome: 'patients', patients: found.map(described) };
  }
  const patient = await world.patients.load(practiceId, read.data.patientKey);
  if (patient === undefined) {
    return {
      outcome: 'refused',
      problems: [`patientKey: practice ${practiceId} has no patient ${read.data.patientKey}`],
      because: 'not-found',
    };
  }
  const same = patient.person?.samePerson ?? [patient.patientKey];
  const isSettled = (await gatherPatients(practiceId, [patient.patientKey], world.patients)) !== undefined;
  return {
    outcome: 'patient',
    patient,
    patients: (await loadAll(practiceId, same, world)).map(described),
    ...(isSettled ? {} : { unsettled: `${tooManyLinked}.` }),
  };
}

async function loadAll(
  practiceId: PracticeId,
  keys: readonly NameKey[],
  { patients }: ReadPatientsWorld,
): Promise<readonly PatientIdentity[]> {
  const loaded = await Promise.all(keys.map((key) => patients.load(practiceId, key)));
  return loaded.filter((patient) => patient !== undefined);
}

function described(patient: PatientIdentity) {
  const { patientKey, person } = patient;
  return {
    patientKey,
    personId: person?.personId ?? patientKey,
    words: describePatient(knownPatient(patient)),
  };
}
