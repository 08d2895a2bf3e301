import { Practice } from '#contracts/practice.ts';
import { practice as samplePractice } from '../../samples/encounters.ts';

const address = { line1: '9 Ferry Landing', city: 'Alder Falls', state: 'OR', zip: '970990009' };

/** The sample practice with names of other systems, prices and mappings. */
export const practice: Practice = Practice.parse({
  ...samplePractice,
  providers: samplePractice.providers.map((provider, index) => ({
    ...provider,
    aliases: [
      [{ sourceSystem: 'ehr', id: 'DR-1' }, { id: '340' }, { id: 'us-npi|340' }],
      [{ sourceSystem: 'old-pm', id: 'DR-1' }, { id: 'SHARED' }, { name: 'Heron, Miles' }],
      [{ id: 'shared' }],
    ][index],
  })),
  payers: samplePractice.payers.map((payer) => ({
    ...payer,
    aliases:
      payer.payerId === 'JUNIP'
        ? [{ sourceSystem: 'ehr', id: '60054' }, { name: 'Juniper PPO' }]
        : payer.payerId === 'BLUEW'
          ? [{ id: '60054' }]
          : [],
  })),
  locations: [
    {
      locationId: 'ferry',
      name: 'Ferry Landing',
      placeOfService: '19',
      address,
      aliases: [{ sourceSystem: 'ehr', id: 'CLINIC^A' }],
    },
  ],
  codeMappings: [
    { kind: 'procedure', from: 'OV3', to: '99213' },
    { kind: 'procedure', sourceSystem: 'ehr', from: 'OV3', to: '99214' },
    { kind: 'procedure', system: 'L', from: 'OV3', to: '99212' },
    { kind: 'procedure', from: 'FLU', to: '90686', effectiveFrom: '2025-08-01', effectiveTo: '2026-07-31' },
    { kind: 'procedure', from: 'FLU', to: '90687', effectiveFrom: '2026-08-01' },
    { kind: 'diagnosis', from: 'DM2', to: 'E11.9' },
    { kind: 'diagnosis', from: '250', to: 'E11.9' },
    { kind: 'modifier', from: 'BIL', to: '50' },
    { kind: 'place-of-service', from: 'OFF', to: '11' },
    { kind: 'relationship', from: 'Z9', to: 'child' },
    { kind: 'sex', from: '2', to: 'F' },
  ],
  feeSchedules: [
    {
      feeScheduleId: 'charges',
      name: 'Charges',
      effectiveFrom: '2026-01-01',
      rows: [
        { code: '99213', amountCents: 16_000 },
        { code: '99213', amountCents: 16_500, effectiveFrom: '2026-10-01' },
        { code: '93000', amountCents: 4_500 },
        { code: '93000', modifier: '26', amountCents: 1_500 },
        { code: 'J3301', amountCents: 450, effectiveTo: '2026-09-30' },
      ],
    },
    {
      feeScheduleId: 'medicare',
      name: 'Medicare',
      use: 'reference',
      rows: [{ code: '80053', amountCents: 1_000 }],
    },
  ],
});
