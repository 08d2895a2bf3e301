import type { Address } from '#contracts/address.ts';
import type { Person } from '#contracts/encounter.ts';
import type { EntityName, PostalAddress } from '#domain/x12/party.ts';

/** The name of a person as X12 carries it. */
export function personNameOf(
  person: Pick<Person, 'lastName' | 'firstName' | 'middleName' | 'suffix'>,
): EntityName {
  const { lastName, firstName, middleName, suffix } = person;
  return {
    entityType: 'person',
    name: lastName,
    firstName,
    ...(middleName === undefined ? {} : { middleName }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

/** The address of a person or practice as X12 carries it. */
export function postalAddressOf({ address }: { readonly address: Address }): PostalAddress {
  const { line1, line2, city, state, zip } = address;
  return { line1, ...(line2 === undefined ? {} : { line2 }), city, state, zip };
}
