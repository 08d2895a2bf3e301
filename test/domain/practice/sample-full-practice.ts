import { Practice } from '#contracts/practice.ts';
import { practice } from '../samples/encounters.ts';

/** A practice that says something in every list. */
export const fullPractice: Practice = Practice.parse({
  ...practice,
  timeZone: 'America/Los_Angeles',
  locations: [
    {
      locationId: 'main',
      name: 'Main office',
      placeOfService: '11',
      address: practice.address,
      aliases: [{ sourceSystem: 'sample-pm', id: 'CLINIC1' }],
    },
    {
      locationId: 'school',
      name: 'School clinic',
      npi: '2000001018',
      placeOfService: '03',
      address: practice.address,
      timeZone: 'America/Denver',
      effectiveFrom: '2026-01-01',
    },
  ],
  providers: practice.providers.map((provider, index) => ({
    ...provider,
    aliases: [{ sourceSystem: 'sample-pm', id: `DR${index}` }, { name: provider.lastName }],
    licences: [{ state: 'OR', number: `MD${index}`, effectiveTo: '2027-12-31' }],
    enrollments: [
      { payerId: 'JUNIP', status: 'pending', effectiveTo: '2025-12-31' },
      { payerId: 'JUNIP', status: 'enrolled', number: '77', effectiveFrom: '2026-01-01' },
    ],
    ...(index === 2 ? { supervisingNpi: '2000001018' } : {}),
  })),
  payers: practice.payers.map((payer, index) => ({
    ...payer,
    aliases: [{ name: `${payer.name} PPO` }],
    filingLimits: [{ claimKind: 'corrected', days: 90 }],
    ...(index === 0
      ? {
          followUpDays: [14, 21, 30],
          transactionIds: { eligibility: 'JUNIE', remittances: ['1990001234'] },
          contracts: [
            {
              contractId: 'c2025',
              effectiveFrom: '2025-01-01',
              effectiveTo: '2025-12-31',
              basis: {
                kind: 'fee-schedule',
                rows: [{ code: '99213', allowedCents: 10_000, effectiveFrom: '2025-01-01' }],
              },
            },
            {
              contractId: 'c2026',
              effectiveFrom: '2026-01-01',
              basis: { kind: 'percent-of', feeScheduleId: 'reference', basisPoints: 12_500 },
            },
          ],
        }
      : {}),
  })),
  feeSchedules: [
    {
      feeScheduleId: 'main',
      name: 'Charges',
      rows: [
        { code: '99213', amountCents: 16_000, effectiveTo: '2026-06-30' },
        { code: '99213', amountCents: 16_500, effectiveFrom: '2026-07-01' },
        { code: '99213', modifier: '25', amountCents: 17_000 },
      ],
    },
    {
      feeScheduleId: 'reference',
      name: 'Published',
      use: 'reference',
      rows: [{ code: '99213', amountCents: 9000 }],
    },
  ],
  codeMappings: [
    { kind: 'procedure', sourceSystem: 'sample-pm', system: 'LOCAL', from: 'OV3', to: '99213' },
    { kind: 'place-of-service', from: 'office', to: '11', effectiveFrom: '2026-01-01' },
  ],
  intake: {
    sources: [{ sourceSystem: 'sample-pm', kind: 'whole', defaults: { locationId: 'main' } }],
    lateChargeDays: 5,
  },
  cutover: { legacySystems: [{ name: 'old-pm', controlNumberPattern: '^V[0-9]{6}$', until: '2027-06-30' }] },
});
