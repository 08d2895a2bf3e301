import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { laboratoryCertificateOf, needsCertificate } from '../practice/laboratory-certificate.ts';
import { personNameOf, postalAddressOf } from '../identity/person-name.ts';

const causeCodes: Readonly<Record<NonNullable<Claim['accident']>['kind'], string>> = {
  auto: 'AA',
  work: 'EM',
  other: 'OA',
};

/** When the patient fell ill or was admitted, and what accident it comes from: DTP of loop 2300 and CLM11. */
export function circumstancesOf({
  onsetDate,
  admissionDate,
  accident,
}: Claim): Pick<Claim837P, 'dates' | 'relatedCauses'> {
  const dates = [
    { qualifier: '431', date: onsetDate },
    { qualifier: '439', date: accident?.date },
    { qualifier: '435', date: admissionDate },
  ].flatMap(({ qualifier, date }) => (date === undefined ? [] : [{ qualifier, from: date }]));
  return {
    ...(dates.length === 0 ? {} : { dates }),
    ...(accident === undefined
      ? {}
      : {
          relatedCauses: {
            codes: [causeCodes[accident.kind]],
            ...(accident.state === undefined ? {} : { state: accident.state }),
          },
        }),
  };
}

/** The certificate of the laboratory that did the tests of a claim, if it has any: REF*X4 of loop 2300. */
export function laboratoryOf(claim: Claim, practice: Practice): Pick<Claim837P, 'cliaNumber'> {
  const test = claim.lines.find(needsCertificate);
  const certificate =
    test === undefined ? undefined : laboratoryCertificateOf(claim, practice, test.serviceDate);
  return certificate === undefined ? {} : { cliaNumber: certificate.number };
}

/**
 * Who supervised, and the location where the patient was seen when that is not the billing provider's address: loops
 * 2310D and 2310C.
 */
export function otherPlaceAndPeople(
  { locationId, supervisingProvider }: Claim,
  practice: Practice,
): Pick<Claim837P, 'serviceFacility' | 'supervisingProvider'> {
  const location = practice.locations.find((known) => known.locationId === locationId);
  const isElsewhere =
    location !== undefined &&
    (location.address.line1 !== practice.address.line1 || location.address.zip !== practice.address.zip);
  return {
    ...(isElsewhere
      ? {
          serviceFacility: {
            name: {
              entityType: 'organization',
              name: location.name,
              ...(location.npi === undefined ? {} : { identifier: { qualifier: 'XX', value: location.npi } }),
            },
            address: postalAddressOf(location),
          },
        }
      : {}),
    ...(supervisingProvider === undefined
      ? {}
      : {
          supervisingProvider: {
            name: {
              ...personNameOf(supervisingProvider),
              identifier: { qualifier: 'XX', value: supervisingProvider.npi },
            },
          },
        }),
  };
}
