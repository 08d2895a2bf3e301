import { Claim } from '#contracts/claim.ts';
import { PlainDate, Instant } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Write } from '#domain/writes/write.ts';

export const at = Instant.parse('2026-03-20T15:00:00.000Z');
export const day = PlainDate.parse('2026-03-20');
export const remittanceA = RemittanceId.parse('R000000000000000A');
export const remittanceB = RemittanceId.parse('R000000000000000B');
export const remittanceC = RemittanceId.parse('R000000000000000C');

const address = { line1: '12 Larch Lane', city: 'Alder Falls', state: 'OR', zip: '97099' };

/** Two lines, $150.00 and $50.00, sent to JUNIP and waiting for the remittance; the charges are not yet posted. */
export function sampleClaim(changes: Readonly<Record<string, unknown>> = {}): Claim {
  return Claim.parse({
    practiceId: 'cedar-hill',
    claimId: 'C000000000001',
    state: 'awaiting-remittance',
    version: 7,
    leg: 1,
    waitSequence: 7,
    deadlineSeconds: 2_592_000,
    receivedAt: '2026-03-01T15:00:00.000Z',
    updatedAt: '2026-03-05T15:00:00.000Z',
    source: {
      sourceSystem: 'chart',
      encounterId: 'E-1',
      version: 1,
      contentHash: 'hash',
      uploadId: 'U0000000000000001',
      recordNumber: 1,
    },
    patient: {
      lastName: 'Larch',
      firstName: 'Wren',
      birthDate: '1980-05-06',
      sex: 'F',
      address,
      sourcePatientId: 'P-1',
    },
    guarantorId: 'G000000000001',
    guarantor: { sourceGuarantorId: 'P-1', lastName: 'Larch', firstName: 'Wren', address },
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM-40018', relationship: 'self' }],
    billingNpi: '2000000010',
    renderingNpi: '2000001018',
    placeOfService: '11',
    serviceDateFrom: '2026-03-01',
    serviceDateTo: '2026-03-01',
    diagnoses: ['E11.9'],
    lines: [
      {
        lineNumber: 1,
        lineControlNumber: 'C000000000001-1-1',
        code: '99213',
        modifiers: ['25'],
        units: 1,
        chargeCents: 15_000,
        diagnosisPointers: [1],
        serviceDate: '2026-03-01',
      },
      {
        lineNumber: 2,
        lineControlNumber: 'C000000000001-1-2',
        code: '81002',
        modifiers: [],
        units: 1,
        chargeCents: 5000,
        diagnosisPointers: [1],
        serviceDate: '2026-03-01',
      },
    ],
    totalChargeCents: 20_000,
    signatureOnFile: true,
    assignmentOfBenefits: true,
    releaseOfInformation: true,
    eligibility: [],
    submissions: [
      {
        sequence: 1,
        payerId: 'JUNIP',
        patientControlNumber: 'C000000000001-1',
        frequency: '1',
        submittedAt: '2026-03-05T15:00:00.000Z',
        interchangeControlNumber: '000000001',
        fileKey: 'outbound/cedar-hill/1.x12',
        acknowledgements: [],
      },
    ],
    adjudications: [],
    rounds: {},
    postedChargeCents: 0,
    handedToPatientCents: 0,
    summary: 'Accepted into adjudication.',
    ...changes,
  });
}

export function samplePractice(changes: Readonly<Record<string, unknown>> = {}): Practice {
  const payer = {
    filingLimitDays: 180,
    appealLimitDays: 90,
    acknowledgementDeadlineHours: 72,
    remittanceDeadlineDays: 30,
    contract: [],
  };
  return Practice.parse({
    practiceId: 'cedar-hill',
    edition: 1,
    name: 'Cedar Hill Family Medicine',
    npi: '2000000010',
    taxId: '990001234',
    taxonomy: '261QP2300X',
    address: { line1: '400 Cedar Hill Road', city: 'Alder Falls', state: 'OR', zip: '970990001' },
    phone: '5035550142',
    billingContact: 'Billing office',
    submitterId: 'CEDARHILL',
    clearinghouse: { receiverId: 'OPENFIELD', name: 'Openfield Clearinghouse' },
    providers: [{ npi: '2000001018', lastName: 'Rowan', firstName: 'Ada', taxonomy: '207Q00000X' }],
    payers: [
      {
        ...payer,
        payerId: 'JUNIP',
        name: 'Juniper Mutual Health',
        claimFilingIndicator: 'CI',
        takesReplacementClaims: true,
      },
      {
        ...payer,
        payerId: 'FEDMB',
        name: 'Federal Senior Health, Part B',
        claimFilingIndicator: 'MB',
        takesReplacementClaims: false,
      },
      {
        ...payer,
        payerId: 'STMCD',
        name: 'State Medical Assistance',
        claimFilingIndicator: 'MC',
        takesReplacementClaims: true,
      },
    ],
    statementPolicy: { minimumBalanceCents: 500, intervalDays: 30, statementLimit: 3, dueDays: 25 },
    writeOffLimitCents: 10_000,
    ...changes,
  });
}

/** The postings among the writes of a decision. */
export function postingsIn(writes: readonly Write[]): Posting[] {
  return writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : []));
}
