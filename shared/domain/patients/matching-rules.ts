import type { PatientFacts } from '#contracts/patient-identity.ts';
import { isNearDate, isNearName } from './near-miss.ts';

/** What two patients of a practice have in common. */
interface Agreement {
  readonly source: boolean;
  readonly lastName: boolean;
  readonly firstName: boolean;
  readonly birthDate: boolean;
  readonly nearFirstName: boolean;
  readonly nearBirthDate: boolean;
  readonly sex: boolean;
  readonly address: boolean;
  readonly phone: boolean;
  readonly member: boolean;
}

export type Verdict = 'same' | 'possible' | 'different';

export interface MatchingRule {
  readonly id: string;
  readonly verdict: Exclude<Verdict, 'different'>;
  /** What is the same, for the person who decides. */
  readonly says: string;
  readonly holds: (agreement: Agreement) => boolean;
}

const sameName = ({ lastName, firstName, birthDate, sex }: Agreement): boolean =>
  lastName && firstName && birthDate && sex;

/** A number by which one reaches a person, or finds that person at home. */
const sameContact = ({ phone, address }: Agreement): boolean => phone || address;

/**
 * When two patients are one person, the surest rule first; the first that holds decides. Two numbers of one source are
 * never put together by a rule, for the source itself took them apart. Twins have all in common but the first name and
 * are nobody's duplicates: without the first name, or one that is nearly it, no rule holds, and no rule that decides by
 * itself is without first name and birth date.
 */
export const matchingRules: readonly MatchingRule[] = [
  {
    id: 'two-numbers-of-one-system',
    verdict: 'possible',
    says: 'name, birth date and sex, under two numbers of one system',
    holds: (agreement) => agreement.source && sameName(agreement),
  },
  {
    id: 'member-and-birth-date',
    verdict: 'same',
    says: 'member id, first name and birth date',
    holds: ({ source, member, firstName, birthDate }) => !source && member && firstName && birthDate,
  },
  {
    id: 'name-and-phone',
    verdict: 'same',
    says: 'name, birth date, sex and telephone',
    holds: (agreement) => !agreement.source && sameName(agreement) && agreement.phone,
  },
  {
    id: 'name-and-address',
    verdict: 'same',
    says: 'name, birth date, sex and address',
    holds: (agreement) => !agreement.source && sameName(agreement) && agreement.address,
  },
  {
    id: 'name-alone',
    verdict: 'possible',
    says: 'name, birth date and sex, and neither address nor telephone nor insurance',
    holds: (agreement) => !agreement.source && sameName(agreement),
  },
  {
    id: 'all-but-one',
    verdict: 'possible',
    says: 'member id and first name, and all but one of last name, birth date and sex',
    holds: ({ member, firstName, lastName, birthDate, sex }) =>
      member && firstName && [lastName, birthDate, sex].filter(Boolean).length === 2,
  },
  {
    id: 'other-last-name',
    verdict: 'possible',
    says: 'first name, birth date, sex, and telephone or address, with another last name',
    holds: (agreement) =>
      agreement.firstName && agreement.birthDate && agreement.sex && sameContact(agreement),
  },
  {
    id: 'first-name-misspelt',
    verdict: 'possible',
    says: 'last name, birth date, sex, and telephone, address or insurance, with first names that differ by one letter',
    holds: (agreement) =>
      agreement.lastName &&
      agreement.nearFirstName &&
      agreement.birthDate &&
      agreement.sex &&
      (agreement.member || sameContact(agreement)),
  },
  {
    id: 'birth-date-mistyped',
    verdict: 'possible',
    says: 'name, sex, and telephone or address, with birth dates that one slip of the hand makes of each other',
    holds: (agreement) =>
      agreement.lastName &&
      agreement.firstName &&
      agreement.nearBirthDate &&
      agreement.sex &&
      sameContact(agreement),
  },
];

/** Two numbers of one source may be joined by that source. It is wrong often enough for a person to look. */
export const sourceSaysRule: MatchingRule = {
  id: 'source-says',
  verdict: 'possible',
  says: 'the system that numbered them says so',
  holds: () => false,
};

/** Which rule takes two patients for one person, or for perhaps one; undefined when they are two. */
export function ruleFor(one: PatientFacts, other: PatientFacts): MatchingRule | undefined {
  const agreement = agreementOf(one, other);
  return matchingRules.find(({ holds }) => holds(agreement));
}

function agreementOf(one: PatientFacts, other: PatientFacts): Agreement {
  const isSame = (field: keyof PatientFacts): boolean =>
    one[field] !== undefined && one[field] !== '' && one[field] === other[field];
  return {
    source: isSame('sourceSystem'),
    lastName: isSame('lastName'),
    firstName: isSame('firstName'),
    birthDate: isSame('birthDate'),
    nearFirstName: isNearName(one.firstName, other.firstName),
    nearBirthDate: isNearDate(one.birthDate, other.birthDate),
    // A sex that one source does not know speaks against nothing.
    sex: one.sex === other.sex || one.sex === 'U' || other.sex === 'U',
    address: isSame('street') && isSame('zip'),
    phone: isSame('phone'),
    member: one.members.some((member) => other.members.includes(member)),
  };
}
