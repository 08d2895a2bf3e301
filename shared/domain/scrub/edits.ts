import { accidentNotTold } from './edits/accident-not-told/edit.ts';
import { accidentStateMissing } from './edits/accident-state-missing/edit.ts';
import { addOnWithoutPrimary } from './edits/add-on-without-primary/edit.ts';
import { admissionDateMissing } from './edits/admission-date-missing/edit.ts';
import { ambulanceFactsMissing } from './edits/ambulance-facts-missing/edit.ts';
import { assistantNotAllowed } from './edits/assistant-not-allowed/edit.ts';
import { authorizationExceeded } from './edits/authorization-exceeded/edit.ts';
import { authorizationMissing } from './edits/authorization-missing/edit.ts';
import { bilateralBilledWrong } from './edits/bilateral-billed-wrong/edit.ts';
import { billingAddressUnusable } from './edits/billing-address-unusable/edit.ts';
import { billingNpiCheckDigit } from './edits/billing-npi-check-digit/edit.ts';
import { chargesDoNotAddUp } from './edits/charges-do-not-add-up/edit.ts';
import { coSurgeonNotAllowed } from './edits/co-surgeon-not-allowed/edit.ts';
import { codeBundledByMedicare } from './edits/code-bundled-by-medicare/edit.ts';
import { codeInvalidForMedicare } from './edits/code-invalid-for-medicare/edit.ts';
import { codeNotCoveredByMedicare } from './edits/code-not-covered-by-medicare/edit.ts';
import { componentModifierNotAllowed } from './edits/component-modifier-not-allowed/edit.ts';
import { diagnosisAgeImplausible } from './edits/diagnosis-age-implausible/edit.ts';
import { diagnosisDuplicate } from './edits/diagnosis-duplicate/edit.ts';
import { diagnosisExternalCauseFirst } from './edits/diagnosis-external-cause-first/edit.ts';
import { diagnosisManifestationFirst } from './edits/diagnosis-manifestation-first/edit.ts';
import { diagnosisMissing } from './edits/diagnosis-missing/edit.ts';
import { diagnosisNotInForce } from './edits/diagnosis-not-in-force/edit.ts';
import { diagnosisOrderWrong } from './edits/diagnosis-order-wrong/edit.ts';
import { diagnosisPairExcluded } from './edits/diagnosis-pair-excluded/edit.ts';
import { diagnosisPointerInvalid } from './edits/diagnosis-pointer-invalid/edit.ts';
import { diagnosisSeventhCharacter } from './edits/diagnosis-seventh-character/edit.ts';
import { diagnosisSexImplausible } from './edits/diagnosis-sex-implausible/edit.ts';
import { diagnosisSideDiffers } from './edits/diagnosis-side-differs/edit.ts';
import { drugWithoutNdc } from './edits/drug-without-ndc/edit.ts';
import { earlierVisitInGlobalPeriod } from './edits/earlier-visit-in-global-period/edit.ts';
import { filingLimitNear } from './edits/filing-limit-near/edit.ts';
import { filingLimitPassed } from './edits/filing-limit-passed/edit.ts';
import { laboratoryNotCertified } from './edits/laboratory-not-certified/edit.ts';
import { medicareSecondaryReasonMissing } from './edits/medicare-secondary-reason-missing/edit.ts';
import { modifierDoesNotFitCode } from './edits/modifier-does-not-fit-code/edit.ts';
import { modifierInvalid } from './edits/modifier-invalid/edit.ts';
import { multipleProcedureModifierMisused } from './edits/multiple-procedure-modifier-misused/edit.ts';
import { ncciPair } from './edits/ncci-pair/edit.ts';
import { otherNpiCheckDigit } from './edits/other-npi-check-digit/edit.ts';
import { patientNotNew } from './edits/patient-not-new/edit.ts';
import { placeOfServiceUnknown } from './edits/place-of-service-unknown/edit.ts';
import { procedureCodeNotInForce } from './edits/procedure-code-not-in-force/edit.ts';
import { procedureInGlobalPeriod } from './edits/procedure-in-global-period/edit.ts';
import { renderingNpiCheckDigit } from './edits/rendering-npi-check-digit/edit.ts';
import { renderingProviderNotActive } from './edits/rendering-provider-not-active/edit.ts';
import { renderingProviderNotEnrolled } from './edits/rendering-provider-not-enrolled/edit.ts';
import { renderingProviderNotLicensed } from './edits/rendering-provider-not-licensed/edit.ts';
import { serviceBilledTwice } from './edits/service-billed-twice/edit.ts';
import { serviceDateIllogical } from './edits/service-date-illogical/edit.ts';
import { serviceFacilityMissing } from './edits/service-facility-missing/edit.ts';
import { subscriberIncomplete } from './edits/subscriber-incomplete/edit.ts';
import { teamNotAllowed } from './edits/team-not-allowed/edit.ts';
import { technicalPartInHospital } from './edits/technical-part-in-hospital/edit.ts';
import { telehealthPlaceDiffers } from './edits/telehealth-place-differs/edit.ts';
import { therapyWithoutPlan } from './edits/therapy-without-plan/edit.ts';
import { unitsImplausible } from './edits/units-implausible/edit.ts';
import { unlistedWithoutDescription } from './edits/unlisted-without-description/edit.ts';
import { visitInGlobalPeriod } from './edits/visit-in-global-period/edit.ts';
import { waivedTestUnmarked } from './edits/waived-test-unmarked/edit.ts';
import type { Edit } from './edit.ts';

/** Every edit of the scrubber, by name. */
export const edits: readonly Edit[] = [
  accidentNotTold,
  accidentStateMissing,
  addOnWithoutPrimary,
  admissionDateMissing,
  ambulanceFactsMissing,
  assistantNotAllowed,
  authorizationExceeded,
  authorizationMissing,
  bilateralBilledWrong,
  billingAddressUnusable,
  billingNpiCheckDigit,
  chargesDoNotAddUp,
  coSurgeonNotAllowed,
  codeBundledByMedicare,
  codeInvalidForMedicare,
  codeNotCoveredByMedicare,
  componentModifierNotAllowed,
  diagnosisAgeImplausible,
  diagnosisDuplicate,
  diagnosisExternalCauseFirst,
  diagnosisManifestationFirst,
  diagnosisMissing,
  diagnosisNotInForce,
  diagnosisOrderWrong,
  diagnosisPairExcluded,
  diagnosisPointerInvalid,
  diagnosisSeventhCharacter,
  diagnosisSexImplausible,
  diagnosisSideDiffers,
  drugWithoutNdc,
  earlierVisitInGlobalPeriod,
  filingLimitNear,
  filingLimitPassed,
  laboratoryNotCertified,
  medicareSecondaryReasonMissing,
  modifierDoesNotFitCode,
  modifierInvalid,
  multipleProcedureModifierMisused,
  ncciPair,
  otherNpiCheckDigit,
  patientNotNew,
  placeOfServiceUnknown,
  procedureCodeNotInForce,
  procedureInGlobalPeriod,
  renderingNpiCheckDigit,
  renderingProviderNotActive,
  renderingProviderNotEnrolled,
  renderingProviderNotLicensed,
  serviceBilledTwice,
  serviceDateIllogical,
  serviceFacilityMissing,
  subscriberIncomplete,
  teamNotAllowed,
  technicalPartInHospital,
  telehealthPlaceDiffers,
  therapyWithoutPlan,
  unitsImplausible,
  unlistedWithoutDescription,
  visitInGlobalPeriod,
  waivedTestUnmarked,
];
