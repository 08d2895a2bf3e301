import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import { newer } from '#domain/intake/visit/newest.ts';
import type { PartContent, VisitPart } from '#domain/intake/visit/part.ts';

function part(partKey: string, content: PartContent, order = '1', refs: readonly string[] = []): VisitPart {
  return {
    sourceSystem: 'ehr',
    encounterId: 'V100',
    partKey,
    order,
    hash: contentHashOf(content),
    content,
    refs,
  };
}

const patient = {
  sourcePatientId: 'P1',
  lastName: 'Larch',
  firstName: 'Ina',
  birthDate: '1980-02-03',
  sex: 'F',
};
const head = part('head', {
  kind: 'fields',
  fields: {
    patient,
    renderingNpi: '1245319599',
    placeOfService: '11',
    serviceDateFrom: '2026-10-05',
    coverages: [],
  },
});
const line = (
  id: string,
  code: string,
  charge: string,
  diagnoses: readonly string[],
  order = '1',
): VisitPart => part(`line:${id}`, { kind: 'line', line: { code, charge, units: 1 }, diagnoses }, order);

describe('a visit', () => {
  it('has the diagnoses of its lines, and each line points at its own', () => {
    const visit = assembleVisit(
      [
        head,
        line('2', '80053', '35.00', ['E11.9']),
        line('1', '99213', '160.00', ['I10', 'E11.9']),
        part('diagnosis:1', { kind: 'diagnosis', code: 'I10', rank: 1 }),
      ],
      [],
    );
    expect(visit).toMatchObject({
      kind: 'encounter',
      draft: {
        sourceSystem: 'ehr',
        encounterId: 'V100',
        diagnoses: ['I10', 'E11.9'],
        lines: [
          { code: '99213', diagnosisPointers: [1, 2] },
          { code: '80053', diagnosisPointers: [2] },
        ],
        totalCharge: '195.00',
      },
    });
  });

  it.each([
    ['nothing', [], ['visit']],
    [
      'a charge alone',
      [line('1', '99213', '160.00', [])],
      ['visit', 'patient', 'coverage', 'rendering-provider'],
    ],
    ['everything but a reason', [head], ['charges']],
    [
      'a person who never came',
      [line('1', '99213', '160.00', []), { ...head, refs: ['person/P1'] }],
      ['person'],
    ],
  ] as const)('of %s waits', (_what, parts, needs) => {
    expect(assembleVisit(parts, [])).toMatchObject({
      kind: 'waiting',
      needs: needs.map((kind) => ({ kind })),
    });
  });

  it('that was entered in error is taken back, whatever else is there', () => {
    const taken = part('head', { kind: 'void' }, '2');
    expect(assembleVisit([taken, head, line('1', '99213', '160.00', [])], [])).toEqual({ kind: 'void' });
  });

  it('loses a line that was taken back, and keeps the others', () => {
    const parts = [
      head,
      line('1', '99213', '160.00', []),
      line('2', '80053', '35.00', []),
      part('line:2', { kind: 'void' }, '2'),
    ];
    expect(assembleVisit(parts, [])).toMatchObject({
      draft: { lines: [{ code: '99213' }], totalCharge: '160.00' },
    });
  });

  it('has no total when a charge is missing: the fee schedule may know it', () => {
    const visit = assembleVisit(
      [head, part('line:1', { kind: 'line', line: { code: '99213' }, diagnoses: [] })],
      [],
    );
    expect(visit).toMatchObject({ kind: 'encounter' });
    expect(visit).not.toHaveProperty('draft.totalCharge');
  });

  it('takes each field from the newest part that knows it', () => {
    const address = { line1: '1 Mill Lane', city: 'Salem', state: 'MA', zip: '01970' };
    const registered = part(
      'patient',
      { kind: 'fields', fields: { patient: { address, lastName: 'Old' } } },
      '0',
    );
    const visit = assembleVisit([head, registered, line('1', '99213', '160.00', [])], []);
    expect(visit).toMatchObject({ draft: { patient: { lastName: 'Larch', address } } });
  });

  it('is found by way of what it points at: its coverage names its payer’s order, its person the patient', () => {
    const thing = (
      kind: SharedThing['kind'],
      name: string,
      fields: Record<string, unknown>,
      refs: string[] = [],
    ) => ({
      sourceSystem: 'ehr',
      names: [name],
      kind,
      order: '1',
      hash: contentHashOf(fields),
      fields,
      refs,
    });
    const things = [
      thing('coverage', 'coverage/2', { order: 'secondary', payerId: 'B' }),
      thing('coverage', 'coverage/1', { order: 'primary', payerId: 'A' }, ['person/P1']),
      thing('person', 'person/P1', patient),
    ];
    const fields = { renderingNpi: '1245319599', placeOfService: '11', serviceDateFrom: '2026-10-05' };
    const parts = [
      part('head', { kind: 'fields', fields }, '1', ['coverage/2', 'coverage/1']),
      line('1', '99213', '160.00', []),
    ];
    expect(assembleVisit(parts, things)).toMatchObject({
      draft: { patient, coverages: [{ payerId: 'A' }, { payerId: 'B' }] },
    });
  });
});

