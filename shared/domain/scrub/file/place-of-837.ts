import type { Npi } from '#contracts/identifiers.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ServiceFacility837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { PostalAddress } from '#domain/x12/party.ts';
import type { ScrubbedPractice } from '../scrubbed-claim.ts';
import { addressOf } from './practice-of-837.ts';

/** The location that stands for a service facility that the practice does not list. */
export const facilityOfFile = 'facility-of-the-file';

type Location = ScrubbedPractice['locations'][number];

export interface PlaceOfFile {
  readonly locationId?: string;
  /** The locations of the practice, with the facility of the file where it is not among them. */
  readonly locations: readonly Location[];
}

/**
 * Where a claim of a file was seen. Its service facility is the location of the practice with the same NPI, else the
 * one at the same address; of several there, the one for the claim's place of service. One that the practice does not
 * list is taken from the file. A claim that names no facility was seen at the address of the billing provider.
 */
export function placeOf837(
  { serviceFacility, placeOfService }: Claim837P,
  { locations, address }: Pick<ScrubbedPractice, 'locations' | 'address'>,
): PlaceOfFile {
  if (serviceFacility === undefined) {
    const own = locations.find(
      (location) =>
        location.placeOfService === placeOfService &&
        isAt(location, { line1: address.line1, zip: address.zip }),
    );
    return { ...(own === undefined ? {} : { locationId: own.locationId }), locations };
  }
  const known = knownFacility(serviceFacility, placeOfService, locations);
  if (known !== undefined) {
    return { locationId: known.locationId, locations };
  }
  const { name, address: there } = serviceFacility;
  const npi = npiOf(serviceFacility);
  const facility: Location = {
    locationId: facilityOfFile,
    name: name.name ?? '',
    ...(npi === undefined ? {} : { npi }),
    placeOfService,
    address: addressOf(there),
    aliases: [],
  };
  return { locationId: facilityOfFile, locations: [...locations, facility] };
}

function knownFacility(
  facility: ServiceFacility837,
  placeOfService: string,
  locations: readonly Location[],
): Location | undefined {
  const npi = npiOf(facility);
  const sameNpi = locations.filter((location) => npi !== undefined && location.npi === npi);
  // A location with another NPI is another one, be it under the same roof.
  const sameAddress = locations.filter(
    (location) => (npi === undefined || location.npi === undefined) && isAt(location, facility.address),
  );
  const found = sameNpi.length === 0 ? sameAddress : sameNpi;
  return found.find((location) => location.placeOfService === placeOfService) ?? found[0];
}

function npiOf({ name: { identifier } }: ServiceFacility837): Npi | undefined {
  return identifier?.qualifier === 'XX' ? (identifier.value as Npi) : undefined;
}

function isAt(
  { address }: Location,
  { line1 = '', zip = '' }: Pick<PostalAddress, 'line1' | 'zip'>,
): boolean {
  return letters(address.line1) === letters(line1) && address.zip.slice(0, 5) === zip.slice(0, 5);
}

/** Files are written in capitals, and with other punctuation than people write. */
function letters(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
