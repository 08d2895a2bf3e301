import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { PatientDecision } from '#contracts/patient-identity.ts';
import { decisionBetween, knownPatient, type KnownPatient } from '#domain/patients/alike.ts';
import { groupsOf } from '#domain/patients/groups.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Clock } from './clock.ts';
import { gatherPatients, tooManyLinked } from './gather-patients.ts';
import type { PatientRegister } from './patient-register.ts';

type Decided = Pick<PatientDecision, 'one' | 'other' | 'verdict' | 'stays' | 'by' | 'reason'>;

export type PatientsDecided =
  | { readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly writes?: never; readonly refused: string };

/**
 * What is written when a person decides about two patients: the decision, which is kept for good, and that both are to
 * be looked at. Refused where earlier decisions say the contrary by way of others: of two contrary decisions only one
 * about the same two takes the place of the other. Refused too where so many would be linked by it that nobody could be
 * told who is who; that two are different is always kept, for it takes such a crowd apart.
 */
export async function decidePatients(
  practiceId: PracticeId,
  decided: Decided,
  world: { readonly clock: Clock; readonly patients: Pick<PatientRegister, 'load' | 'found'> },
): Promise<PatientsDecided> {
  const { one, other, verdict } = decided;
  if (one === other) {
    return { refused: `${one} is one patient, not two` };
  }
  const known = await decidedWith(practiceId, [one, other], world.patients);
  const [first, second] = [known.get(one), known.get(other)];
  for (const [key, patient] of [
    [one, first],
    [other, second],
  ] as const) {
    if (patient === undefined || patient.said.length === 0) {
      return { refused: `Practice ${practiceId} has no patient ${key}` };
    }
  }
  const last = first === undefined ? undefined : decisionBetween(first, other);
  if (last?.verdict === verdict && last.stays === decided.stays) {
    return { refused: `${last.by} has decided so already, on ${last.at.slice(0, 10)}` };
  }
  const contrary = contraryTo(decided, [...known.values()]);
  if (contrary !== undefined) {
    return { refused: contrary };
  }
  if (verdict === 'same' && (await gatherPatients(practiceId, [one, other], world.patients)) === undefined) {
    return { refused: `${one} and ${other} are not put together: ${tooManyLinked}` };
  }
  const number = (last?.number ?? 0) + 1;
  const decision: PatientDecision = { ...decided, number, at: world.clock.now() };
  return {
    writes: [
      { kind: 'decide-patients', practiceId, decision },
      ...[decided, { one: other, other: one }].map((pair): Write => ({
        kind: 'enter-patient',
        practiceId,
        entry: { patientKey: pair.one, occasion: `decided#${pair.other}#${number}` },
      })),
    ],
  };
}

/** These patients and all whom decisions name with them, directly or by way of others. */
async function decidedWith(
  practiceId: PracticeId,
  keys: readonly NameKey[],
  register: Pick<PatientRegister, 'load'>,
): Promise<ReadonlyMap<NameKey, KnownPatient>> {
  const known = new Map<NameKey, KnownPatient>();
  const queue = [...keys];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    const identity = known.has(key) ? undefined : await register.load(practiceId, key);
    if (identity !== undefined) {
      known.set(key, knownPatient(identity));
      queue.push(...identity.decisions.flatMap(({ one, other }) => [one, other]));
    }
  }
  return known;
}

/** Why a decision can not be, given those about others. */
function contraryTo({ one, other, verdict }: Decided, patients: readonly KnownPatient[]): string | undefined {
  const pairs = patients.flatMap((patient) =>
    patients
      .filter(({ patientKey }) => patientKey > patient.patientKey)
      .map((beside) => ({
        keys: [patient.patientKey, beside.patientKey] as const,
        verdict: decisionBetween(patient, beside.patientKey)?.verdict,
      })),
  );
  const others = pairs.filter(({ keys }) => !(keys.includes(one) && keys.includes(other)));
  const groups = groupsOf(
    patients.map(({ patientKey }) => patientKey),
    [
      ...others.filter((pair) => pair.verdict === 'same').map(({ keys }) => keys),
      ...(verdict === 'same' ? [[one, other] as const] : []),
    ],
  );
  if (verdict === 'different') {
    return groups.get(one)?.has(other) === true
      ? `${one} and ${other} were decided to be one person by way of others; take one of those decisions back first`
      : undefined;
  }
  const broken = others.find(
    ({ keys: [first, second], verdict: decided }) =>
      decided === 'different' && groups.get(first)?.has(second) === true,
  );
  return broken === undefined
    ? undefined
    : `${broken.keys.join(' and ')} were decided to be different persons, and would become one by this; take that decision back first`;
}
