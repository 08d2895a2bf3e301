import type { NameKey } from '#contracts/identifiers.ts';
import type { PatientIdentity } from '#contracts/patient-identity.ts';
import { ruleFor, type MatchingRule } from './matching-rules.ts';
import type { PatientFacts } from './patient-identity.ts';

/** A known patient who may be the same person, and why. */
export interface PossibleDuplicate {
  readonly other: PatientIdentity;
  readonly rule: MatchingRule;
}

export interface MatchedPatient {
  readonly identity: PatientIdentity;
  /** For people to decide. */
  readonly possible: readonly PossibleDuplicate[];
}

/**
 * Says which person a patient is. Known ones keep their person whatever is said of them later; a new one is the person
 * of whoever a rule finds to be the same. Where rules point at two persons the first is taken and the other is asked
 * about: two persons never become one by a rule.
 * @param stored the patient as it was known so far.
 * @param candidates other patients of the practice that have a token in common with it.
 */
export function matchPatient(
  patientKey: NameKey,
  facts: PatientFacts,
  stored: PatientIdentity | undefined,
  candidates: readonly PatientIdentity[],
): MatchedPatient {
  const found = candidates
    .filter((candidate) => candidate.patientKey !== patientKey)
    .toSorted((one, other) => (one.patientKey < other.patientKey ? -1 : 1))
    .flatMap((other) => {
      const rule = ruleFor(facts, other);
      return rule === undefined ? [] : [{ other, rule }];
    });
  const same = found.find(({ rule }) => rule.verdict === 'same')?.other;
  const personId = stored?.personId ?? same?.personId ?? patientKey;
  return {
    identity: { ...facts, patientKey, personId },
    possible: found.filter(({ other }) => other.personId !== personId),
  };
}
