import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes a street address with a ZIP code of nine digits', expect: [] },
  {
    title: 'holds a post office box',
    practice: {
      address: { line1: 'P.O. Box 12', city: 'Alder Falls', state: 'OR', zip: '970990001' },
    },
    expect: [{ result: 'fail', where: 'billing provider' }],
  },
  {
    title: 'holds a ZIP code of five digits',
    practice: {
      address: { line1: '400 Cedar Hill Road', city: 'Alder Falls', state: 'OR', zip: '97099' },
    },
    expect: [{ result: 'fail', where: 'billing provider' }],
  },
  {
    title: 'says both when both are wrong',
    practice: { address: { line1: 'PO BOX 12', city: 'Alder Falls', state: 'OR', zip: '97099' } },
    expect: [
      { result: 'fail', where: 'billing provider' },
      { result: 'fail', where: 'billing provider' },
    ],
  },
  {
    title: 'passes a street whose name begins like a box',
    practice: {
      address: { line1: '12 Poboxer Street', city: 'Alder Falls', state: 'OR', zip: '970990001' },
    },
    expect: [],
  },
];
