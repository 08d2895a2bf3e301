import { codeList, notLoaded, singleEdition } from '../../../code-sets/code-tables.ts';
import { caseLocation, type EditCase } from '../../edit-case.ts';

const practice = { locations: [caseLocation('general-hospital', '22')] };
const noPlaces = { placesOfService: notLoaded };
/** A table that knows the office only; whole, or a part of one. */
const officeOnly = (isWhole: boolean) => ({
  placesOfService: singleEdition(
    { table: 'place-of-service', edition: 'case', isWhole },
    codeList([{ code: '11', label: 'Office', isFacility: false }]),
  ),
});

export const cases: readonly EditCase[] = [
  { title: 'passes a visit in the office', expect: [] },
  { title: 'passes telehealth', claim: { placeOfService: '02' }, expect: [] },
  {
    title: 'passes telehealth without a table',
    claim: { placeOfService: '02' },
    tables: noPlaces,
    expect: [],
  },
  { title: 'passes telehealth at home', claim: { placeOfService: '10' }, expect: [] },
  {
    title: 'passes a facility that the practice knows',
    practice,
    claim: { placeOfService: '22', locationId: 'general-hospital' },
    expect: [],
  },
  {
    title: 'holds a facility that nobody named',
    practice,
    claim: { placeOfService: '22' },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'holds a facility that the practice does not have',
    practice,
    claim: { placeOfService: '23', locationId: 'elsewhere' },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'does not check a place without a table of places',
    tables: noPlaces,
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'passes a location that the practice knows without a table of places',
    tables: noPlaces,
    practice,
    claim: { placeOfService: '22', locationId: 'general-hospital' },
    expect: [],
  },
  {
    title: 'does not check a place that a part of the table does not have',
    tables: officeOnly(false),
    claim: { placeOfService: '22' },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'leaves a place that the whole table does not have to the edit of places',
    tables: officeOnly(true),
    claim: { placeOfService: '22' },
    expect: [],
  },
];
