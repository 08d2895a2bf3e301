import type { PlainDate } from '#contracts/dates.ts';
import { codeList, notLoaded, singleEdition } from '../../../code-sets/code-tables.ts';
import type { EditCase } from '../../edit-case.ts';

/** A table of one place, which begins on the day of the visit. */
const places = (isWhole: boolean) => ({
  placesOfService: singleEdition(
    { table: 'place-of-service', edition: 'case', isWhole },
    codeList([{ code: '27', label: 'Street', isFacility: false, from: '2026-10-05' as PlainDate }]),
  ),
});

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
  {
    title: 'passes a code on its first day',
    claim: { placeOfService: '27' },
    tables: places(true),
    expect: [],
  },
  {
    title: 'holds it on the day before',
    claim: { placeOfService: '27', serviceDateFrom: '2026-10-04' as PlainDate },
    tables: places(true),
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'does not check a code that a part of the table does not have',
    claim: { placeOfService: '22' },
    tables: places(false),
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];
