import { addOnsOfYear } from '../../procedure-case-tables.ts';
import {
  caseDay,
  caseLines,
  caseServices,
  colleagueNpi,
  nurseNpi,
  strangerNpi,
  type EditCase,
} from '../../edit-case.ts';

const beside = (...codes: readonly string[]) => codes.map((code) => ({ code }));
const tables = addOnsOfYear([
  { code: '90472', type: 1, primaries: beside('90471', '90460'), from: caseDay('2026-10-05') },
  {
    code: '17003',
    type: 1,
    primaries: beside('17000', '17001', '17002', '17004', '17005', '17006'),
  },
  { code: '64462', type: 2, primaries: [] },
  { code: '22843', type: 3, primaries: beside('22100') },
  { code: '99292', type: 1, primaries: beside('99291') },
  {
    code: '11045',
    type: 1,
    primaries: [
      { code: '11042', to: caseDay('2026-10-06') },
      { code: '11043', from: caseDay('2026-10-06') },
    ],
  },
  { code: '11001', type: 1, primaries: beside('11000'), to: caseDay('2026-10-05') },
]);
const afterDebridement = (primary: string, day: string) => ({
  lines: caseLines(
    { code: primary, serviceDate: caseDay(day) },
    { code: '11045', serviceDate: caseDay(day) },
  ),
});
const alone = { lines: caseLines({ code: '90472' }) };
const fails = [{ result: 'fail', where: 'line 1' }] as const;
const notChecked = [{ result: 'not-checked', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes codes that are no add-ons', tables, expect: [] },
  {
    title: 'passes an add-on with its primary',
    claim: { lines: caseLines({ code: '90471' }, { code: '90472' }) },
    tables,
    expect: [],
  },
  {
    title: 'passes it with the second of its primaries, in any order',
    claim: { lines: caseLines({ code: '90472' }, { code: '90460' }) },
    tables,
    expect: [],
  },
  { title: 'holds an add-on alone', claim: alone, tables, expect: fails },
  {
    title: 'holds one whose many primaries are all missing',
    claim: { lines: caseLines({ code: '17003' }, {}) },
    tables,
    expect: fails,
  },
  {
    title: 'holds it beside a code that is not its primary',
    claim: { lines: caseLines({ code: '90472' }, { code: '99213' }) },
    tables,
    expect: fails,
  },
  {
    title: 'holds it where the primary is of another day',
    claim: { lines: caseLines({ code: '90472' }, { code: '90471', serviceDate: caseDay('2026-10-06') }) },
    tables,
    expect: fails,
  },
  {
    title: 'passes it the day before it became an add-on',
    claim: { lines: caseLines({ code: '90472', serviceDate: caseDay('2026-10-04') }) },
    tables,
    expect: [],
  },
  {
    title: 'passes a primary on the last day that it was one',
    claim: afterDebridement('11042', '2026-10-06'),
    tables,
    expect: [],
  },
  {
    title: 'holds a primary on the day after',
    claim: afterDebridement('11042', '2026-10-07'),
    tables,
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'passes a primary from the first day that it is one',
    claim: afterDebridement('11043', '2026-10-06'),
    tables,
    expect: [],
  },
  {
    title: 'holds a primary on the day before',
    claim: afterDebridement('11043', '2026-10-05'),
    tables,
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'passes where the primary is on another claim of the provider and day',
    claim: alone,
    tables,
    history: { services: caseServices({ code: '90471' }) },
    expect: [],
  },
  {
    title: 'holds where the primary of another claim was by a colleague, or on another day',
    claim: alone,
    tables,
    history: {
      services: caseServices(
        { code: '90471', renderingNpi: colleagueNpi },
        { code: '90471', serviceDate: caseDay('2026-10-04') },
      ),
    },
    expect: fails,
  },
  {
    title: 'passes further critical care that a colleague of the specialty began',
    claim: { lines: caseLines({ code: '99292' }) },
    tables,
    history: { services: caseServices({ code: '99291', renderingNpi: colleagueNpi }) },
    expect: [],
  },
  {
    title: 'does not know whether a nurse practitioner or somebody unknown counts as such a colleague',
    claim: { lines: caseLines({ code: '99292' }, { code: '99292' }) },
    tables,
    history: {
      services: caseServices(
        { code: '99291', renderingNpi: nurseNpi },
        { code: '99291', renderingNpi: strangerNpi },
      ),
    },
    expect: [
      { result: 'not-checked', where: 'line 1' },
      { result: 'not-checked', where: 'line 2' },
    ],
  },
  {
    title: 'holds an add-on of type 2 that stands quite alone',
    claim: { lines: caseLines({ code: '64462' }) },
    tables,
    expect: fails,
  },
  {
    title: 'does not know the list of the payer for type 2',
    claim: { lines: caseLines({ code: '64462' }, { code: '64461' }) },
    tables,
    expect: notChecked,
  },
  {
    title: 'passes type 3 with a primary that is listed',
    claim: { lines: caseLines({ code: '22843' }, { code: '22100' }) },
    tables,
    expect: [],
  },
  {
    title: 'does not know the list of the payer for type 3 beside another code',
    claim: { lines: caseLines({ code: '22843' }, { code: '22600' }) },
    tables,
    expect: notChecked,
  },
  {
    title: 'holds type 3 that stands quite alone',
    claim: { lines: caseLines({ code: '22843' }) },
    tables,
    expect: fails,
  },
  {
    title: 'does not check codes that no loaded table tells of',
    claim: alone,
    tables: addOnsOfYear([], { isWhole: false }),
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'does not check a day that no edition governs',
    claim: { lines: caseLines({ code: '90472', serviceDate: caseDay('2025-12-31') }) },
    tables,
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  { title: 'passes whatever the patient pays', claim: { ...alone, coverages: [] }, tables, expect: [] },
  {
    title: 'holds an add-on on the last day that it is one',
    claim: { lines: caseLines({ code: '11001' }) },
    tables,
    expect: fails,
  },
  {
    title: 'passes it a day later',
    claim: { lines: caseLines({ code: '11001', serviceDate: caseDay('2026-10-06') }) },
    tables,
    expect: [],
  },
  {
    title: 'does not know of other claims where no history was given',
    claim: { lines: caseLines({ code: '90472' }) },
    tables,
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
];
