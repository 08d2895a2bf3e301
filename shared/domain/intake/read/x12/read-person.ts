import type { Contact, Demographics, EntityName, PostalAddress } from '#domain/x12/party.ts';
import { readPhone } from '../../map/read-phone.ts';
import { sexFor } from '../../map/sex.ts';
import { isUnitedStates, readZip, usState } from '../../map/us-state.ts';
import { describeText } from '../../mask-value.ts';
import { known, type ClaimReading } from './claim-reading.ts';

/** Somebody whom a claim names: the patient, a subscriber of this payer or of another. */
export interface NamedPerson {
  readonly name: EntityName;
  readonly address?: PostalAddress;
  readonly demographics?: Demographics;
}

/**
 * A person in the shape of the encounter. A claim says of a subscriber who is not the patient little more than the
 * name; what it says elsewhere of a person of the same name is taken from there.
 * @param loop where the name stands.
 */
export function readPerson(
  reading: ClaimReading,
  loop: string,
  person: NamedPerson,
): Record<string, unknown> {
  const { name } = person;
  if (name.name === undefined || name.firstName === undefined) {
    reading.missing(`${loop} NM1^${name.name === undefined ? 3 : 4}`, 'a last name and a first name');
  }
  const others = namesakes(reading, name);
  const address = person.address ?? others.find((other) => other.address !== undefined)?.address;
  const { birthDate, sex } =
    person.demographics ?? others.find(({ demographics }) => demographics !== undefined)?.demographics ?? {};
  if (birthDate === undefined) {
    reading.missing(`${loop} DMG^2`, 'a birth date');
  }
  if (sex === undefined) {
    reading.missing(`${loop} DMG^3`, 'F, M or U');
  }
  return known({
    lastName: name.name,
    firstName: name.firstName,
    middleName: name.middleName,
    suffix: name.suffix,
    birthDate,
    sex:
      sex === undefined
        ? undefined
        : reading.take(
            `${loop} DMG^3`,
            sexFor(reading.practice, { sourceSystem: reading.sourceSystem, text: sex }),
          ),
    address: readAddress(reading, loop, address),
  });
}

/** Whether the claim says somewhere when somebody was born. */
export function hasBirthDate(reading: ClaimReading, { name, demographics }: NamedPerson): boolean {
  return [{ demographics }, ...namesakes(reading, name)].some(
    (one) => one.demographics?.birthDate !== undefined,
  );
}

/** Whoever else of the same last and first name is in the claim. */
function namesakes(
  { claim }: ClaimReading,
  { name = '', firstName = '' }: EntityName,
): readonly NamedPerson[] {
  const wanted = `${name}|${firstName}`.toUpperCase();
  const { patient, subscriber, otherSubscribers = [] } = claim;
  return [
    ...(patient === undefined ? [] : [patient]),
    subscriber,
    ...otherSubscribers.map((other) => other.subscriber),
  ].filter((other) => `${other.name.name ?? ''}|${other.name.firstName ?? ''}`.toUpperCase() === wanted);
}

function readAddress(
  reading: ClaimReading,
  loop: string,
  address: PostalAddress | undefined,
): Record<string, unknown> | undefined {
  const { line1, line2, city, state: stateText, zip: zipText, country = '' } = address ?? {};
  if (!isUnitedStates(country)) {
    reading.object(`${loop} N4^4`, {
      code: 'address-foreign',
      found: describeText(country, /^[A-Z]{2,3}$/),
      expected: 'an address in the United States',
      howToFix: 'Send the address in the United States to which bills go.',
    });
    return undefined;
  }
  const missing = [
    ...(line1 === undefined ? ['street'] : []),
    ...(city === undefined ? ['city'] : []),
    ...(stateText === undefined ? ['state'] : []),
    ...(zipText === undefined ? ['ZIP code'] : []),
  ];
  if (missing.length > 0) {
    reading.missing(
      `${loop} ${line1 === undefined ? 'N3^1' : 'N4'}`,
      `an address with ${missing.join(', ')}`,
      'Send the address of the person too, although the guide does not ask for it.',
    );
    return undefined;
  }
  const state = usState(stateText ?? '');
  const zip = readZip(zipText ?? '', state);
  if (state === undefined) {
    reading.object(`${loop} N4^2`, {
      code: 'field-invalid',
      found: describeText(stateText ?? '', /^[A-Za-z]{1,2}$/),
      expected: 'a state or territory of the USPS',
      howToFix: 'Correct the state in the address.',
    });
  }
  if (zip === undefined) {
    reading.object(`${loop} N4^3`, {
      code: 'field-invalid',
      found: describeText(zipText ?? '', /^$/),
      expected: 'a ZIP code of 5 or 9 digits',
      howToFix: 'Correct the ZIP code in the address.',
    });
  }
  return known({ line1, line2, city, state, zip });
}

/** The telephone number of a contact. */
export function phoneOf(contact: Contact | undefined): string | undefined {
  for (const { qualifier, value } of contact?.numbers ?? []) {
    const phone = qualifier === 'TE' ? readPhone(value) : undefined;
    if (phone !== undefined) {
      return phone;
    }
  }
  return undefined;
}
