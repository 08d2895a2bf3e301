import type { EditCase } from '#domain/scrub/edit-case.ts';
import { cases as accidentNotToldCases } from '#domain/scrub/edits/accident-not-told/cases.ts';
import { cases as accidentStateMissingCases } from '#domain/scrub/edits/accident-state-missing/cases.ts';
import { cases as addOnWithoutPrimaryCases } from '#domain/scrub/edits/add-on-without-primary/cases.ts';
import { cases as admissionDateMissingCases } from '#domain/scrub/edits/admission-date-missing/cases.ts';
import { cases as ambulanceFactsMissingCases } from '#domain/scrub/edits/ambulance-facts-missing/cases.ts';
import { cases as assistantNotAllowedCases } from '#domain/scrub/edits/assistant-not-allowed/cases.ts';
import { cases as authorizationExceededCases } from '#domain/scrub/edits/authorization-exceeded/cases.ts';
import { cases as authorizationMissingCases } from '#domain/scrub/edits/authorization-missing/cases.ts';
import { cases as bilateralBilledWrongCases } from '#domain/scrub/edits/bilateral-billed-wrong/cases.ts';
import { cases as billingAddressUnusableCases } from '#domain/scrub/edits/billing-address-unusable/cases.ts';
import { cases as billingNpiCheckDigitCases } from '#domain/scrub/edits/billing-npi-check-digit/cases.ts';
import { cases as chargesDoNotAddUpCases } from '#domain/scrub/edits/charges-do-not-add-up/cases.ts';
import { cases as coSurgeonNotAllowedCases } from '#domain/scrub/edits/co-surgeon-not-allowed/cases.ts';
import { cases as codeBundledByMedicareCases } from '#domain/scrub/edits/code-bundled-by-medicare/cases.ts';
import { cases as codeInvalidForMedicareCases } from '#domain/scrub/edits/code-invalid-for-medicare/cases.ts';
import { cases as codeNotCoveredByMedicareCases } from '#domain/scrub/edits/code-not-covered-by-medicare/cases.ts';
import { cases as componentModifierNotAllowedCases } from '#domain/scrub/edits/component-modifier-not-allowed/cases.ts';
import { cases as diagnosisAgeImplausibleCases } from '#domain/scrub/edits/diagnosis-age-implausible/cases.ts';
import { cases as diagnosisDuplicateCases } from '#domain/scrub/edits/diagnosis-duplicate/cases.ts';
import { cases as diagnosisExternalCauseFirstCases } from '#domain/scrub/edits/diagnosis-external-cause-first/cases.ts';
import { cases as diagnosisManifestationFirstCases } from '#domain/scrub/edits/diagnosis-manifestation-first/cases.ts';
import { cases as diagnosisMissingCases } from '#domain/scrub/edits/diagnosis-missing/cases.ts';
import { cases as diagnosisNotInForceCases } from '#domain/scrub/edits/diagnosis-not-in-force/cases.ts';
import { cases as diagnosisOrderWrongCases } from '#domain/scrub/edits/diagnosis-order-wrong/cases.ts';
import { cases as diagnosisPairExcludedCases } from '#domain/scrub/edits/diagnosis-pair-excluded/cases.ts';
import { cases as diagnosisPointerInvalidCases } from '#domain/scrub/edits/diagnosis-pointer-invalid/cases.ts';
import { cases as diagnosisSeventhCharacterCases } from '#domain/scrub/edits/diagnosis-seventh-character/cases.ts';
import { cases as diagnosisSexImplausibleCases } from '#domain/scrub/edits/diagnosis-sex-implausible/cases.ts';
import { cases as diagnosisSideDiffersCases } from '#domain/scrub/edits/diagnosis-side-differs/cases.ts';
import { cases as drugWithoutNdcCases } from '#domain/scrub/edits/drug-without-ndc/cases.ts';
import { cases as earlierVisitInGlobalPeriodCases } from '#domain/scrub/edits/earlier-visit-in-global-period/cases.ts';
import { cases as filingLimitNearCases } from '#domain/scrub/edits/filing-limit-near/cases.ts';
import { cases as filingLimitPassedCases } from '#domain/scrub/edits/filing-limit-passed/cases.ts';
import { cases as laboratoryNotCertifiedCases } from '#domain/scrub/edits/laboratory-not-certified/cases.ts';
import { cases as medicareSecondaryReasonMissingCases } from '#domain/scrub/edits/medicare-secondary-reason-missing/cases.ts';
import { cases as modifierDoesNotFitCodeCases } from '#domain/scrub/edits/modifier-does-not-fit-code/cases.ts';
import { cases as modifierInvalidCases } from '#domain/scrub/edits/modifier-invalid/cases.ts';
import { cases as multipleProcedureModifierMisusedCases } from '#domain/scrub/edits/multiple-procedure-modifier-misused/cases.ts';
import { cases as ncciPairCases } from '#domain/scrub/edits/ncci-pair/cases.ts';
import { cases as otherNpiCheckDigitCases } from '#domain/scrub/edits/other-npi-check-digit/cases.ts';
import { cases as patientNotNewCases } from '#domain/scrub/edits/patient-not-new/cases.ts';
import { cases as placeOfServiceUnknownCases } from '#domain/scrub/edits/place-of-service-unknown/cases.ts';
import { cases as procedureCodeNotInForceCases } from '#domain/scrub/edits/procedure-code-not-in-force/cases.ts';
import { cases as procedureInGlobalPeriodCases } from '#domain/scrub/edits/procedure-in-global-period/cases.ts';
import { cases as renderingNpiCheckDigitCases } from '#domain/scrub/edits/rendering-npi-check-digit/cases.ts';
import { cases as renderingProviderNotActiveCases } from '#domain/scrub/edits/rendering-provider-not-active/cases.ts';
import { cases as renderingProviderNotEnrolledCases } from '#domain/scrub/edits/rendering-provider-not-enrolled/cases.ts';
import { cases as renderingProviderNotLicensedCases } from '#domain/scrub/edits/rendering-provider-not-licensed/cases.ts';
import { cases as serviceBilledTwiceCases } from '#domain/scrub/edits/service-billed-twice/cases.ts';
import { cases as serviceDateIllogicalCases } from '#domain/scrub/edits/service-date-illogical/cases.ts';
import { cases as serviceFacilityMissingCases } from '#domain/scrub/edits/service-facility-missing/cases.ts';
import { cases as subscriberIncompleteCases } from '#domain/scrub/edits/subscriber-incomplete/cases.ts';
import { cases as teamNotAllowedCases } from '#domain/scrub/edits/team-not-allowed/cases.ts';
import { cases as technicalPartInHospitalCases } from '#domain/scrub/edits/technical-part-in-hospital/cases.ts';
import { cases as telehealthPlaceDiffersCases } from '#domain/scrub/edits/telehealth-place-differs/cases.ts';
import { cases as therapyWithoutPlanCases } from '#domain/scrub/edits/therapy-without-plan/cases.ts';
import { cases as unitsImplausibleCases } from '#domain/scrub/edits/units-implausible/cases.ts';
import { cases as unlistedWithoutDescriptionCases } from '#domain/scrub/edits/unlisted-without-description/cases.ts';
import { cases as visitInGlobalPeriodCases } from '#domain/scrub/edits/visit-in-global-period/cases.ts';
import { cases as waivedTestUnmarkedCases } from '#domain/scrub/edits/waived-test-unmarked/cases.ts';

