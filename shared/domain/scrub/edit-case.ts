import type { BilledService } from '#contracts/billed-service.ts';
import type { Adjudication, Claim, ClaimLine } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { ClaimId, GuarantorId, Npi, PayerId, PracticeId } from '#contracts/identifiers.ts';
import type { Practice, Provider } from '#contracts/practice.ts';
import { cents, sumCents, zeroCents } from '../money/cents.ts';
import type { CodeTables } from '../code-sets/code-tables.ts';
import type { EditFinding, PatientHistory } from './edit.ts';
import type { ScrubbedClaim, ScrubbedPayer, ScrubbedPractice } from './scrubbed-claim.ts';

/** One example of an edit: what is different from the clean claim, and what the edit must say. */
export interface EditCase {
  /** Completes "The edit ...", for example "holds a claim whose total is not the sum of its lines". */
  readonly title: string;
  readonly claim?: Partial<ScrubbedClaim>;
  readonly practice?: Partial<ScrubbedPractice>;
  /** What is different of the payer that is billed, and of the rendering provider. */
  readonly payer?: Partial<ScrubbedPayer>;
  readonly provider?: Partial<Provider>;
  readonly today?: string;
  /** Tables that are other than the seed's. */
  readonly tables?: Partial<CodeTables>;
  /** What is known of the person; nothing unless said. */
  readonly history?: Partial<PatientHistory>;
  /** Result and place of every finding, in order; empty for a pass. */
  readonly expect: readonly { readonly result: EditFinding['result']; readonly where: string }[];
}

/** The day on which every case is scrubbed, unless it says otherwise. */
export const caseToday = '2026-10-20' as PlainDate;

const claimId = 'C0CLEAN0CASE' as ClaimId;
const at = '2026-10-06T09:00:00.000Z' as Instant;
const serviceDate = '2026-10-05' as PlainDate;
const address = { line1: '7 Larch Lane', city: 'Alder Falls', state: 'OR', zip: '97099' };

/** What a case says about a line; the rest is as in the clean claim. */
export type CaseLine = Partial<Omit<ClaimLine, 'chargeCents'>> & { readonly chargeCents?: number };

/** Lines of a case, numbered by their place. */
export function caseLines(...lines: readonly CaseLine[]): ClaimLine[] {
  return lines.map(numbered);
}

function numbered({ chargeCents = 10_000, ...line }: CaseLine, index: number): ClaimLine {
  return {
    lineNumber: index + 1,
    lineControlNumber: `${claimId}-1-${index + 1}`,
    code: '99213',
    modifiers: [],
    units: 1,
    diagnosisPointers: [1],
    serviceDate,
    ...line,
    chargeCents: cents(chargeCents),
  };
}

/** What a case changes when its lines and their total change together. */
export function withLines(...lines: readonly CaseLine[]): Pick<Claim, 'lines' | 'totalChargeCents'> {
  const made = caseLines(...lines);
  return { lines: made, totalChargeCents: sumCents(made, (line) => line.chargeCents) };
}

/** The coverage that the clean claim is billed to. */
export const caseCoverage: Claim['coverages'][number] = {
  order: 'primary',
  payerId: 'JUNIP' as PayerId,
  memberId: 'JHM40001',
  relationship: 'self',
};

