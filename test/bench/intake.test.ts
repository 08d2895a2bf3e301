import { expect, test } from 'vitest';
import { benchPractice } from '../../bench/intake/bench-practice.ts';
import { checkUpload } from '../../bench/intake/check-upload.ts';
import { generateIntake, measuredFormats } from '../../bench/intake/generate-intake.ts';

const encoder = new TextEncoder();

test.each(measuredFormats)('Every record of a file that is made for measuring %s is accepted', (format) => {
  const chunks = [...generateIntake(format, 40)].map((text) => encoder.encode(text));
  expect(checkUpload(format, chunks, benchPractice())).toMatchObject({ records: 40 });
});

test.each(measuredFormats)('Of %s as many records are counted when they are only parsed', (format) => {
  const chunks = [...generateIntake(format, 40)].map((text) => encoder.encode(text));
  expect(checkUpload(format, chunks, benchPractice(), 'parsed')).toMatchObject({ records: 40 });
});

test('A message that would be refused stops the measuring of parsing too', () => {
  const message = encoder.encode('MSH|^~\\&|BENCH|SITE|CLAIMS|CHFM|20260101||DFT^P03|M1|P|2.5.1\rPID|1\r');
  expect(() => checkUpload('hl7', [message], benchPractice(), 'parsed')).toThrow(/Record 1: /);
});

test('A record that would be refused stops the measuring', () => {
  const line = encoder.encode('{"sourceSystem":"bench-visits","encounterId":"V1"}\n');
  expect(() => checkUpload('encounter-ndjson', [line], benchPractice())).toThrow(/Record 1: .*field-missing/);
});
