import { cents, decimalText, sumCents } from '#domain/money/cents.ts';

/** Visits for measuring: varied, clean, invented, the same for the same number. */

const surnames = ['Alder', 'Birch', 'Cedar', 'Drake', 'Egret', 'Finch', 'Gorse', 'Heron', 'Ibis', 'Juniper'];
const names = ['Ada', 'Bruno', 'Clara', 'David', 'Elena', 'Felix', 'Greta', 'Hugo'];
const procedures = ['99213', '99214', '99203', '36415', '80053', '85025', '93000', '71046'];
const diagnoses = ['I10', 'E11.65', 'E78.5', 'E03.9', 'M54.59', 'J01.90', 'R06.00', 'K21.9'];

export interface GeneratedVisit {
  readonly number: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  readonly street: string;
  readonly serviceDate: string;
  readonly diagnoses: readonly string[];
  readonly lines: readonly {
    readonly code: string;
    readonly modifier?: string;
    /** `125.00` */
    readonly charge: string;
    readonly pointers: readonly number[];
  }[];
  readonly totalCharge: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The n-th visit: one to four lines, one to four diagnoses. */
export function generatedVisit(index: number): GeneratedVisit {
  const codes = 1 + (index % 4);
  const lines = Array.from({ length: 1 + (Math.floor(index / 4) % 4) }, (_, line) => ({
    code: procedures[(index + line) % procedures.length] ?? '',
    ...((index + line) % 4 === 0 ? { modifier: '25' } : {}),
    chargeCents: cents(2500 + ((index * 7919 + line * 104_729) % 40_000)),
    pointers: codes > 1 && line % 2 === 0 ? [1, 2] : [1],
  }));
  return {
    number: String(index).padStart(6, '0'),
    lastName: surnames[index % surnames.length] ?? '',
    firstName: names[index % names.length] ?? '',
    birthDate: `19${two(40 + (index % 60))}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
    sex: index % 2 === 0 ? 'F' : 'M',
    street: `${1 + (index % 999)} Meadow Lane`,
    serviceDate: `2026-10-${two(1 + (index % 28))}`,
    diagnoses: Array.from(
      { length: codes },
      (_, position) => diagnoses[(index + position) % diagnoses.length] ?? '',
    ),
    lines: lines.map(({ chargeCents, ...line }) => ({ ...line, charge: decimalText(chargeCents) })),
    totalCharge: decimalText(sumCents(lines, ({ chargeCents }) => chargeCents)),
  };
}
