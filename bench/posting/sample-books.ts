import { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import { Practice } from '#contracts/practice.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';

export const at = Instant.parse('2026-03-20T15:00:00.000Z');
const address = { line1: '12 Larch Lane', city: 'Alder Falls', state: 'OR', zip: '97099' };
const serviceDate = '2026-03-01';
const dollars = (amount: number) => amount * 100;

/** A practice with the one payer that the made-up remittances come from. */
export const benchPractice = Practice.parse({
  practiceId: 'cedar-hill',
  edition: 1,
  name: 'Cedar Hill Family Medicine',
  npi: '2000000010',
  taxId: '990001234',
  taxonomy: '261QP2300X',
  address,
  phone: '5035550142',
  billingContact: 'Billing office',
  submitterId: 'CEDARHILL',
  clearinghouse: { receiverId: 'OPENFIELD', name: 'Openfield Clearinghouse' },
  providers: [{ npi: '2000001018', lastName: 'Rowan', firstName: 'Ada', taxonomy: '207Q00000X' }],
  payers: [
    {
      payerId: 'JUNIP',
      name: 'Juniper Mutual Health',
      claimFilingIndicator: 'CI',
      takesReplacementClaims: true,
      filingLimitDays: 180,
      appealLimitDays: 90,
      acknowledgementDeadlineHours: 72,
      remittanceDeadlineDays: 30,
      contract: [],
    },
  ],
  statementPolicy: {
    minimumBalanceCents: dollars(5),
    intervalDays: 30,
    statementLimit: 3,
    dueDays: 30,
  },
  writeOffLimitCents: dollars(200),
});

const charges = [dollars(150), dollars(50)];

const claim = Claim.parse({
  practiceId: benchPractice.practiceId,
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
  serviceDateFrom: serviceDate,
  serviceDateTo: serviceDate,
  diagnoses: ['E11.9'],
  lines: ['99213', '81002'].map((code, index) => ({
    lineNumber: index + 1,
    lineControlNumber: `C000000000001-1-${index + 1}`,
    code,
    modifiers: code === '99213' ? ['25'] : [],
    units: 1,
    chargeCents: charges[index],
    diagnosisPointers: [1],
    serviceDate,
  })),
  totalChargeCents: dollars(200),
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
});

/** A claim of two lines that was sent and waits for the remittance, and the posting of its charges. */
export function openBooks(): { readonly claim: Claim; readonly postings: readonly Posting[] } {
  const postingDate = PlainDate.parse(at.slice(0, 10));
  const { writes, postedChargeCents } = postCharge(claim, { at, postingDate, by: 'bench', postings: [] });
  return {
    claim: { ...claim, postedChargeCents },
    postings: writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : [])),
  };
}
