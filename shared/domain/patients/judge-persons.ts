import type { NameKey } from '#contracts/identifiers.ts';
import type { PatientDecision, PatientLink } from '#contracts/patient-identity.ts';
import { decisionBetween, isLinked, ruleBetween, type KnownPatient } from './alike.ts';
import { groupsOf } from './groups.ts';
import { matchingRules, sourceSaysRule, type MatchingRule } from './matching-rules.ts';

export interface Person {
  /** The key of the patient by which the person goes. */
  readonly personId: NameKey;
  /** Sorted. */
  readonly patientKeys: readonly NameKey[];
  readonly links: readonly PatientLink[];
}

/** Two persons who may be one, and the surest rule that says so. */
export interface Question {
  readonly one: Person;
  readonly other: Person;
  readonly rule: MatchingRule;
}

export interface Judgement {
  readonly persons: readonly Person[];
  /** For people to decide. */
  readonly questions: readonly Question[];
  /** Pairs that a rule finds alike, whatever became of it. */
  readonly alike: readonly (readonly [NameKey, NameKey])[];
}

interface Pair {
  readonly one: KnownPatient;
  readonly other: KnownPatient;
  readonly rule: MatchingRule | undefined;
  readonly decision: PatientDecision | undefined;
  readonly isLinked: boolean;
}

const surest: readonly MatchingRule[] = [sourceSaysRule, ...matchingRules];

/**
 * Which patients are one person, and of whom it is to be asked. A person's decision always holds. A rule puts patients
 * together only where nothing speaks against any two of those who would be one: where two of them have numbers of one
 * source, or were decided to be different, no rule decides about any of them, and each is asked about. So it does not
 * matter who came first, and nobody becomes one person with somebody by way of a third.
 * @param patients all who are linked to each other, directly or by way of others.
 * @param crowded what too many patients have in common to mean anything.
 */
export function judgePersons(patients: readonly KnownPatient[], crowded: ReadonlySet<string>): Judgement {
  const pairs = pairsOf(patients, crowded);
  const keys = patients.map(({ patientKey }) => patientKey);
  const decided = groupsOf(keys, pairs.filter(({ decision }) => decision?.verdict === 'same').map(keysOf));
  const linked = groupsOf(keys, pairs.filter(({ isLinked: are }) => are).map(keysOf));
  const doubtful = new Set(
    pairs
      .filter(
        (pair) =>
          speaksAgainst(pair) && decided.get(pair.one.patientKey)?.has(pair.other.patientKey) !== true,
      )
      .filter(({ one, other }) => linked.get(one.patientKey)?.has(other.patientKey))
      .map(({ one }) => linked.get(one.patientKey)),
  );
  const persons = new Map<NameKey, Person>();
  for (const key of keys.toSorted()) {
    if (!persons.has(key)) {
      const group = (doubtful.has(linked.get(key)) ? decided : linked).get(key) ?? new Set([key]);
      const person = personOf(group, pairs);
      for (const member of group) {
        persons.set(member, person);
      }
    }
  }
  return {
    persons: [...new Set(persons.values())],
    questions: questionsOf(pairs, persons),
    alike: pairs.filter(({ rule }) => rule !== undefined).map(keysOf),
  };
}

function pairsOf(patients: readonly KnownPatient[], crowded: ReadonlySet<string>): Pair[] {
  return patients.flatMap((one, index) =>
    patients.slice(index + 1).map((other) => ({
      one,
      other,
      rule: ruleBetween(one, other, crowded),
      decision: decisionBetween(one, other.patientKey),
      isLinked: isLinked(one, other, crowded),
    })),
  );
}

function keysOf({ one, other }: Pair): readonly [NameKey, NameKey] {
  return [one.patientKey, other.patientKey];
}

function speaksAgainst({ one, other, decision }: Pair): boolean {
  const source = one.variants[0]?.sourceSystem;
  return (
    decision?.verdict === 'different' || (source !== undefined && source === other.variants[0]?.sourceSystem)
  );
}

/** The person goes by the key that was chosen last, or else by the first in the order of the keys. */
function personOf(group: ReadonlySet<NameKey>, pairs: readonly Pair[]): Person {
  const inside = pairs.filter(({ one, other }) => group.has(one.patientKey) && group.has(other.patientKey));
  const chosen = inside
    .flatMap(({ decision }) => (decision?.verdict === 'same' ? [decision] : []))
    .toSorted((one, other) => (`${one.at} ${one.one}` < `${other.at} ${other.one}` ? 1 : -1))
    .map(({ stays }) => stays)
    .find((stays) => stays !== undefined && group.has(stays));
  const patientKeys = [...group].toSorted();
  const [first] = patientKeys;
  if (first === undefined) {
    throw new TypeError('A person has no patients');
  }
  return { personId: chosen ?? first, patientKeys, links: inside.flatMap(linkOf).toSorted(byKeys) };
}

function linkOf({ one, other, rule, decision, isLinked: are }: Pair): PatientLink[] {
  if (!are) {
    return [];
  }
  const [first, second] = [one.patientKey, other.patientKey].toSorted();
  return first === undefined || second === undefined
    ? []
    : [{ one: first, other: second, by: decision === undefined ? (rule?.id ?? '') : 'decision' }];
}

function byKeys(one: PatientLink, other: PatientLink): number {
  return `${one.one} ${one.other}` < `${other.one} ${other.other}` ? -1 : 1;
}

function questionsOf(pairs: readonly Pair[], persons: ReadonlyMap<NameKey, Person>): Question[] {
  const answered = new Set<string>();
  const asked = new Map<string, Question>();
  for (const pair of pairs) {
    const [one, other] = keysOf(pair)
      .flatMap((key) => persons.get(key) ?? [])
      .toSorted((before, after) => (before.personId < after.personId ? -1 : 1));
    if (one === undefined || other === undefined || one === other) {
      continue;
    }
    const about = `${one.personId} ${other.personId}`;
    if (pair.decision?.verdict === 'different') {
      answered.add(about);
    }
    const known = asked.get(about);
    if (pair.rule !== undefined && (known === undefined || isSurer(pair.rule, known.rule))) {
      asked.set(about, { one, other, rule: pair.rule });
    }
  }
  return [...asked].filter(([about]) => !answered.has(about)).map(([, question]) => question);
}

function isSurer(rule: MatchingRule, than: MatchingRule): boolean {
  return surest.indexOf(rule) < surest.indexOf(than);
}
