import { describe, expect, test } from 'vitest';
import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim } from '#contracts/claim.ts';
import { ModifiersExplained } from '#contracts/coding.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import {
  codeList,
  notLoaded,
  singleEdition,
  type CodeTables,
  type PhysicianFeeRow,
} from '#domain/code-sets/code-tables.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { explainModifiers } from '#domain/coding/explain-modifiers.ts';
import { accepted, claimIn, origin, practice } from '../samples/encounters.ts';
import { takeInEncounter } from '#domain/intake/take-in-encounter.ts';

type Line = readonly [code: string, ...modifiers: string[]];

function claimWith(lines: readonly Line[]): Claim {
  const encounter = accepted({
    lines: lines.map(([code, ...modifiers]) => ({
      code,
      modifiers,
      charge: '10.00',
      diagnosisPointers: [1],
    })),
    totalCharge: `${lines.length * 10}.00`,
  });
  return claimIn(takeInEncounter(encounter, practice, undefined, origin).writes);
}

const payer = practice.payers.find(({ payerId }) => payerId === 'JUNIP');
const history = { services: [], knownFrom: undefined };
const explained = (
  lines: readonly Line[],
  changes: Partial<Parameters<typeof explainModifiers>[1]> = {},
): ModifiersExplained =>
  explainModifiers(claimWith(lines), { payer, tables: seedTables, history, ...changes });

describe('a pair of services of one day', () => {
  test('with indicator 0 is bundled, and no modifier is offered', () => {
    const { pairs, edition } = explained([['80053'], ['80048']]);
    expect(edition).toBe('seed');
    expect(pairs).toMatchObject([
      { lines: [1, 2], column1: '80053', column2: '80048', indicator: '0', result: 'bundled', choices: [] },
    ]);
    expect(pairs[0]?.words.join(' ')).toContain('No modifier separates the two');
  });

  test('with indicator 1 is bundled until a modifier says that the two were apart', () => {
    const { pairs } = explained([['11042'], ['97597']]);
    expect(pairs).toMatchObject([{ indicator: '1', result: 'bundled' }]);
    expect(pairs[0]?.choices.map(({ modifier, on, isOnLine }) => [modifier, on, isOnLine])).toEqual([
      ['XE', '97597', false],
      ['XS', '97597', false],
      ['XP', '97597', false],
      ['XU', '97597', false],
      ['59', '97597', false],
    ]);
    expect(explained([['11042'], ['97597', '59']]).pairs).toMatchObject([{ result: 'separated' }]);
    expect(explained([['11042', '59'], ['97597']]).pairs).toMatchObject([{ result: 'perhaps' }]);
  });

  test('of a visit and a minor procedure asks for 25, and not for 57', () => {
    const { pairs } = explained([['99213'], ['20610']]);
    expect(pairs[0]?.choices.map(({ modifier }) => modifier)).toContain('25');
    expect(explained([['99213', '25'], ['20610']]).pairs).toMatchObject([
      { column1: '20610', column2: '99213', result: 'separated' },
    ]);
    expect(
      explained([['99213'], ['20610']], { tables: withGlobalDays('000') }).pairs[0]?.choices.map(
        ({ modifier }) => modifier,
      ),
    ).toEqual(['25', '24']);
  });

  test('of a visit and a major operation may be the one at which the operation was decided', () => {
    expect(
      explained([['99213'], ['20610']], { tables: withGlobalDays('090') }).pairs[0]?.choices.map(
        ({ modifier }) => modifier,
      ),
    ).toEqual(['25', '57', '24']);
  });

  test('with indicator 9 has no edit', () => {
    expect(explained([['A4263'], ['A4262']]).pairs).toMatchObject([
      { indicator: '9', result: 'no-edit', choices: [] },
    ]);
  });

  test('of which one is on another claim of the day names that claim', () => {
    const claim = claimWith([['97597']]);
    const service: BilledService = {
      claimId: 'C0123456789AB' as ClaimId,
      lineNumber: 1,
      code: '11042',
      modifiers: [],
      units: 1,
      chargeCents: claim.totalChargeCents,
      serviceDate: claim.serviceDateFrom,
      renderingNpi: claim.renderingNpi,
      billingNpi: claim.billingNpi,
      placeOfService: '11',
      isSubmitted: true,
      ...(payer === undefined ? {} : { payerId: payer.payerId }),
    };
    const facts = { payer, tables: seedTables, history: { services: [service], knownFrom: undefined } };
    expect(explainModifiers(claim, facts).pairs).toMatchObject([
      { lines: [1], otherClaimId: 'C0123456789AB', column1: '11042', column2: '97597' },
    ]);
    expect(
      explainModifiers(claim, {
        ...facts,
        history: { services: [{ ...service, serviceDate: '2026-01-01' as never }], knownFrom: undefined },
      }).pairs,
    ).toEqual([]);
  });

  test('that the loaded part of the table does not have is told as not checked, and never as right', () => {
    expect(explained([['99213'], ['36415']])).toMatchObject({
      pairs: [],
      notChecked: [expect.stringContaining('99213 with 36415')],
    });
    expect(
      explained([['99213'], ['36415']], { tables: { ...seedTables, practitionerPairs: notLoaded } }),
    ).toMatchObject({ pairs: [], notChecked: [expect.stringContaining('no NCCI table')] });
  });
});

test('nobody who pays for themselves is judged by NCCI', () => {
  expect(explained([['11042'], ['97597']], { payer: undefined })).toMatchObject({
    pairs: [],
    notChecked: [expect.stringContaining('The patient pays')],
  });
});

test('no word of it is about money, and each modifier says what the note must show', () => {
  const all = [
    explained([['11042'], ['97597']]),
    explained([['99213'], ['20610']]),
    explained([['80053'], ['80048']]),
  ];
  for (const one of all) {
    expect(ModifiersExplained.safeParse(one).success).toBe(true);
    const said = one.pairs.flatMap(({ words, choices }) => [
      ...words,
      ...choices.map(({ documentation }) => documentation),
    ]);
    expect(said.join(' ')).not.toMatch(/\bpaid\b|\bpay\b|payment|revenue|reimburs|\$/i);
    expect(said.every((sentence) => sentence.endsWith('.'))).toBe(true);
  }
});

/** Tables whose fee schedule has the joint injection with so many follow-up days. */
function withGlobalDays(globalDays: string): CodeTables {
  const row = { code: '20610', modifier: '', globalDays } as PhysicianFeeRow;
  return {
    ...seedTables,
    physicianFees: singleEdition(
      { table: 'mpfs', edition: 'made', isWhole: false },
      { find: (code: string) => codeList([row]).find(code) },
    ),
  };
}