const content: fc.Arbitrary<[string, PartContent]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('head', 'patient', 'coverage'),
    fc.record({
      kind: fc.constant('fields' as const),
      fields: fc.dictionary(
        fc.constantFrom('patient', 'renderingNpi', 'serviceDateFrom', 'coverages', 'placeOfService'),
        fc.oneof(fc.string({ maxLength: 4 }), fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(3))),
      ),
    }),
  ),
  fc.tuple(
    fc.constantFrom('line:1', 'line:2', 'line:3'),
    fc.record({
      kind: fc.constant('line' as const),
      line: fc.record({
        code: fc.constantFrom('99213', '80053'),
        charge: fc.constantFrom('1.00', '12.50', 'x'),
        serviceDate: fc.constantFrom('2026-10-05', '2026-10-06'),
      }),
      diagnoses: fc.uniqueArray(fc.constantFrom('I10', 'E11.9', 'M54.59'), { maxLength: 3 }),
    }),
  ),
  fc.tuple(
    fc.constantFrom('diagnosis:1', 'diagnosis:2'),
    fc.record({
      kind: fc.constant('diagnosis' as const),
      code: fc.constantFrom('I10', 'E78.5'),
      rank: fc.nat(2),
    }),
  ),
  fc.tuple(
    fc.constantFrom('note:1', 'note:2'),
    fc.record({
      kind: fc.constant('note' as const),
      text: fc.string({ maxLength: 5 }),
      signed: fc.boolean(),
    }),
  ),
  fc.tuple(fc.constantFrom('head', 'line:1', 'diagnosis:1'), fc.constant({ kind: 'void' as const })),
);
const parts = fc.array(
  fc.tuple(content, fc.constantFrom('1', '2', '3')).map(([[key, what], order]) => part(key, what, order)),
  { maxLength: 12 },
);

describe('the order in which parts come', () => {
  it('does not matter, nor does how often they come', () => {
    fc.assert(
      fc.property(
        parts.chain((all) =>
          fc.record({
            all: fc.constant(all),
            again: fc.shuffledSubarray(all),
            shuffled: fc.shuffledSubarray(all, { minLength: all.length }),
          }),
        ),
        ({ all, again, shuffled }) => {
          expect(assembleVisit([...again, ...shuffled], [])).toEqual(assembleVisit(all, []));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not decide which version is the newer', () => {
    const versions = fc.record({ order: fc.constantFrom('1', '2'), hash: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(versions, versions, versions, (one, two, three) => {
        expect(newer(one, two)).toEqual(newer(two, one));
        expect(newer(one, one)).toEqual(one);
        expect(newer(newer(one, two), three)).toEqual(newer(one, newer(two, three)));
      }),
      { numRuns: 100 },
    );
  });
});
