import type { Practice } from '#contracts/practice.ts';

const surnames = ['Alder', 'Birch', 'Cedar', 'Drake', 'Egret', 'Finch', 'Gorse', 'Heron', 'Ibis', 'Juniper'];
const visits = [
  { diagnoses: ['I10'], lines: [['99213', 160]] },
  {
    diagnoses: ['E11.65', 'E78.5'],
    lines: [
      ['99214', 220],
      ['36415', 15],
      ['80053', 35],
    ],
  },
  {
    diagnoses: ['E03.9', 'E78.5'],
    lines: [
      ['99214', 220],
      ['80053', 35],
    ],
  },
  { diagnoses: ['M54.59'], lines: [['99213', 160]] },
] as const;

/**
 * Encounters that need no person: ordinary members, coded, clean, paid by contract. The same count and seed give the
 * same lines. Everything about the patients is invented by counting.
 */
export function generateEncounters(count: number, seed: string, practice: Practice): string {
  const lines: string[] = [];
  const payer = practice.payers.find(({ payerId }) => payerId === 'JUNIP');
  const [provider] = practice.providers;
  if (payer === undefined || provider === undefined) {
    throw new Error('The sample practice has lost its first payer or provider');
  }
  for (let index = 1; index <= count; index += 1) {
    const visit = visits[index % visits.length] ?? visits[0];
    const day = 1 + (index % 28);
    const number = String(index).padStart(6, '0');
    lines.push(
      JSON.stringify({
        sourceSystem: 'bench',
        encounterId: `B${seed}-${number}`,
        patient: {
          sourcePatientId: `BP-${number}`,
          lastName: surnames[index % surnames.length],
          firstName: 'Bench',
          birthDate: `19${String(40 + (index % 60)).padStart(2, '0')}-0${1 + (index % 9)}-1${index % 10}`,
          sex: index % 2 === 0 ? 'F' : 'M',
          address: { line1: `${index} Bench Road`, city: 'Alder Falls', state: 'OR', zip: '97099' },
        },
        coverages: [
          { order: 'primary', payerId: payer.payerId, memberId: `BM${number}`, relationship: 'self' },
        ],
        renderingNpi: provider.npi,
        placeOfService: '11',
        serviceDateFrom: `2026-10-${String(day).padStart(2, '0')}`,
        diagnoses: visit.diagnoses,
        lines: visit.lines.map(([code, dollars]) => ({
          code,
          units: 1,
          charge: `${dollars}.00`,
          diagnosisPointers: [1],
        })),
        totalCharge: `${visit.lines.reduce((sum, [, dollars]) => sum + dollars, 0)}.00`,
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}
