import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { PatientIdentity } from '#contracts/patient-identity.ts';
import { PatientQuery, type PatientQueryAnswer } from '#contracts/patient-queries.ts';
import { problemsOf } from '#contracts/queries.ts';
import { knownPatient } from '#domain/patients/alike.ts';
import { describePatient } from '#domain/patients/duplicate-task.ts';
import { newestFirst } from '#domain/patients/patient-identity.ts';
import { searchFor, type SoughtPatient } from '#domain/patients/search-patients.ts';
import { gatherPatients, tooManyLinked } from '#ports/gather-patients.ts';
import type { PatientRegister } from '#ports/patient-register.ts';

interface ReadPatientsWorld {
  readonly patients: Pick<PatientRegister, 'load' | 'found'>;
}

/** No more than anybody can look at. */
const patientsLimit = 50;
/** Of those who have one thing in common with what is searched for. */
const lookedAtLimit = 200;

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
    return await found(practiceId, read.data, world);
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

/** Who has all of what is known; those of whom the latest that was said has it come first. */
async function found(
  practiceId: PracticeId,
  sought: SoughtPatient,
  world: ReadPatientsWorld,
): Promise<PatientQueryAnswer> {
  const { tokens, matches, problem } = searchFor(sought);
  if (problem !== undefined) {
    return { outcome: 'refused', problems: [problem] };
  }
  const having = await Promise.all(
    tokens.map((token) => world.patients.found(practiceId, token, lookedAtLimit + 1)),
  );
  const keys = [...new Set(having.flat())];
  const known = (await loadAll(practiceId, keys.slice(0, lookedAtLimit), world)).map(knownPatient);
  const patients = known.flatMap((patient) => {
    const facts = patient.variants.find(matches);
    return facts === undefined ? [] : [{ patient, facts }];
  });
  const isLatest = ({ patient, facts }: (typeof patients)[number]): number =>
    facts === patient.variants[0] ? 0 : 1;
  return {
    outcome: 'patients',
    patients: patients
      .toSorted((one, other) => isLatest(one) - isLatest(other))
      .slice(0, patientsLimit)
      .map(({ patient, facts }) => ({
        ...described(patient),
        name: newestFirst(patient.said).find((said) => said.facts !== undefined)?.name ?? '',
        birthDate: patient.variants[0]?.birthDate ?? facts.birthDate,
        sourceSystem: facts.sourceSystem,
        patientNumber: facts.sourcePatientId,
      })),
    hasMore: keys.length > lookedAtLimit || patients.length > patientsLimit,
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
