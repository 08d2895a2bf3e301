import type { EditCase } from '#domain/scrub/edit-case.ts';
import { cases as billingAddressUnusableCases } from '#domain/scrub/edits/billing-address-unusable/cases.ts';
import { cases as billingNpiCheckDigitCases } from '#domain/scrub/edits/billing-npi-check-digit/cases.ts';
import { cases as chargesDoNotAddUpCases } from '#domain/scrub/edits/charges-do-not-add-up/cases.ts';
import { cases as diagnosisDuplicateCases } from '#domain/scrub/edits/diagnosis-duplicate/cases.ts';
import { cases as diagnosisMissingCases } from '#domain/scrub/edits/diagnosis-missing/cases.ts';
import { cases as diagnosisNotInForceCases } from '#domain/scrub/edits/diagnosis-not-in-force/cases.ts';
import { cases as diagnosisPointerInvalidCases } from '#domain/scrub/edits/diagnosis-pointer-invalid/cases.ts';
import { cases as filingLimitPassedCases } from '#domain/scrub/edits/filing-limit-passed/cases.ts';
import { cases as modifierInvalidCases } from '#domain/scrub/edits/modifier-invalid/cases.ts';
import { cases as ncciPairCases } from '#domain/scrub/edits/ncci-pair/cases.ts';
import { cases as placeOfServiceUnknownCases } from '#domain/scrub/edits/place-of-service-unknown/cases.ts';
import { cases as procedureCodeNotInForceCases } from '#domain/scrub/edits/procedure-code-not-in-force/cases.ts';
import { cases as renderingNpiCheckDigitCases } from '#domain/scrub/edits/rendering-npi-check-digit/cases.ts';
import { cases as serviceDateIllogicalCases } from '#domain/scrub/edits/service-date-illogical/cases.ts';
import { cases as subscriberIncompleteCases } from '#domain/scrub/edits/subscriber-incomplete/cases.ts';
import { cases as unitsImplausibleCases } from '#domain/scrub/edits/units-implausible/cases.ts';

/** The cases of every edit, by the name of its folder. */
export const editCases: Readonly<Record<string, readonly EditCase[]>> = {
  'billing-address-unusable': billingAddressUnusableCases,
  'billing-npi-check-digit': billingNpiCheckDigitCases,
  'charges-do-not-add-up': chargesDoNotAddUpCases,
  'diagnosis-duplicate': diagnosisDuplicateCases,
  'diagnosis-missing': diagnosisMissingCases,
  'diagnosis-not-in-force': diagnosisNotInForceCases,
  'diagnosis-pointer-invalid': diagnosisPointerInvalidCases,
  'filing-limit-passed': filingLimitPassedCases,
  'modifier-invalid': modifierInvalidCases,
  'ncci-pair': ncciPairCases,
  'place-of-service-unknown': placeOfServiceUnknownCases,
  'procedure-code-not-in-force': procedureCodeNotInForceCases,
  'rendering-npi-check-digit': renderingNpiCheckDigitCases,
  'service-date-illogical': serviceDateIllogicalCases,
  'subscriber-incomplete': subscriberIncompleteCases,
  'units-implausible': unitsImplausibleCases,
};
