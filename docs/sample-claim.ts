import { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';

const address = { line1: '12 Larch Lane', city: 'Alder Falls', state: 'OR', zip: '97099' };

/**
 * A made-up claim that was sent to the first payer of a practice, accepted, and waits for its remittance.
 * @param facts what of it is to be otherwise; `lines` and `totalChargeCents` belong together.
 */
export function sampleClaim(
  { practiceId, npi, payers, providers }: Practice,
  facts: Pick<Claim, 'claimId' | 'lines' | 'totalChargeCents' | 'receivedAt' | 'serviceDateFrom'> & {
    readonly patientControlNumber: string;
  },
): Claim {
  const [payer] = payers;
  const [provider] = providers;
  const { patientControlNumber, ...claim } = facts;
  const { receivedAt, serviceDateFrom } = claim;
  return Claim.parse({
    practiceId,
    state: 'awaiting-remittance',
    version: 1,
    leg: 1,
    waitSequence: 1,
    deadlineSeconds: 2_592_000,
    updatedAt: receivedAt,
    source: {
      sourceSystem: 'samples',
      encounterId: patientControlNumber,
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
    coverages: [{ order: 'primary', payerId: payer?.payerId, memberId: 'JHM-40018', relationship: 'self' }],
    billingNpi: npi,
    renderingNpi: provider?.npi,
    placeOfService: '11',
    serviceDateTo: serviceDateFrom,
    diagnoses: ['E11.9'],
    signatureOnFile: true,
    assignmentOfBenefits: true,
    releaseOfInformation: true,
    eligibility: [],
    submissions: [
      {
        sequence: 1,
        payerId: payer?.payerId,
        patientControlNumber,
        frequency: '1',
        submittedAt: receivedAt,
        interchangeControlNumber: '000000001',
        fileKey: 'outbound/samples/1.x12',
        acknowledgements: [],
      },
    ],
    adjudications: [],
    rounds: {},
    postedChargeCents: 0,
    handedToPatientCents: 0,
    summary: 'Accepted into adjudication.',
    ...claim,
  });
}
