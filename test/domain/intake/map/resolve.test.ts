import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { mapCode } from '#domain/intake/map/map-code.ts';
import { priceLine } from '#domain/intake/map/price-line.ts';
import { resolveLocation } from '#domain/intake/map/resolve-location.ts';
import { resolvePayer } from '#domain/intake/map/resolve-payer.ts';
import { resolveProvider } from '#domain/intake/map/resolve-provider.ts';
import { practice } from './map-data.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);

describe('A provider', () => {
  test.each([
    ['an NPI of the practice', 'ehr', '2000001018', '2000001018'],
    ['an NPI of somebody else, who refers', 'ehr', '2000002016', '2000002016'],
    ['an NPI with its system before it', 'ehr', 'us-npi|2000001018', '2000001018'],
    ['an alias of this source', 'ehr', 'dr-1 ', '2000001018'],
    ['the same alias of another source', 'old-pm', 'DR-1', '2000001026'],
    ['an alias of every source', 'x', '340', '2000001018'],
    ['a name by an alias', 'x', 'HERON, MILES', '2000001026'],
  ])('is known by %s', (_, source, alias, npi) => {
    expect(resolveProvider(practice, source, alias)).toEqual({ value: npi });
  });

  test.each([
    ['an NPI with a wrong check digit', '2000001019', '"2000001019"'],
    ['an id that is mapped for another source only', 'DR-1', '"DR-1"'],
    ['a name, which is masked', 'Sorrel', '"S***"'],
    ['an id that two providers have', 'Shared', '"S***", which several providers go by'],
    ['nothing', '', '""'],
  ])('is not known by %s', (_, alias, found) => {
    expect(resolveProvider(practice, 'third', alias)).toMatchObject({
      problem: {
        code: 'provider-unmapped',
        found,
        ...(alias === '' || alias === 'Shared' ? {} : { unmapped: { kind: 'provider', alias } }),
      },
    });
  });
});

describe('A payer', () => {
  test.each([
    ['its payer id', 'x', { ids: ['junip'] }, 'JUNIP'],
    ['its name, whatever the punctuation', 'x', { ids: [], name: 'JUNIPER  MUTUAL-HEALTH' }, 'JUNIP'],
    ['its name in place of an id', 'x', { ids: ['Juniper Mutual Health'] }, 'JUNIP'],
    ['an alias of this source before one of all', 'ehr', { ids: ['60054'] }, 'JUNIP'],
    ['an alias of all sources', 'x', { ids: ['60054'] }, 'BLUEW'],
    ['an alias before its own name', 'x', { ids: [''], name: 'juniper ppo' }, 'JUNIP'],
    ['the second of its ids', 'x', { ids: ['PLAN-7', 'FEDMB'] }, 'FEDMB'],
  ])('is known by %s', (_, source, sought, payerId) => {
    expect(resolvePayer(practice, source, sought)).toEqual({ value: payerId });
  });

  test.each([
    ['an id that is not mapped', { ids: ['99999'] }, '"99999"'],
    ['a word, which is masked', { ids: [], name: 'Alder Maren' }, '"A***"'],
    ['nothing', { ids: ['', ' '] }, 'neither id nor name of a payer'],
  ])('is not known by %s', (_, sought, found) => {
    expect(resolvePayer(practice, 'x', sought).problem).toMatchObject({ code: 'payer-unmapped', found });
  });
});

describe('A location', () => {
  test('is known by an alias of its source and by its own id', () => {
    expect(resolveLocation(practice, 'ehr', 'clinic^a').value?.placeOfService).toBe('19');
    expect(resolveLocation(practice, 'x', 'FERRY').value?.locationId).toBe('ferry');
  });

  test('is not known by an alias of another source', () => {
    expect(resolveLocation(practice, 'x', 'CLINIC^A').problem?.code).toBe('location-unmapped');
  });
});

describe('A mapped code', () => {
  test.each([
    ['of this source goes before one of all', { sourceSystem: 'ehr', code: 'ov3' }, '99214'],
    ['of its code system goes before one of all', { sourceSystem: 'x', system: 'l', code: 'OV3' }, '99212'],
    ['of all counts for any source', { sourceSystem: 'x', code: 'OV3' }, '99213'],
    ['counts on its days', { sourceSystem: 'x', code: 'FLU', on: day('2026-07-31') }, '90686'],
    ['counts from its first day on', { sourceSystem: 'x', code: 'FLU', on: day('2026-08-01') }, '90687'],
    ['does not count before its days', { sourceSystem: 'x', code: 'FLU', on: day('2025-07-31') }, undefined],
    ['with days does not count without a day', { sourceSystem: 'x', code: 'FLU' }, undefined],
    ['is none where there is none', { sourceSystem: 'x', code: 'OV4' }, undefined],
  ])('%s', (_, sought, to) => {
    expect(mapCode(practice, 'procedure', sought)).toBe(to);
  });
});

describe('The price of a line', () => {
  const price = (code: string, on: string, modifiers: readonly string[] = [], units = 1) =>
    priceLine(practice, { code, on: day(on), modifiers, units });

  test.each([
    ['the one in force', price('99213', '2026-09-30'), 16_000],
    ['the later of two in force', price('99213', '2026-10-01'), 16_500],
    ['the one of a modifier before the plain one', price('93000', '2026-10-01', ['59', '26']), 1_500],
    ['the plain one for another modifier', price('93000', '2026-10-01', ['59']), 4_500],
    ['for every unit', price('J3301', '2026-09-30', [], 4), 1_800],
  ])('is %s', (_, found, amount) => {
    expect(found).toEqual({ value: amount, note: 'price-filled-in' });
  });

  test.each([
    ['after its last day', price('J3301', '2026-10-01')],
    ['before the schedule begins', price('99213', '2025-12-31')],
    ['for a code that is only in a reference', price('80053', '2026-10-01')],
  ])('is missing %s', (_, found) => {
    expect(found.problem?.code).toBe('charge-missing');
  });
});
