import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hl7Preset } from '#contracts/intake-settings/hl7-mapping.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import type { IntakeRecord } from '#domain/intake/read/intake-record.ts';
import { hl7Practice, partsOf, read, thingsOf } from './hl7-practice.ts';
import { writeAdmission, writeCharges, type WrittenVisit } from './write-message.ts';

const text = (max: number) =>
  fc
    .string({ unit: fc.constantFrom(..."aBcéüZ -&^|~\\'.1".split('')), minLength: 1, maxLength: max })
    .map((value) => `N${value}`.trim());
const id = fc.stringMatching(/^[A-Z0-9]{3,12}$/);
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-10-${String(date).padStart(2, '0')}`);
const diagnosis = fc.constantFrom('E11.9', 'I10', 'J45.909', 'M54.50', 'S61.411A', 'Z79.01');

const line = fc.record({
  code: fc.constantFrom('99213', '99214', '36415', 'J1100', 'G0439', '0001U'),
  modifiers: fc.uniqueArray(fc.constantFrom('25', 'LT', 'RT', '59'), { maxLength: 4 }),
  units: fc.integer({ min: 1, max: 9 }),
  charge: fc
    .integer({ min: 0, max: 99_999 })
    .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
  serviceDate: day,
  diagnoses: fc.uniqueArray(diagnosis, { minLength: 1, maxLength: 4 }),
});

const visit: fc.Arbitrary<WrittenVisit> = fc.record({
  encounterId: id,
  patient: fc.record(
    {
      sourcePatientId: id,
      lastName: text(20),
      firstName: text(12),
      middleName: text(8),
      birthDate: fc.constantFrom('1951-06-21', '1978-03-14', '2000-02-29'),
      sex: fc.constantFrom('F', 'M', 'U'),
      address: fc.record(
        {
          line1: text(30),
          line2: text(10),
          city: text(10),
          state: fc.constantFrom('OR', 'WA'),
          zip: fc.constantFrom('97099', '970990001'),
        },
        { requiredKeys: ['line1', 'city', 'state', 'zip'] },
      ),
    },
    { requiredKeys: ['sourcePatientId', 'lastName', 'firstName', 'birthDate', 'sex', 'address'] },
  ),
  coverages: fc.uniqueArray(
    fc.record(
      { payerId: fc.constantFrom('JUNIP', 'BLUEW', 'FEDMB'), memberId: id, groupNumber: text(8) },
      { requiredKeys: ['payerId', 'memberId'] },
    ),
    { minLength: 1, maxLength: 3, selector: ({ payerId }) => payerId },
  ),
  renderingNpi: fc.constantFrom('2000001018', '2000001026'),
  lines: fc
    .array(line, { minLength: 1, maxLength: 5 })
    .map((lines) => lines.map((one, index) => ({ ...one, sourceLineId: `L${index + 1}` }))),
});

const preset = fc.constantFrom(...Hl7Preset.options);
const version = fc.constantFrom('2.3', '2.3.1', '2.4', '2.5', '2.5.1');

const orders = ['primary', 'secondary', 'tertiary'];

/** What must come out, lines with their diagnoses as codes. */
function expected(written: WrittenVisit): object {
  const days = written.lines.map(({ serviceDate }) => serviceDate).toSorted();
  return {
    encounterId: written.encounterId,
    patient: written.patient,
    coverages: written.coverages.map((coverage, index) => ({
      ...coverage,
      order: orders[index],
      relationship: 'self',
    })),
    renderingNpi: written.renderingNpi,
    placeOfService: '11',
    serviceDateFrom: days[0],
    diagnoses: [...new Set(written.lines.flatMap(({ diagnoses }) => diagnoses))].toSorted(),
    lines: written.lines.toSorted((a, b) => (a.sourceLineId < b.sourceLineId ? -1 : 1)),
  };
}

interface Draft {
  readonly diagnoses: readonly string[];
  readonly lines: readonly { readonly sourceLineId: string; readonly diagnosisPointers: readonly number[] }[];
}

function assembled(practice: ReturnType<typeof hl7Practice>, messages: readonly string[]): object {
  const records: readonly IntakeRecord[] = messages.flatMap((message) => read(message, practice));
  const visit = assembleVisit(partsOf(records), thingsOf(records));
  if (visit.kind !== 'encounter') {
    return { visit, records };
  }
  const { diagnoses, lines } = visit.draft as unknown as Draft;
  const { encounterId, patient, coverages, renderingNpi, placeOfService, serviceDateFrom } =
    visit.draft as unknown as Record<string, unknown>;
  return {
    encounterId,
    patient,
    coverages,
    renderingNpi,
    placeOfService,
    serviceDateFrom,
    diagnoses: diagnoses.toSorted(),
    lines: lines
      .map(({ diagnosisPointers, ...rest }) => ({
        ...rest,
        diagnoses: diagnosisPointers.map((pointer) => diagnoses[pointer - 1]),
      }))
      .toSorted((a, b) => (a.sourceLineId < b.sourceLineId ? -1 : 1)),
  };
}

describe('A visit written as an HL7 message', () => {
  test('is read as it was, in the shape of every vendor and every version', () => {
    fc.assert(
      fc.property(visit, preset, version, (written, preset, version) => {
        expect(assembled(hl7Practice({ preset }), [writeCharges(written, preset, version)])).toEqual(
          expected(written),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('is the same visit when each charge comes by itself, in any order and more than once', () => {
    fc.assert(
      fc.property(
        visit,
        preset,
        fc.array(fc.nat(1000), { minLength: 6, maxLength: 12 }),
        (written, preset, draws) => {
          const messages = [
            writeAdmission(written, preset, '2.5', { time: '20261105080000', controlId: '100' }),
            ...written.lines.map((line, index) =>
              writeCharges(written, preset, '2.5', { lines: [line], controlId: String(index) }),
            ),
          ];
          const drawn = draws.map((draw) => messages[draw % messages.length] ?? '');
          const practice = hl7Practice({ preset });
          const whole = assembled(practice, messages) as { lines: unknown };
          expect(assembled(practice, [...drawn, ...messages.toReversed()])).toEqual(whole);
          expect(whole.lines).toEqual((expected(written) as { lines: unknown }).lines);
        },
      ),
      { numRuns: 60 },
    );
  });
});
