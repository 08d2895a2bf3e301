import { expect, test } from 'vitest';
import { benchPractice } from '../../bench/intake/bench-practice.ts';
import { checkUpload } from '../../bench/intake/check-upload.ts';
import { generateIntake, measuredFormats } from '../../bench/intake/generate-intake.ts';

const encoder = new TextEncoder();

test.each(measuredFormats)('Every record of a file that is made for measuring %s is accepted', (format) => {
  const chunks = [...generateIntake(format, 40)].map((text) => encoder.encode(text));
  expect(checkUpload(format, chunks, benchPractice())).toMatchObject({ records: 40 });
});

test('A record that would be refused stops the measuring', () => {
  const line = encoder.encode('{"sourceSystem":"bench-visits","encounterId":"V1"}\n');
  expect(() => checkUpload('encounter-ndjson', [line], benchPractice())).toThrow(/Record 1: .*field-missing/);
});
