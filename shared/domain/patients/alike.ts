import type { NameKey } from '#contracts/identifiers.ts';
import type { PatientDecision, PatientFacts, PatientIdentity } from '#contracts/patient-identity.ts';
import { matchingRules, ruleFor, sourceSaysRule, type MatchingRule } from './matching-rules.ts';
import { tokensOf, variantsOf } from './patient-identity.ts';

/** A patient, and all that one may be found by. */
export interface KnownPatient extends PatientIdentity {
  readonly variants: readonly PatientFacts[];
  readonly tokens: ReadonlySet<string>;
}

export function knownPatient(identity: PatientIdentity): KnownPatient {
  const variants = variantsOf(identity);
  return { ...identity, variants, tokens: new Set(variants.flatMap(tokensOf)) };
}

/**
 * Which rule finds two patients alike; the surest one, whatever claims of the two it compares. What more patients have in
 * common than a person can have is put there for want of anything better, and says nothing.
 */
export function ruleBetween(
  one: KnownPatient,
  other: KnownPatient,
  crowded: ReadonlySet<string>,
): MatchingRule | undefined {
  if (one.mergedWith.includes(other.patientKey)) {
    return one.variants.length > 0 && other.variants.length > 0 ? sourceSaysRule : undefined;
  }
  if (![...one.tokens].some((token) => other.tokens.has(token) && !crowded.has(token))) {
    return undefined;
  }
  const found = new Set(
    one.variants.flatMap((facts) => other.variants.map((others) => ruleFor(facts, others))),
  );
  return matchingRules.find((rule) => found.has(rule));
}

/** What a person decided about two patients last. */
export function decisionBetween(one: PatientIdentity, other: NameKey): PatientDecision | undefined {
  return one.decisions
    .filter((decision) => decision.one === other || decision.other === other)
    .toSorted((before, after) => after.number - before.number)[0];
}

/** Whether two patients belong together by themselves, unless others speak against it. */
export function isLinked(one: KnownPatient, other: KnownPatient, crowded: ReadonlySet<string>): boolean {
  const decision = decisionBetween(one, other.patientKey);
  return decision === undefined
    ? ruleBetween(one, other, crowded)?.verdict === 'same'
    : decision.verdict === 'same';
}
