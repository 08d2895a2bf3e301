import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim, ScrubReport, ScrubResult } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { notLoaded, type CodeTables } from '#domain/code-sets/code-tables.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import {
  billedTo,
  caseLines,
  caseServices,
  cleanClaim,
  colleagueNpi,
  medicaid,
  medicare,
  nurseNpi,
  strangerNpi,
} from '#domain/scrub/edit-case.ts';
import type { PatientHistory } from '#domain/scrub/edit.ts';
import { addOnsOfYear, feesOfYear } from '#domain/scrub/procedure-case-tables.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { practice } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');
const runs = { numRuns: 300 };

/** Every table that procedures are judged by, with something to say of the codes below. */
const everyTable: CodeTables = {
  ...seedTables,
  ...addOnsOfYear([
    { code: '90472', type: 1, primaries: [{ code: '90471' }] },
    { code: '64462', type: 2, primaries: [] },
    { code: '99292', type: 1, primaries: [{ code: '99291' }] },
  ]),
  ...feesOfYear([
    { code: '99213' },
    { code: '99203' },
    {
      code: '20610',
      globalDays: '000',
      bilateralIndicator: '1',
      multipleIndicator: '2',
      assistantIndicator: '1',
    },
    { code: '17110', globalDays: '010', bilateralIndicator: '2', coSurgeonIndicator: '1' },
    {
      code: '27447',
      globalDays: '090',
      assistantIndicator: '2',
      coSurgeonIndicator: '2',
      teamIndicator: '1',
    },
    { code: '76942', componentIndicator: '1', status: 'I' },
    { code: '97110', multipleIndicator: '5', status: 'B' },
    { code: '36415', status: 'N' },
    { code: '37799', globalDays: 'YYY' },
  ]),
};

const codes =
  '99213 99203 99396 99291 99292 20610 76942 17110 27447 37799 36415 90471 90472 64462 97110 80053 80048 J3301 J3490 G0439 99201 00100 0002M ABCDE';
const code = fc.constantFrom(...codes.split(' '));
const modifiers = '24 25 26 50 51 54 55 57 58 59 62 66 76 78 80 91 AS GD GP GY LT RT TC XU ZZ';
const modifier = fc.constantFrom(...modifiers.split(' '));
const day = fc
  .constantFrom('2023-10-05', '2026-07-07', '2026-09-25', '2026-10-04', '2026-10-05', '2026-10-06')
  .map((text) => PlainDate.parse(text));
const service = fc.record(
  {
    code,
    modifiers: fc.array(modifier, { maxLength: 3 }),
    units: fc.integer({ min: 1, max: 4 }),
    serviceDate: day,
  },
  { requiredKeys: ['code'] },
);
const lines = fc.array(service, { minLength: 1, maxLength: 5 }).map((some) => caseLines(...some));
const claims = fc.record({
  lines,
  coverages: fc.constantFrom(
    cleanClaim.coverages,
    billedTo(medicare).coverages,
    billedTo(medicaid).coverages,
    [],
  ),
  placeOfService: fc.constantFrom('11', '22'),
});
const history = fc.record({
  services: fc
    .array(
      fc.record({
        service,
        renderingNpi: fc.constantFrom(cleanClaim.renderingNpi, colleagueNpi, nurseNpi, strangerNpi),
        claimId: fc.constantFrom('C0THER0CLAM1', 'C0THER0CLAM2'),
        isSubmitted: fc.boolean(),
      }),
      { maxLength: 4 },
    )
    .map((some) => caseServices(...some.map(({ service: what, ...who }) => ({ ...what, ...who })))),
  knownFrom: fc.constantFrom(undefined, PlainDate.parse('2020-01-01'), PlainDate.parse('2026-09-01')),
});

/** Any of the tables are there, the others not; one that is there may say that it is the whole of its kind. */
const someTables = fc.subarray(Object.keys(everyTable) as (keyof CodeTables)[]);

function tablesOf(names: readonly (keyof CodeTables)[]): CodeTables {
  const missing = Object.keys(everyTable).filter((name) => !names.some((one) => one === name));
  return { ...everyTable, ...Object.fromEntries(missing.map((name) => [name, notLoaded])) };
}

function scrub(changes: Partial<Claim>, known: PatientHistory, tables: CodeTables): ScrubReport {
  return scrubClaim({ ...cleanClaim, ...changes }, practice, tables, { at, history: known });
}

/** The names of the edits that have a finding with this result. */
function editsWith(result: ScrubResult, { findings }: ScrubReport): string[] {
  return [...new Set(findings.filter((finding) => finding.result === result).map(({ editId }) => editId))];
}

describe('what the scrubber says', () => {
  test('does not become better because another table is loaded', () => {
    fc.assert(
      fc.property(claims, history, someTables, someTables, (claim, known, some, more) => {
        const before = scrub(claim, known, tablesOf(some));
        const after = scrub(claim, known, tablesOf([...new Set([...some, ...more])]));
        expect(editsWith('fail', after)).toEqual(expect.arrayContaining(editsWith('fail', before)));
        expect(after.clean && !before.clean).toBe(false);
      }),
      runs,
    );
  });

  test('is the same in whatever order the lines of the claim and the services of the person come', () => {
    fc.assert(
      fc.property(
        claims.chain((claim) =>
          fc.tuple(fc.constant(claim), fc.shuffledSubarray(claim.lines, { minLength: claim.lines.length })),
        ),
        history.chain((known) =>
          fc.tuple(
            fc.constant(known),
            fc.shuffledSubarray(known.services, { minLength: known.services.length }),
          ),
        ),
        ([claim, shuffled], [known, services]) => {
          const one = scrub(claim, known, everyTable);
          const other = scrub({ ...claim, lines: shuffled }, { ...known, services }, everyTable);
          for (const result of ['fail', 'bypassed', 'not-checked'] as const) {
            expect(editsWith(result, other).toSorted()).toEqual(editsWith(result, one).toSorted());
          }
          expect(other.counts).toEqual(one.counts);
        },
      ),
      runs,
    );
  });

  test('does not become better because more is known of the person', () => {
    fc.assert(
      fc.property(claims, history, (claim, known) => {
        const missesPrimary = (report: ScrubReport): string[] =>
          editsWith('fail', report).filter(
            (id) => id !== 'add-on-without-primary' && id !== 'multiple-procedure-modifier-misused',
          );
        const nothing = scrub(claim, { services: [], knownFrom: undefined }, everyTable);
        const everything = scrub(claim, known, everyTable);
        expect(editsWith('fail', everything)).toEqual(expect.arrayContaining(missesPrimary(nothing)));
      }),
      runs,
    );
  });
});
