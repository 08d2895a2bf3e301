import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hl7Preset } from '#contracts/intake-settings/hl7-mapping.ts';
import { composeAck } from '#domain/intake/compose-hl7-ack.ts';
import { Instant } from '#contracts/dates.ts';
import { hl7Practice, read } from './hl7-practice.ts';
import { segment, writeAdmission, writeCharges, type WrittenVisit } from './write-message.ts';

const visit: WrittenVisit = {
  encounterId: 'V1',
  patient: {
    sourcePatientId: 'P1',
    lastName: 'LARK',
    firstName: 'EDWIN',
    birthDate: '1974-02-14',
    sex: 'M',
    address: { line1: '7 ELM COURT', city: 'BEND', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'J1' }],
  renderingNpi: '2000001018',
  lines: ['99213', '36415'].map((code, index) => ({
    sourceLineId: `L${index}`,
    code,
    modifiers: ['25'],
    units: 1,
    charge: '10.00',
    serviceDate: '2026-10-05',
    diagnoses: ['I10'],
  })),
};

const whole = [
  ...Hl7Preset.options.map((preset) => writeCharges(visit, preset, '2.5')),
  writeAdmission(visit, 'standard', '2.3'),
  writeAdmission(visit, 'standard', '2.5', { trigger: 'A40' }),
  [
    writeAdmission(visit, 'standard', '2.5').replace('ADT^A04', 'SIU^S12'),
    segment('SCH', { 1: 'A', 11: '^^^2026110909' }),
  ].join('\r'),
  [
    writeAdmission(visit, 'standard', '2.5').replace('ADT^A04', 'MDM^T02'),
    segment('TXA', { 12: 'D' }),
    'OBX|1|TX|||T',
  ].join('\r'),
];

/** What breaks messages in transit and in the systems that write them. */
const damage = fc.record({
  message: fc.constantFrom(...whole),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(40),
  put: fc.oneof(
    fc.constantFrom(
      '|',
      '^',
      '~',
      '\\',
      '&',
      '\r',
      '\n',
      '\r\n',
      '""',
      '\u000B',
      '\u001C',
      '\u0000',
      'MSH|',
      '\\X',
    ),
    fc.string({ maxLength: 6 }),
    fc.constantFrom('|'.repeat(600), '~'.repeat(300), '\rFT1|'.repeat(5)),
  ),
});

const at = Instant.parse('2026-11-20T10:00:00.000Z');

describe('A broken message', () => {
  const practices = Hl7Preset.options.map((preset) => hl7Practice({ preset }));

  test('is answered whatever is wrong with it, and so is its answer', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.nat(3), (damages, which) => {
        const text = damages.reduce((text, { message, at, cut, put }) => {
          const base = text === '' ? message : text;
          const place = Math.floor(at * base.length);
          return base.slice(0, place) + put + base.slice(place + cut);
        }, '');
        const records = read(text, practices[which]);
        expect(records.length).toBeGreaterThan(0);
        const problems = records.flatMap((record) => (record.kind === 'refused' ? record.problems : []));
        const isRefused = records.some(({ kind }) => kind === 'refused');
        expect(problems.length > 0).toBe(isRefused);
        expect(problems.every(({ found, howToFix }) => found !== '' && howToFix !== '')).toBe(true);
        const outcome = isRefused ? 'refused' : 'kept';
        const ack = composeAck(text, { recordNumber: 1, outcome, problems }, at);
        expect(ack).toMatch(isRefused ? /\rMSA.A[ER]/ : /\rMSA.AA/);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    '',
    'MSH',
    '\r\n',
    '\u000B\u001C\r',
    'hello',
    '{"a":1}',
    'MSH|^~\\&',
    `MSH|^~\\&${'|'.repeat(20)}`,
  ])('of %j is refused', (text) => {
    expect(read(text)).toMatchObject([{ kind: 'refused' }]);
  });

  test('cut off anywhere is refused, waits for more or has nothing wrong in it', () => {
    const [message = ''] = whole;
    for (let length = 0; length < message.length; length += 3) {
      expect(read(message.slice(0, length)).length).toBeGreaterThan(0);
    }
  });
});
