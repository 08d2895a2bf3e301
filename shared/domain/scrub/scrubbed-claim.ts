import type { Claim } from '#contracts/claim.ts';
import type { Accident, Coverage, Patient, Person } from '#contracts/encounter.ts';
import type { LaboratoryCertificate, Location, Payer, Practice } from '#contracts/practice.ts';

/** With parts that may not be known. */
type MayBeUnknown<Whole, Part extends keyof Whole> = Omit<Whole, Part> & {
  readonly [Name in Part]?: Whole[Name] | undefined;
};

/**
 * What the scrubber looks at: a claim, of which a file of others may leave open what a claim of the pipeline always has.
 * What nobody told is never made up; an edit that needs it is not checked.
 */
export type ScrubbedClaim = Omit<Claim, 'patient' | 'accident' | 'coverages'> & {
  readonly patient: MayBeUnknown<Patient, 'birthDate'>;
  readonly accident?: MayBeUnknown<Accident, 'date'> | undefined;
  readonly coverages: readonly ScrubbedCoverage[];
  /** Which coverage is billed, where it is not the primary one: a file may be for the payer that pays second. */
  readonly billedOrder?: Coverage['order'];
  /** Whether it tells of a transport: a claim of the pipeline has no place for it, a file of others has. */
  readonly tellsTransport?: boolean;
};

export type ScrubbedCoverage = Omit<Coverage, 'subscriber'> & {
  readonly subscriber?: MayBeUnknown<Person, 'birthDate'> | undefined;
};

/** A payer, whose contract may not be known: a file of others does not tell how long it takes claims. */
export type ScrubbedPayer = MayBeUnknown<Payer, 'filingLimitDays' | 'appealLimitDays'>;

/** A laboratory, of which a file of others tells the number and not what it may test. */
export type ScrubbedLaboratory = MayBeUnknown<LaboratoryCertificate, 'kind'>;

/** The practice that a claim is held against. */
export type ScrubbedPractice = Omit<Practice, 'payers' | 'laboratory' | 'locations'> & {
  readonly payers: readonly ScrubbedPayer[];
  readonly laboratory?: ScrubbedLaboratory | undefined;
  readonly locations: readonly (Omit<Location, 'laboratory'> & {
    readonly laboratory?: ScrubbedLaboratory | undefined;
  })[];
};

/** The coverage that is billed; none where the patient pays. */
export function billedCoverage({
  coverages,
  billedOrder = 'primary',
}: Pick<ScrubbedClaim, 'coverages' | 'billedOrder'>): ScrubbedCoverage | undefined {
  return coverages.find(({ order }) => order === billedOrder);
}