/** The cases of every edit, by the name of its folder. */
export const editCases: Readonly<Record<string, readonly EditCase[]>> = {
  'accident-not-told': accidentNotToldCases,
  'accident-state-missing': accidentStateMissingCases,
  'add-on-without-primary': addOnWithoutPrimaryCases,
  'admission-date-missing': admissionDateMissingCases,
  'ambulance-facts-missing': ambulanceFactsMissingCases,
  'assistant-not-allowed': assistantNotAllowedCases,
  'authorization-exceeded': authorizationExceededCases,
  'authorization-missing': authorizationMissingCases,
  'bilateral-billed-wrong': bilateralBilledWrongCases,
  'billing-address-unusable': billingAddressUnusableCases,
  'billing-npi-check-digit': billingNpiCheckDigitCases,
  'charges-do-not-add-up': chargesDoNotAddUpCases,
  'co-surgeon-not-allowed': coSurgeonNotAllowedCases,
  'code-bundled-by-medicare': codeBundledByMedicareCases,
  'code-invalid-for-medicare': codeInvalidForMedicareCases,
  'code-not-covered-by-medicare': codeNotCoveredByMedicareCases,
  'component-modifier-not-allowed': componentModifierNotAllowedCases,
  'diagnosis-age-implausible': diagnosisAgeImplausibleCases,
  'diagnosis-duplicate': diagnosisDuplicateCases,
  'diagnosis-external-cause-first': diagnosisExternalCauseFirstCases,
  'diagnosis-manifestation-first': diagnosisManifestationFirstCases,
  'diagnosis-missing': diagnosisMissingCases,
  'diagnosis-not-in-force': diagnosisNotInForceCases,
  'diagnosis-order-wrong': diagnosisOrderWrongCases,
  'diagnosis-pair-excluded': diagnosisPairExcludedCases,
  'diagnosis-pointer-invalid': diagnosisPointerInvalidCases,
  'diagnosis-seventh-character': diagnosisSeventhCharacterCases,
  'diagnosis-sex-implausible': diagnosisSexImplausibleCases,
  'diagnosis-side-differs': diagnosisSideDiffersCases,
  'drug-without-ndc': drugWithoutNdcCases,
  'earlier-visit-in-global-period': earlierVisitInGlobalPeriodCases,
  'filing-limit-near': filingLimitNearCases,
  'filing-limit-passed': filingLimitPassedCases,
  'laboratory-not-certified': laboratoryNotCertifiedCases,
  'medicare-secondary-reason-missing': medicareSecondaryReasonMissingCases,
  'modifier-does-not-fit-code': modifierDoesNotFitCodeCases,
  'modifier-invalid': modifierInvalidCases,
  'multiple-procedure-modifier-misused': multipleProcedureModifierMisusedCases,
  'ncci-pair': ncciPairCases,
  'other-npi-check-digit': otherNpiCheckDigitCases,
  'patient-not-new': patientNotNewCases,
  'place-of-service-unknown': placeOfServiceUnknownCases,
  'procedure-code-not-in-force': procedureCodeNotInForceCases,
  'procedure-in-global-period': procedureInGlobalPeriodCases,
  'rendering-npi-check-digit': renderingNpiCheckDigitCases,
  'rendering-provider-not-active': renderingProviderNotActiveCases,
  'rendering-provider-not-enrolled': renderingProviderNotEnrolledCases,
  'rendering-provider-not-licensed': renderingProviderNotLicensedCases,
  'service-billed-twice': serviceBilledTwiceCases,
  'service-date-illogical': serviceDateIllogicalCases,
  'service-facility-missing': serviceFacilityMissingCases,
  'subscriber-incomplete': subscriberIncompleteCases,
  'team-not-allowed': teamNotAllowedCases,
  'technical-part-in-hospital': technicalPartInHospitalCases,
  'telehealth-place-differs': telehealthPlaceDiffersCases,
  'therapy-without-plan': therapyWithoutPlanCases,
  'units-implausible': unitsImplausibleCases,
  'unlisted-without-description': unlistedWithoutDescriptionCases,
  'visit-in-global-period': visitInGlobalPeriodCases,
  'waived-test-unmarked': waivedTestUnmarkedCases,
};
