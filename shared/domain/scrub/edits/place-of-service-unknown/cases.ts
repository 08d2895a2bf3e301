import { notLoaded } from '../../../code-sets/code-tables.ts';
import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes the office', expect: [] },
  { title: 'passes telehealth at home', claim: { placeOfService: '10' }, expect: [] },
  {
    title: 'holds a code that is not assigned',
    claim: { placeOfService: '88' },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'holds a code without its leading zero',
    claim: { placeOfService: '2' },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'does not check without a table',
    tables: { placesOfService: notLoaded },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];
