import type { Claim } from '#contracts/claim.ts';
import type { NewOrEstablished } from '#contracts/coding.ts';
import type { Practice } from '#contracts/practice.ts';
import { earlierMeeting, newPatientSince, newPatientYears } from '../scrub/earlier-meeting.ts';
import type { PatientHistory } from '../scrub/edit.ts';

/**
 * Whether a patient is new: nobody of the provider's group and specialty has seen the person in the three years before
 * the visit. `unknown` where the history begins later, or does not tell who or how.
 */
export function newOrEstablished(
  claim: Pick<Claim, 'renderingNpi' | 'billingNpi' | 'serviceDateFrom'>,
  practice: Pick<Practice, 'providers'>,
  { services, knownFrom }: PatientHistory,
): NewOrEstablished {
  const since = newPatientSince(claim.serviceDateFrom);
  const seen = earlierMeeting(claim, claim.serviceDateFrom, services, practice);
  if (seen !== undefined) {
    const { code, serviceDate: seenOn, claimId } = seen.service;
    const on = { seenOn, claimId };
    switch (seen.kind) {
      case 'certain':
        return {
          is: 'established',
          because: `${code} was done on ${seenOn} by the same group and specialty.`,
          ...on,
        };
      case 'specialty-unknown':
        return {
          is: 'unknown',
          because: `${code} was done on ${seenOn} by a colleague who may count as the same specialty; ask whether the two are of one for this payer.`,
          ...on,
        };
      case 'perhaps-no-meeting':
        return {
          is: 'unknown',
          because: `${code} was done on ${seenOn}, perhaps without seeing the patient; look whether the provider did.`,
          ...on,
        };
    }
  }
  return knownFrom !== undefined && knownFrom <= since
    ? {
        is: 'new',
        because: `The group's specialty has not seen the patient for ${newPatientYears} years.`,
      }
    : {
        is: 'unknown',
        because: `Nothing was done since ${knownFrom ?? 'the practice began here'}; what was before is not known here, and ${newPatientYears} years decide.`,
      };
}
