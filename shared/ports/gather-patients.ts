import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import { isLinked, knownPatient, ruleBetween, type KnownPatient } from '#domain/patients/alike.ts';
import type { PatientRegister } from './patient-register.ts';

/** What more patients than this have in common was put there for want of anything better. */
const crowdSize = 12;
/**
 * Patients who are linked with each other; more can not be one person and those who are like it. What is written of them
 * fits one transaction.
 */
const patientsLimit = 45;

/** Why nothing is worked out of these patients, as a sentence without its end. */
export const tooManyLinked = `More than ${patientsLimit} patients are linked with each other, or like one who is; of so many it is not worked out who is who, and all stay who they are until there are fewer`;

export interface GatheredPatients {
  readonly patients: ReadonlyMap<NameKey, KnownPatient>;
  /** Those whose persons are to be worked out anew; the others are only like one of them. */
  readonly core: ReadonlySet<NameKey>;
  readonly crowded: ReadonlySet<string>;
}

/**
 * Everybody who has to be known to say who these patients are: all who are linked with them, directly or by way of
 * others, all who were when it was said last, and whoever is like one of those, with all who are linked with them.
 * Undefined where that is more than can be said anything of.
 */
export async function gatherPatients(
  practiceId: PracticeId,
  keys: readonly NameKey[],
  register: Pick<PatientRegister, 'load' | 'found'>,
): Promise<GatheredPatients | undefined> {
  const patients = new Map<NameKey, KnownPatient>();
  const crowded = new Set<string>();
  const neighbours = new Map<NameKey, readonly KnownPatient[]>();
  const load = async (patientKey: NameKey): Promise<KnownPatient> => {
    const known =
      patients.get(patientKey) ??
      knownPatient(
        (await register.load(practiceId, patientKey)) ?? {
          patientKey,
          said: [],
          decisions: [],
          mergedWith: [],
        },
      );
    patients.set(patientKey, known);
    return known;
  };
  const neighboursOf = async (patient: KnownPatient): Promise<readonly KnownPatient[]> => {
    const known = neighbours.get(patient.patientKey);
    if (known !== undefined) {
      return known;
    }
    const found = new Set([...patient.mergedWith, ...decidedWith(patient)]);
    for (const token of patient.tokens) {
      const holders = crowded.has(token) ? [] : await register.found(practiceId, token, crowdSize + 1);
      if (holders.length > crowdSize) {
        crowded.add(token);
      } else {
        for (const key of holders) {
          found.add(key);
        }
      }
    }
    found.delete(patient.patientKey);
    const others = await Promise.all([...found].map(load));
    const alike = others.filter(
      (other) => isLinked(patient, other, crowded) || ruleBetween(patient, other, crowded) !== undefined,
    );
    neighbours.set(patient.patientKey, alike);
    return alike;
  };
  /** Adds everybody who is linked with those; false where they are too many. */
  const spread = async (from: Iterable<KnownPatient>, into: Set<NameKey>): Promise<boolean> => {
    const queue = [...from];
    for (let patient = queue.shift(); patient !== undefined; patient = queue.shift()) {
      if (!into.has(patient.patientKey)) {
        into.add(patient.patientKey);
        const of = patient;
        queue.push(...(await neighboursOf(of)).filter((other) => isLinked(of, other, crowded)));
        // A person is worked out whole.
        queue.push(...(await Promise.all((of.person?.samePerson ?? []).map(load))));
      }
      if (into.size > patientsLimit) {
        return false;
      }
    }
    return true;
  };

  const given = await Promise.all(keys.map(load));
  const former = given.flatMap(({ person }) =>
    person === undefined ? [] : [...person.samePerson, ...person.alike],
  );
  // What the first of a crowd were asked about is to be asked no more once it is one.
  const inCrowds: NameKey[] = [];
  for (const patient of given) {
    await neighboursOf(patient);
    for (const token of [...patient.tokens].filter((one) => crowded.has(one))) {
      inCrowds.push(...(await register.found(practiceId, token, crowdSize * 2)));
    }
  }
  const core = new Set<NameKey>();
  if (!(await spread([...given, ...(await Promise.all([...former, ...inCrowds].map(load)))], core))) {
    return undefined;
  }
  const reached = new Set(core);
  for (const key of core) {
    if (!(await spread(await neighboursOf(await load(key)), reached))) {
      return undefined;
    }
  }
  return {
    patients: new Map([...patients].filter(([key]) => reached.has(key))),
    core,
    crowded,
  };
}

function decidedWith({ patientKey, decisions }: KnownPatient): NameKey[] {
  return decisions.map(({ one, other }) => (one === patientKey ? other : one));
}
