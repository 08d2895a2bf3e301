import type { PlainDate } from '#contracts/dates.ts';
import type { PatientFacts } from '#contracts/patient-identity.ts';
import { readPhone } from '../intake/map/read-phone.ts';
import { normalLastName } from './normal-name.ts';
import {
  beginningToken,
  familyToken,
  memberToken,
  patientNumberToken,
  phoneToken,
  searchedLetters,
} from './patient-identity.ts';

/** What somebody at the desk knows of a patient. */
export interface SoughtPatient {
  readonly lastName?: string | undefined;
  readonly birthDate?: PlainDate | undefined;
  readonly birthYear?: string | undefined;
  readonly memberId?: string | undefined;
  readonly phone?: string | undefined;
  readonly patientNumber?: string | undefined;
}

type PatientSearch =
  /** All who have one of the tokens are looked at, and those are meant of whom all holds. */
  | {
      readonly tokens: readonly string[];
      readonly matches: (facts: PatientFacts) => boolean;
      readonly problem?: never;
    }
  | { readonly problem: string; readonly tokens?: never; readonly matches?: never };

/**
 * How to find a patient by what is known: by what the fewest have in common, and then by all the rest. The register can
 * be asked by a number, and by a last name together with the birth date or its year; never by a name alone, which would
 * list half of a town.
 */
export function searchFor({
  lastName = '',
  birthDate,
  birthYear,
  memberId,
  phone,
  patientNumber,
}: SoughtPatient): PatientSearch {
  const family = normalLastName(lastName);
  const year = birthYear ?? birthDate?.slice(0, 4);
  const read = phone === undefined ? undefined : readPhone(phone);
  if (phone !== undefined && read === undefined) {
    return { problem: 'phone: expected a telephone number of ten digits, with its area code' };
  }
  const member = memberId?.replaceAll('-', '').toUpperCase();
  const number = patientNumber?.toUpperCase();
  const matches = (facts: PatientFacts): boolean =>
    facts.lastName.startsWith(family) &&
    (birthDate === undefined || facts.birthDate === birthDate) &&
    (year === undefined || facts.birthDate.startsWith(year)) &&
    (read === undefined || facts.phone === read) &&
    (member === undefined || facts.members.some((known) => known.endsWith(` ${member}`))) &&
    (number === undefined || facts.sourcePatientId.toUpperCase() === number);
  if (number !== undefined) {
    return { tokens: [patientNumberToken(number)], matches };
  }
  if (member !== undefined) {
    return { tokens: [memberToken(member)], matches };
  }
  if (read !== undefined) {
    return { tokens: [phoneToken(read)], matches };
  }
  const isBegun = family.length >= searchedLetters.least && year !== undefined;
  const tokens = [
    // The whole name first: of a name that begins like many others it alone finds everybody.
    ...(birthDate === undefined || family === '' ? [] : [familyToken({ lastName: family, birthDate })]),
    ...(isBegun ? [beginningToken(family, year)] : []),
  ];
  if (tokens.length > 0) {
    return { tokens, matches };
  }
  return {
    problem:
      'Search by a patient number, a member id or a telephone number, or by a last name (two letters at least) with the date or the year of birth',
  };
}
