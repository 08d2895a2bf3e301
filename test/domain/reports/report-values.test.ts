import { DuckDBInstance } from '@duckdb/node-api';
import { property, assert, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportColumnType } from '#contracts/warehouse/report.ts';
import type { ReportValue } from '#contracts/warehouse/run-report.ts';
import { submittedClaims } from '#domain/reports/warehouse/submission-quality.ts';
import { conditionOn, reportValue } from '#domain/reports/warehouse/report-values.ts';

const column = (type: ReportColumnType) => ({ name: 'figure', type, meaning: 'A figure.' });

describe('A value of a report', () => {
  test.each<[ReportColumnType, string | undefined, ReportValue]>([
    ['text', 'JUNIP', 'JUNIP'],
    ['text', '', ''],
    ['text', undefined, null],
    ['date', '2026-02-28', '2026-02-28'],
    ['instant', '2026-02-28 23:59:59.999', '2026-02-28T23:59:59.999Z'],
    ['money', '1234.56', 123_456],
    ['money', '-0.05', -5],
    ['money', '-0.00', 0],
    ['money', '0.29', 29],
    ['money', '7', 700],
    ['money', '90071992547409.91', Number.MAX_SAFE_INTEGER],
    ['count', '-12', -12],
    ['rate', '0.9500', '0.9500'],
    ['days', '-3.5', '-3.5'],
    ['flag', 'true', true],
    ['flag', 'false', false],
    ['money', undefined, null],
  ])('of %s from "%s" is %j', (type, text, value) => {
    expect(reportValue(column(type), text)).toBe(value);
  });

  test.each<[ReportColumnType, string]>([
    ['date', '2026-02-30'],
    ['instant', '2026-02-28T23:59:59.999Z'],
    ['money', '12.345'],
    ['money', '1.0E7'],
    ['money', '90071992547409.92'],
    ['count', '1.5'],
    ['rate', 'NaN'],
    ['flag', '1'],
  ])('of %s is none from "%s"', (type, text) => {
    expect(() => reportValue(column(type), text)).toThrow(`figure is of ${type}`);
  });
});

describe('A condition on a column', () => {
  const on = (name: string, value: ReportValue) => conditionOn(submittedClaims, { column: name, value });

  test.each<[string, ReportValue, string]>([
    ['payer_id', 'JUNIP', "payer_id = 'JUNIP'"],
    ['sent_on', '2026-03-02', "sent_on = DATE '2026-03-02'"],
    ['charge_amount', 5, "charge_amount = CAST('0.05' AS DECIMAL(18,2))"],
    ['failed_scrubs', 0, 'failed_scrubs = 0'],
    ['is_clean', false, 'is_clean = false'],
    ['service_date', null, 'service_date IS NULL'],
  ])('of %s with %j is SQL', (name, value, sql) => {
    expect(on(name, value)).toEqual({ sql });
  });

  test.each<[string, ReportValue]>([
    ['no_column', 'x'],
    ['payer_id', 12],
    ['payer_id', 'a\u0000b'],
    ['payer_id', 'a\nb'],
    ['sent_on', "2026-03-02' OR '1' = '1"],
    ['charge_amount', 0.5],
    ['charge_amount', '5'],
    ['is_clean', 'true'],
  ])('of %s with %j is refused', (name, value) => {
    expect(on(name, value)).toHaveProperty('problem');
  });

  test('keeps any text a text, whatever it is made of', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const texts: string[] = ["'", "''", "\\'", "x' OR 1 = 1 --", '";', '$$', '%_', "é'ß"];
    assert(
      property(string({ unit: 'binary-ascii', maxLength: 12 }), (text) => {
        texts.push(text);
      }),
      { numRuns: 40 },
    );
    const changed: string[] = [];
    for (const text of texts) {
      const condition = on('payer_id', text);
      if ('sql' in condition) {
        const reader = await connection.runAndReadAll(
          `SELECT ${condition.sql} FROM (SELECT CAST($1 AS VARCHAR) AS payer_id)`,
          [text],
        );
        changed.push(...(reader.getRows()[0]?.[0] === true ? [] : [text]));
      }
    }
    expect(changed).toEqual([]);
    connection.closeSync();
    instance.closeSync();
  });
});
