import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { Practice } from '#contracts/practice.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { cents } from '#domain/money/cents.ts';
import { sampleClaim } from '../../docs/sample-claim.ts';

export const at = Instant.parse('2026-03-20T15:00:00.000Z');
const address = { line1: '12 Larch Lane', city: 'Alder Falls', state: 'OR', zip: '97099' };
const serviceDate = PlainDate.parse('2026-03-01');
const dollars = (amount: number) => cents(amount * 100);

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

const lines = [
  { code: '99213', modifiers: ['25'], chargeCents: dollars(150) },
  { code: '81002', modifiers: [], chargeCents: dollars(50) },
];

const claim = sampleClaim(benchPractice, {
  claimId: ClaimId.parse('C000000000001'),
  patientControlNumber: 'C000000000001-1',
  receivedAt: Instant.parse('2026-03-01T15:00:00.000Z'),
  serviceDateFrom: serviceDate,
  lines: lines.map((line, index) => ({
    ...line,
    lineNumber: index + 1,
    lineControlNumber: `C000000000001-1-${index + 1}`,
    units: 1,
    diagnosisPointers: [1],
    serviceDate,
  })),
  totalChargeCents: dollars(200),
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
