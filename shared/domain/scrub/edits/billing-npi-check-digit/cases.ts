import type { Npi } from '#contracts/identifiers.ts';
import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes an NPI whose check digit fits', claim: { billingNpi: '1234567893' as Npi }, expect: [] },
  {
    title: 'holds an NPI whose check digit is wrong',
    claim: { billingNpi: '1234567890' as Npi },
    expect: [{ result: 'fail', where: 'billing provider' }],
  },
  {
    title: 'holds an NPI of which two digits were exchanged',
    claim: { billingNpi: '2000000100' as Npi },
    expect: [{ result: 'fail', where: 'billing provider' }],
  },
];
