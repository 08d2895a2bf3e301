import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
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
import { primaryCoverage } from '../../eligibility/primary-coverage.ts';
import { isAnyOf } from '../is-any-of.ts';

/** What a condition may look at beside the claim. */
export interface ConditionFacts {
  readonly practice: Pick<Practice, 'providers'>;
  readonly payer: Payer | undefined;
}

type Value = string | number | undefined;

const claimValues: { readonly [Field in ClaimField]: (claim: Claim, facts: ConditionFacts) => Value } = {
  payerId: (_claim, { payer }) => payer?.payerId,
  claimFilingIndicator: (_claim, { payer }) => payer?.claimFilingIndicator,
  relationship: (claim) => primaryCoverage(claim)?.relationship,
  placeOfService: ({ placeOfService }) => placeOfService,
  locationId: ({ locationId }) => locationId,
  billingNpi: ({ billingNpi }) => billingNpi,
  renderingNpi: ({ renderingNpi }) => renderingNpi,
  renderingTaxonomy: ({ renderingNpi }, { practice }) =>
    practice.providers.find(({ npi }) => npi === renderingNpi)?.taxonomy,
  referringNpi: ({ referringProvider }) => referringProvider?.npi,
  authorizationNumber: ({ authorizationNumber }) => authorizationNumber,
  memberId: (claim) => primaryCoverage(claim)?.memberId,
  patientSex: ({ patient }) => patient.sex,
  patientState: ({ patient }) => patient.address.state,
  patientAgeYears: ({ patient, serviceDateFrom }) => ageInYears(patient.birthDate, serviceDateFrom),
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
export function claimMeets(claim: Claim, condition: ClaimCondition, facts: ConditionFacts): boolean {
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

/** Whether a line of the claim is as the condition says. */
export function lineMeets(
  line: ClaimLine,
  condition: LineCondition,
  claim: Pick<Claim, 'diagnoses'>,
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