/** The claim that every case starts from: nothing is wrong with it. */
export const cleanClaim: Claim = {
  practiceId: 'cedar-hill' as PracticeId,
  claimId,
  state: 'ready-to-scrub',
  version: 4,
  leg: 1,
  waitSequence: 4,
  deadlineSeconds: 0,
  receivedAt: at,
  updatedAt: at,
  source: {
    sourceSystem: 'sample',
    encounterId: 'case-1',
    version: 1,
    contentHash: 'none',
    uploadId: 'U0000000000000000',
    recordNumber: 1,
  },
  patient: {
    sourcePatientId: 'P1',
    lastName: 'Larch',
    firstName: 'Linnea',
    birthDate: '1980-04-02' as PlainDate,
    sex: 'F',
    address,
  },
  guarantorId: 'G000000000000' as GuarantorId,
  guarantor: { sourceGuarantorId: 'P1', lastName: 'Larch', firstName: 'Linnea', address },
  coverages: [caseCoverage],
  billingNpi: '2000000010' as Npi,
  renderingNpi: '2000001018' as Npi,
  referringProvider: undefined,
  placeOfService: '11',
  serviceDateFrom: serviceDate,
  serviceDateTo: serviceDate,
  diagnoses: ['I10', 'E11.9'],
  ...withLines(
    { code: '99213', chargeCents: 12_500 },
    { code: '36415', chargeCents: 1_500, diagnosisPointers: [2] },
  ),
  signatureOnFile: true,
  assignmentOfBenefits: true,
  releaseOfInformation: true,
  eligibility: [],
  submissions: [],
  adjudications: [],
  rounds: {},
  postedChargeCents: zeroCents,
  handedToPatientCents: zeroCents,
  summary: 'Sent to the scrubber. Next: the scrubber runs.',
};

/** What a case says about a service of another claim; the rest is as on the clean claim, by the same provider. */
export type CaseService = Partial<Omit<BilledService, 'claimId'>> & { readonly claimId?: string };

/** Services of other claims of the same person. */
export function caseServices(...services: readonly CaseService[]): BilledService[] {
  return services.map(({ claimId: other = 'C0THER0CLAM1', ...service }, index) => ({
    lineNumber: index + 1,
    code: '99213',
    modifiers: [],
    units: 1,
    chargeCents: cents(10_000),
    serviceDate,
    renderingNpi: cleanClaim.renderingNpi,
    billingNpi: cleanClaim.billingNpi,
    placeOfService: '11',
    authorizationNumber: '',
    payerId: caseCoverage.payerId,
    isSubmitted: true,
    ...service,
    claimId: other as ClaimId,
  }));
}

/** What a payer decided of the clean claim: nothing was paid. */
export function caseAdjudication(postedAt: string, payerId: string = caseCoverage.payerId): Adjudication {
  return {
    remittanceId: 'R00000000000' as Adjudication['remittanceId'],
    claimIndex: 1,
    postedAt: postedAt as Instant,
    postingDate: postedAt.slice(0, 10) as PlainDate,
    payerId: payerId as PayerId,
    traceNumber: 'T1',
    patientControlNumber: `${claimId}-1`,
    statusCode: '1',
    payerClaimControlNumber: 'ICN1',
    chargeCents: cents(14_000),
    paidCents: zeroCents,
    adjustments: [],
    remarkCodes: [],
    lines: [],
    contractualCents: zeroCents,
    patientResponsibilityCents: zeroCents,
    deniedCents: cents(14_000),
    otherCents: zeroCents,
  };
}

/** A claim billed to another payer of the sample practice. */
export function billedTo(payerId: string): Pick<Claim, 'coverages'> {
  return { coverages: [{ ...caseCoverage, payerId: payerId as PayerId }] };
}

/** Medicare part B and Medicaid, as the sample practice knows them. */
export const medicare = 'FEDMB' as PayerId;
export const medicaid = 'STMCD' as PayerId;

/** A day of a case. */
export function caseDay(text: string): PlainDate {
  return text as PlainDate;
}

/** Of the same group as the provider of the clean claim: of the same specialty, a nurse practitioner, and unknown. */
export const colleagueNpi = '2000001026' as Npi;
export const nurseNpi = '2000001034' as Npi;
export const strangerNpi = '2000009995' as Npi;

/** A location of the practice for a case. */
export function caseLocation(
  locationId: string,
  placeOfService: string,
  state = 'OR',
): Practice['locations'][number] {
  return {
    locationId,
    name: 'Other place',
    placeOfService,
    address: { line1: '1 Ferry Road', city: 'Alder Falls', state, zip: '97099' },
    aliases: [],
  };
}
