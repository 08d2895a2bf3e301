import { codeList, notLoaded, singleEdition } from '../../../code-sets/code-tables.ts';
import {
  billedTo,
  caseDay,
  caseLines,
  caseServices,
  colleagueNpi,
  medicaid,
  medicare,
  type EditCase,
} from '../../edit-case.ts';

/** A limit that begins on the day of the visit. */
const fromThatDay = singleEdition(
  { table: 'mue-practitioner', edition: '2026Q4', isWhole: true },
  codeList([{ code: '20610', units: 1, counts: 'day-clinical' as const, from: caseDay('2026-10-05') }]),
);

/** A limit that ends on the day of the visit. */
const untilThatDay = singleEdition(
  { table: 'mue-practitioner', edition: '2026Q4', isWhole: true },
  codeList([{ code: '20610', units: 1, counts: 'day-absolute' as const, to: caseDay('2026-10-05') }]),
);

export const cases: readonly EditCase[] = [
  { title: 'passes units within the limit', claim: { lines: caseLines({}, { code: '36415' }) }, expect: [] },
  {
    title: 'passes exactly the limit of the day',
    claim: { lines: caseLines({ code: '36415', units: 2 }) },
    expect: [],
  },
  {
    title: 'holds more units than the limit of the day',
    claim: { lines: caseLines({ code: '36415', units: 3 }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'adds the lines of one day together, whatever their modifiers',
    claim: { lines: caseLines({ code: '36415', units: 2 }, { code: '36415', modifiers: ['76'] }) },
    expect: [{ result: 'fail', where: 'lines 1, 2' }],
  },
  {
    title: 'does not add lines of different days',
    claim: {
      lines: caseLines(
        { code: '36415', units: 2 },
        { code: '36415', units: 2, serviceDate: caseDay('2026-10-06') },
      ),
    },
    expect: [],
  },
  {
    title: 'adds what another claim of the provider has for that day',
    claim: { lines: caseLines({ code: '36415' }) },
    history: { services: caseServices({ code: '36415', units: 2 }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes as much as the other claim leaves',
    claim: { lines: caseLines({ code: '36415' }) },
    history: { services: caseServices({ code: '36415', units: 1 }) },
    expect: [],
  },
  {
    title: 'does not add what another provider did, what another payer is billed, or another day',
    claim: { lines: caseLines({ code: '36415', units: 2 }) },
    history: {
      services: caseServices(
        { code: '36415', renderingNpi: colleagueNpi },
        { code: '36415', payerId: medicare },
        { code: '36415', serviceDate: caseDay('2026-10-04') },
      ),
    },
    expect: [],
  },
  {
    title: 'counts a line of both sides as the units that it has',
    claim: { lines: caseLines({ code: '20610', modifiers: ['50'] }, { code: '20610', modifiers: ['59'] }) },
    expect: [],
  },
  {
    title: 'does not add care after surgery to the surgery',
    claim: { lines: caseLines({ code: '20610', units: 2 }, { code: '20610', modifiers: ['55'] }) },
    expect: [],
  },
  {
    title: 'judges each line alone where the limit is one of the line',
    claim: { lines: caseLines({ code: 'A6460' }, { code: 'A6460', modifiers: ['76'] }) },
    expect: [],
  },
  {
    title:
      'holds a line above the limit of the line, also with modifier GD: a second line is how more is billed',
    claim: { lines: caseLines({ code: 'A6460', units: 2, modifiers: ['GD'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'is bypassed where modifier GD says that the units of the day were needed',
    claim: { lines: caseLines({ code: '36415', units: 3, modifiers: ['GD'] }) },
    expect: [{ result: 'bypassed', where: 'line 1' }],
  },
  {
    title: 'is not bypassed where the limit is absolute',
    claim: { lines: caseLines({ code: 'G0439', units: 2, modifiers: ['GD'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check a code without a limit: some are confidential',
    claim: { lines: caseLines({ code: '99214' }) },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'holds more units on the first day of a limit',
    claim: { lines: caseLines({ code: '20610', units: 2 }) },
    tables: { practitionerUnits: fromThatDay },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check the day before a limit begins',
    claim: { lines: caseLines({ code: '20610', units: 2, serviceDate: caseDay('2026-10-04') }) },
    tables: { practitionerUnits: fromThatDay },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check without a table',
    claim: { lines: caseLines({ code: '36415', units: 3 }) },
    tables: { practitionerUnits: notLoaded },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check what Medicaid has its own table for',
    claim: { ...billedTo(medicaid), lines: caseLines({ code: '36415', units: 3 }) },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { coverages: [], lines: caseLines({ code: '36415', units: 3 }) },
    expect: [],
  },
  {
    title: 'passes exactly the limit of a line',
    claim: { lines: caseLines({ code: 'A6460' }) },
    expect: [],
  },
  {
    title: 'passes an absolute limit, and holds a unit more from another claim',
    claim: { lines: caseLines({ code: 'G0439' }, { code: 'G0439', serviceDate: caseDay('2026-10-06') }) },
    history: { services: caseServices({ code: 'G0439', serviceDate: caseDay('2026-10-06') }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'holds more units on the last day of a limit',
    claim: { lines: caseLines({ code: '20610', units: 2 }) },
    tables: { practitionerUnits: untilThatDay },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check the day after a limit ended',
    claim: { lines: caseLines({ code: '20610', units: 2, serviceDate: caseDay('2026-10-06') }) },
    tables: { practitionerUnits: untilThatDay },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not know of other claims where no history was given',
    claim: { lines: caseLines({ code: '36415' }) },
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];
