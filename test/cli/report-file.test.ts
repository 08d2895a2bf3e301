import { describe, expect, test } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { ReportAnswered } from '#contracts/warehouse/run-report.ts';
import { askedText, reportPages, reportWorkbook, valueText } from '../../local/cli/report-file.ts';

const report = ReportAnswered.parse({
  outcome: 'answered',
  report: 'aging',
  asked: { asOf: '2026-03-31', from: '2026-03-01', to: '2026-03-31' },
  published: { through: '2026-04-01', at: '2026-04-02T07:16:00.000Z' },
  columns: [
    { name: 'payer_id', type: 'text', meaning: 'The payer.' },
    { name: 'open_amount', type: 'money', meaning: 'What is open.' },
    { name: 'share', type: 'rate', mayBeEmpty: true, meaning: 'Of all.' },
  ],
  rows: Array.from({ length: 120 }, (_, index) => [
    `payer ${index}`,
    index * 100 - 5,
    index === 0 ? null : '0.2500',
  ]),
  isCut: false,
});

describe('A report in a file', () => {
  test.each([
    ['money', 123_456, '1234.56'],
    ['money', -5, '-0.05'],
    ['money', 0, '0.00'],
    ['flag', false, 'no'],
    ['count', 12, '12'],
    ['rate', '0.2500', '0.2500'],
    ['text', null, ''],
  ] as const)('writes %s %j as %s', (type, value, text) => {
    expect(valueText({ type }, value)).toBe(text);
  });

  test('is a workbook with amounts as numbers, and says of when it is', async () => {
    const files = unzipSync(await reportWorkbook(report));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('<v>-0.05</v>');
    expect(sheet).toContain('<v>0.25</v>');
    expect(
      Object.values(files)
        .map((file) => strFromU8(file))
        .join(''),
    ).toContain(askedText(report));
  });

  test('goes on over as many pages as it needs', async () => {
    const paper = (await reportPages(report, 'Aging')).toString('latin1');
    expect(paper.match(/\/Type \/Page\b/g)?.length).toBe(4);
  });
});
