import { createHash } from 'node:crypto';
import type { Practice } from '#contracts/practice.ts';

/** How often, of a thousand patients, the synthetic payer does something other than pay by contract. */
const endings: readonly (readonly [ending: string, ofThousand: number])[] = [
  ['SHARE', 70],
  ['DED', 50],
  ['REV', 30],
  ['D16', 25],
  ['D197', 20],
  ['D97', 15],
  ['D204', 12],
  ['D50', 10],
  ['D29', 8],
  ['LATE', 10],
  ['UNDER', 15],
  ['E6', 8],
  ['E42', 6],
  ['A7', 10],
  ['A3', 5],
  ['A0', 4],
];

const payers = ['JUNIP', 'JUNIP', 'JUNIP', 'BLUEW', 'BLUEW', 'BLUEW', 'FEDMB', 'STMCD'] as const;

const services = [
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

const surnames = ['Alder', 'Birch', 'Cedar', 'Drake', 'Egret', 'Finch', 'Gorse', 'Heron', 'Ibis', 'Juniper'];

/** A whole number from 0 to below `limit` that follows from a text alone. */
export function drawn(text: string, limit: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % limit;
}

/** What the synthetic payer is asked for, of a patient of this number. */
function endingOf(patient: number): string {
  let left = drawn(`ending ${patient}`, 1000);
  for (const [ending, ofThousand] of endings) {
    if (left < ofThousand) {
      return ending;
    }
    left -= ofThousand;
  }
  return '';
}

/**
 * The visits of one week as a practice uploads them: each of another patient, on the seven days that end before
 * `weekEnd`. The same week is the same file.
 * @param firstEndings what the payer is asked for of the first patients, whatever would be drawn.
 */
export function visitsOfWeek(
  week: number,
  visits: number,
  weekEnd: number,
  practice: Practice,
  firstEndings: readonly string[] = [],
): string {
  // One pool of patients for the year, from which each week takes the next.
  const pool = Math.max(visits * 8, 1);
  return Array.from({ length: visits }, (_, index) => {
    const patient = (week * visits + index) % pool;
    const payerId = payers[drawn(`payer ${patient}`, payers.length)] ?? 'JUNIP';
    const ending = firstEndings[patient] ?? endingOf(patient);
    const service = services[drawn(`service ${week} ${index}`, services.length)] ?? services[0];
    const day = new Date(weekEnd - (1 + drawn(`day ${week} ${index}`, 7)) * 86_400_000);
    const number = String(patient).padStart(5, '0');
    const provider = practice.providers[patient % practice.providers.length];
    return JSON.stringify({
      sourceSystem: 'year',
      encounterId: `Y${String(week).padStart(2, '0')}-${String(index).padStart(4, '0')}`,
      patient: {
        sourcePatientId: `YP-${number}`,
        lastName: surnames[patient % surnames.length],
        firstName: `Year${number}`,
        birthDate: `19${40 + (patient % 60)}-0${1 + (patient % 9)}-1${patient % 10}`,
        sex: patient % 2 === 0 ? 'F' : 'M',
        address: { line1: `${patient} Almanac Road`, city: 'Alder Falls', state: 'OR', zip: '97099' },
      },
      coverages: [
        {
          order: 'primary',
          payerId,
          memberId: `YM${number}${ending === '' ? '' : `-${ending}`}`,
          relationship: 'self',
        },
      ],
      renderingNpi: provider?.npi,
      placeOfService: '11',
      serviceDateFrom: day.toISOString().slice(0, 10),
      diagnoses: service.diagnoses,
      lines: service.lines.map(([code, dollars]) => ({
        code,
        units: 1,
        charge: `${dollars}.00`,
        diagnosisPointers: [1],
      })),
      totalCharge: `${service.lines.reduce((sum, [, dollars]) => sum + dollars, 0)}.00`,
    });
  }).join('\n');
}
