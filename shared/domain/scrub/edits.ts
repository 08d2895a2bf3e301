import { billingAddressUnusable } from './edits/billing-address-unusable/edit.ts';
import { billingNpiCheckDigit } from './edits/billing-npi-check-digit/edit.ts';
import { chargesDoNotAddUp } from './edits/charges-do-not-add-up/edit.ts';
import { diagnosisDuplicate } from './edits/diagnosis-duplicate/edit.ts';
import { diagnosisMissing } from './edits/diagnosis-missing/edit.ts';
import { diagnosisNotInForce } from './edits/diagnosis-not-in-force/edit.ts';
import { diagnosisPointerInvalid } from './edits/diagnosis-pointer-invalid/edit.ts';
import { filingLimitPassed } from './edits/filing-limit-passed/edit.ts';
import { modifierInvalid } from './edits/modifier-invalid/edit.ts';
import { ncciPair } from './edits/ncci-pair/edit.ts';
import { placeOfServiceUnknown } from './edits/place-of-service-unknown/edit.ts';
import { procedureCodeNotInForce } from './edits/procedure-code-not-in-force/edit.ts';
import { renderingNpiCheckDigit } from './edits/rendering-npi-check-digit/edit.ts';
import { serviceDateIllogical } from './edits/service-date-illogical/edit.ts';
import { subscriberIncomplete } from './edits/subscriber-incomplete/edit.ts';
import { unitsImplausible } from './edits/units-implausible/edit.ts';
import type { Edit } from './edit.ts';

/** Every edit of the scrubber, by name. */
export const edits: readonly Edit[] = [
  billingAddressUnusable,
  billingNpiCheckDigit,
  chargesDoNotAddUp,
  diagnosisDuplicate,
  diagnosisMissing,
  diagnosisNotInForce,
  diagnosisPointerInvalid,
  filingLimitPassed,
  modifierInvalid,
  ncciPair,
  placeOfServiceUnknown,
  procedureCodeNotInForce,
  renderingNpiCheckDigit,
  serviceDateIllogical,
  subscriberIncomplete,
  unitsImplausible,
];
