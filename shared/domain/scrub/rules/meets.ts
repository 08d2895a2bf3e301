import type { ClaimLine } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type {
  ClaimCondition,
  ClaimField,
  ClaimTest,
  LineCondition,
  LineField,
  LineTest,
} from '#contracts/scrub-rule.ts';
import { ageInYears } from '../../calendar/plain-date.ts';
import { withoutDot } from '../../code-sets/code-tables.ts';
import { billedCoverage, type ScrubbedClaim, type ScrubbedPayer } from '../scrubbed-claim.ts';
import { isAnyOf } from '../is-any-of.ts';

/** What a condition may look at beside the claim. */
export interface ConditionFacts {
  readonly practice: Pick<Practice, 'providers'>;
  readonly payer: ScrubbedPayer | undefined;
}

type Value = string | number | undefined;

const claimValues: {
  readonly [Field in ClaimField]: (claim: ScrubbedClaim, facts: ConditionFacts) => Value;
} = {
  payerId: (_claim, { payer }) => payer?.payerId,
  claimFilingIndicator: (_claim, { payer }) => payer?.claimFilingIndicator,
  relationship: (claim) => billedCoverage(claim)?.relationship,
  placeOfService: ({ placeOfService }) => placeOfService,
  locationId: ({ locationId }) => locationId,
  billingNpi: ({ billingNpi }) => billingNpi,
  renderingNpi: ({ renderingNpi }) => renderingNpi,
  renderingTaxonomy: ({ renderingNpi }, { practice }) =>
    practice.providers.find(({ npi }) => npi === renderingNpi)?.taxonomy,
  referringNpi: ({ referringProvider }) => referringProvider?.npi,
  authorizationNumber: ({ authorizationNumber }) => authorizationNumber,
  memberId: (claim) => billedCoverage(claim)?.memberId,
  patientSex: ({ patient }) => patient.sex,
  patientState: ({ patient }) => patient.address.state,
  patientAgeYears: ({ patient: { birthDate }, serviceDateFrom }) =>
    birthDate === undefined ? undefined : ageInYears(birthDate, serviceDateFrom),
  totalChargeCents: ({ totalChargeCents }) => totalChargeCents,
  lineCount: ({ lines }) => lines.length,
  diagnosisCount: ({ diagnoses }) => diagnoses.length,
  serviceDate: ({ serviceDateFrom }) => serviceDateFrom,
  accidentDate: ({ accident }) => accident?.date,
  admissionDate: ({ admissionDate }) => admissionDate,
};

const lineValues: { readonly [Field in LineField]: (line: ClaimLine) => Value } = {
  code: ({ code }) => code,
  units: ({ units }) => units,
  chargeCents: ({ chargeCents }) => chargeCents,
  modifierCount: ({ modifiers }) => modifiers.length,
  lineServiceDate: ({ serviceDate }) => serviceDate,
  description: ({ description }) => description,
  drugCode: ({ drug }) => drug?.ndc,
};

/** Whether a claim is as the condition says. What the claim does not have is neither any of some nor between two ends. */
export function claimMeets(claim: ScrubbedClaim, condition: ClaimCondition, facts: ConditionFacts): boolean {
  if ('all' in condition) {
    return condition.all.every((inner) => claimMeets(claim, inner, facts));
  }
  if ('any' in condition) {
    return condition.any.some((inner) => claimMeets(claim, inner, facts));
  }
  if ('not' in condition) {
    return !claimMeets(claim, condition.not, facts);
  }
  if ('hasDiagnosis' in condition) {
    return claim.diagnoses.some((code) => isDiagnosisOf(code, condition.hasDiagnosis));
  }
  if ('anyLine' in condition) {
    return claim.lines.some((line) => lineMeets(line, condition.anyLine, claim));
  }
  return compares(claimValues[condition.field](claim, facts), condition);
}

/** Whether a condition looks at a field of the claim. */
export function asksFor(condition: ClaimCondition, field: ClaimField): boolean {
  if ('all' in condition) {
    return condition.all.some((inner) => asksFor(inner, field));
  }
  if ('any' in condition) {
    return condition.any.some((inner) => asksFor(inner, field));
  }
  if ('not' in condition) {
    return asksFor(condition.not, field);
  }
  return 'field' in condition && condition.field === field;
}

/** Whether a line of the claim is as the condition says. */
export function lineMeets(
  line: ClaimLine,
  condition: LineCondition,
  claim: Pick<ScrubbedClaim, 'diagnoses'>,
): boolean {
  if ('all' in condition) {
    return condition.all.every((inner) => lineMeets(line, inner, claim));
  }
  if ('any' in condition) {
    return condition.any.some((inner) => lineMeets(line, inner, claim));
  }
  if ('not' in condition) {
    return !lineMeets(line, condition.not, claim);
  }
  if ('hasModifier' in condition) {
    return line.modifiers.some((modifier) => isAnyOf(modifier, condition.hasModifier));
  }
  if ('pointsAtDiagnosis' in condition) {
    return line.diagnosisPointers.some((pointer) => {
      const code = claim.diagnoses[pointer - 1];
      return code !== undefined && isDiagnosisOf(code, condition.pointsAtDiagnosis);
    });
  }
  return compares(lineValues[condition.field](line), condition);
}

function compares(found: Value, test: LineTest | ClaimTest): boolean {
  if (test.isPresent !== undefined) {
    return (found !== undefined && found !== '') === test.isPresent;
  }
  if (found === undefined) {
    return false;
  }
  if (test.isAnyOf !== undefined) {
    return isAnyOf(String(found), test.isAnyOf);
  }
  return (
    (test.atLeast === undefined || found >= test.atLeast) &&
    (test.atMost === undefined || found <= test.atMost)
  );
}

/** The dot of a diagnosis never matters. */
function isDiagnosisOf(code: string, values: readonly string[]): boolean {
  return isAnyOf(withoutDot(code), values.map(withoutDot));
}
