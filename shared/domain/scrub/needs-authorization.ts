import type { ClaimLine } from '#contracts/claim.ts';
import type { Payer } from '#contracts/practice.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { isAnyOf } from './is-any-of.ts';

/** Whether the contract wants an authorization for a service at that place: by its code and its day. */
export function needsAuthorization(
  { code, serviceDate }: Pick<ClaimLine, 'code' | 'serviceDate'>,
  place: string,
  required: NonNullable<Payer['authorizationRequired']>,
): boolean {
  return required.some(
    ({ codes, placesOfService, effectiveFrom, effectiveTo }) =>
      isAnyOf(code, codes) &&
      (placesOfService === undefined || placesOfService.includes(place)) &&
      isWithin(serviceDate, effectiveFrom, effectiveTo),
  );
}
