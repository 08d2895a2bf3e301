import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { ClaimId, TaskId } from '#contracts/identifiers.ts';
import {
  recordOutcomes,
  recordProblemCodes,
  UploadAnswer,
  type RecordAnswer,
  type RecordProblem,
} from '#contracts/upload-answer.ts';
import { answerCsv } from '#domain/intake/answer/answer-csv.ts';
import { answerJson } from '#domain/intake/answer/answer-json.ts';
import { AnswerCounter } from '#domain/intake/answer/count-answers.ts';
import { intakeNotes } from '#domain/intake/answer/intake-notes.ts';
import { composeAckFile } from '#domain/intake/compose-hl7-ack.ts';
import { upload } from '../../../ports/samples.ts';

const answeredAt = Instant.parse('2026-11-20T10:30:15.000Z');
const awkward = fc.oneof(
  fc.constantFrom('=1+1', '-$20.00', '+1', '@SUM', 'a "quoted" word', 'two\nlines', 'one, two', ''),
  fc.string({ maxLength: 20 }),
);
const problem: fc.Arbitrary<Omit<RecordProblem, 'recordNumber'>> = fc.record({
  field: fc.constantFrom('', 'lines[2].charge', 'FT1^2^25^1', 'PID^1^7'),
  code: fc.constantFrom(...recordProblemCodes),
  found: awkward,
  expected: awkward,
  howToFix: awkward,
});
const answers: fc.Arbitrary<RecordAnswer[]> = fc
  .array(
    fc.record(
      {
        outcome: fc.constantFrom(...recordOutcomes),
        encounterId: fc.constantFrom('ENC-1', '-7'),
        claimId: fc.constant(ClaimId.parse('C0000000000A1')),
        taskId: fc.constant(TaskId.parse('C0000000000A1-charge-changed-3')),
        notes: fc.subarray(Object.keys(intakeNotes)),
        waitsFor: fc.array(awkward, { maxLength: 2 }),
        problems: fc.array(problem, { maxLength: 3 }),
      },
      { requiredKeys: ['outcome', 'problems'] },
    ),
    { maxLength: 12 },
  )
  .map((records) =>
    records.map((record, index) => ({
      ...record,
      recordNumber: index + 1,
      problems: record.problems.map((one) => ({ ...one, recordNumber: index + 1 })),
    })),
  );

async function* each<One>(items: readonly One[]): AsyncGenerator<One> {
  for (const item of items) {
    yield await Promise.resolve(item);
  }
}

async function whole(texts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of texts) {
    text += part;
  }
  return text;
}

/** A table of RFC 4180, each row by the names of its columns. */
function rowsOf(csv: string): Record<string, string>[] {
  const [header = [], ...rows] = csv
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .slice(0, -1)
    .map((line) =>
      line
        .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
        .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
    );
  expect(rows.filter((row) => row.length !== header.length)).toEqual([]);
  return rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column] ?? '', cell])));
}

const isFormula = /^[=+\-@\t\r]/;
const guarded = (text: string): string => (isFormula.test(text) ? `'${text}` : text);

test('The JSON, the table and the acknowledgements of an answer say the same of every record', async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (records) => {
      const counter = new AnswerCounter();
      counter.add({ format: 'hl7' }, records);
      const counted = { ...upload(), answerKey: 'k.json', answeredAt, counted: counter.counted() };
      const json = UploadAnswer.parse(JSON.parse(await whole(answerJson(counted, each(records), each([])))));
      expect(json.records).toEqual(records);
      expect(json.totals.records).toBe(records.length);
      const { records: all, ...outcomes } = json.totals;
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(all);
      expect(json.totals.refused).toBe(records.filter(({ outcome }) => outcome === 'refused').length);

      const rows = rowsOf(await whole(answerCsv([], each(records), each([]))));
      for (const { recordNumber, outcome, problems, claimId = '', encounterId = '' } of records) {
        const own = rows.filter((row) => row['record'] === String(recordNumber));
        expect(own.length).toBeGreaterThan(0);
        expect(new Set(own.map((row) => [row['outcome'], row['claim'], row['encounter']].join()))).toEqual(
          new Set([[outcome, claimId, guarded(encounterId)].join()]),
        );
        expect(
          own.slice(0, problems.length).map((row) => [row['code'], row['found'], row['how to fix']]),
        ).toEqual(problems.map(({ code, found, howToFix }) => [code, guarded(found), guarded(howToFix)]));
      }
      expect(rows.flatMap((row) => Object.values(row)).filter((cell) => isFormula.test(cell))).toEqual([]);

      const messages = records.map((answer) => ({
        text: `MSH|^~\\&|A|B|C|D|2026||DFT^P03|M-${answer.recordNumber}|P|2.5`,
        answer,
      }));
      const verdicts = (await whole(composeAckFile(each(messages), answeredAt)))
        .split('\r')
        .filter((segment) => segment.startsWith('MSA'));
      expect(verdicts.map((segment) => segment.split('|')[2])).toEqual(
        records.map(({ recordNumber }) => `M-${recordNumber}`),
      );
      expect(verdicts.map((segment) => segment.startsWith('MSA|AA'))).toEqual(
        records.map(({ outcome }) => outcome !== 'refused'),
      );
    }),
    { numRuns: 60 },
  );
});
