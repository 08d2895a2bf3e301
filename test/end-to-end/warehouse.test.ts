import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ReportAnswered, RunReportAnswer } from '#contracts/warehouse/run-report.ts';
import { findWarehouseReport } from '#domain/reports/warehouse/all-reports.ts';
import {
  parametersOf,
  statementNameOf,
  type ReportParameter,
} from '#domain/reports/warehouse/prepare-report.ts';
import { reportValue } from '#domain/reports/warehouse/report-values.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { reportPages, reportWorkbook } from '../../local/cli/report-file.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { readStaffScript, workByScript } from '../../local/cli/staff-script.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';
import { askWarehouse } from '../../local/cli/warehouse-target.ts';

const { practiceId } = samplePractice();
/** The charges are in the books of the first day, which is exported in the night after it. */
const days = 2;
const lines = ['01-clean', '06-denials'].flatMap((file) =>
  readFileSync(join(repositoryFolder, 'events', `encounters/${file}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .slice(0, 2),
);

describe('The warehouse on one machine, after the first days of a practice', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;

  const rowsOf = async (sql: string) => (await askWarehouse(opened.target, sql, 10_000)).rows;
  /** The rows of a report that was answered, asked again as an analyst asks it in Athena. */
  const executedRows = async ({ report: name, asked }: ReportAnswered) => {
    const values: Readonly<Record<ReportParameter, string>> = {
      practice_id: practiceId,
      from_date: asked.from,
      to_date: asked.to,
      as_of: asked.asOf,
      known_on: '2099-12-31',
    };
    const report = findWarehouseReport(name);
    const using = parametersOf(report).map((parameter) => `'${values[parameter]}'`);
    const rows = await rowsOf(`EXECUTE ${statementNameOf(report)} USING ${using.join(', ')}`);
    return rows.map((row) => report.columns.map((column, index) => reportValue(column, row[index])));
  };
  const askReport = async (request: object): Promise<RunReportAnswer> =>
    RunReportAnswer.parse(await opened.target.invoke('run-report', { practiceId, ...request }));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-warehouse-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: true, clock: 'jump' });
    facts = factsOf(opened.target);
    const hold = opened.runtime.scheduler.hold('scripted staff', 3600);
    await loadPractice({ target: opened.target }, join(repositoryFolder, 'events', 'practice.json'));
    await opened.target.s3.send(
      new PutObjectCommand({
        Bucket: opened.target.bucket('Upload'),
        Key: `upload/${practiceId}/some.ndjson`,
        Body: lines.join('\n'),
      }),
    );
    const script = readStaffScript();
    const until = opened.runtime.clock.now() + days * 86_400_000;
    while (opened.runtime.clock.now() < until) {
      await opened.runtime.onQuiet();
      const tasks = await facts.tasks(practiceId);
      for (const task of tasks) {
        await workByScript(facts, task, script);
      }
      if (tasks.length === 0) {
        await opened.runtime.scheduler.step();
      }
    }
    opened.runtime.scheduler.release(hold);
  }, 300_000);

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every export by night came to its end and nothing was refused', () => {
    expect(opened.runtime.faults()).toEqual([]);
  });

  test('the ledger in the warehouse adds up to zero, and its charges are those of the claims', async () => {
    expect(await rowsOf('SELECT sum(amount) FROM ledger_entry')).toEqual([['0.00']]);
    const claims = await facts.claims(practiceId);
    const charged = claims.reduce((sum, { postedChargeCents }) => sum + postedChargeCents, 0);
    expect(await rowsOf('SELECT sum(amount), count(DISTINCT claim_id) FROM charge')).toEqual([
      [(charged / 100).toFixed(2), String(claims.length)],
    ]);
    expect(charged).toBeGreaterThan(0);
  });

  test('every file that the catalogue points at is read alike by another reader', async () => {
    const bySql = await rowsOf('SELECT fact_id FROM charge');
    const { Partitions } = z
      .object({ Partitions: z.array(z.object({ StorageDescriptor: z.object({ Location: z.string() }) })) })
      .parse(
        await opened.runtime.call('glue', 'GetPartitions', {
          DatabaseName: opened.target.warehouse().database,
          TableName: 'charge',
        }),
      );
    const read: unknown[] = [];
    for (const { StorageDescriptor } of Partitions) {
      const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(StorageDescriptor.Location) ?? [];
      for (const key of (await opened.runtime.objects.listKeys(bucket, prefix)).filter((one) =>
        one.endsWith('.parquet'),
      )) {
        const object = await opened.target.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
        const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
        read.push(...rows.map((row) => row['fact_id']));
      }
    }
    expect(read.length).toBeGreaterThan(0);
    expect(new Set(bySql.flat())).toEqual(new Set(read));
    expect(bySql).toHaveLength(read.length);
  });

  test('every report answers as of the last day that is published, as a table, a workbook and on paper, and alike by its name in Athena', async () => {
    const listed = await askReport({ ask: 'list' });
    const reports = listed.outcome === 'listed' ? listed.reports : [];
    expect(reports.length).toBeGreaterThan(10);
    const answered: ReportAnswered[] = [];
    for (const { name } of reports) {
      let answer = await askReport({ ask: 'run', reportName: name });
      while (answer.outcome === 'still-running') {
        const { queryId, asked } = answer;
        answer = await askReport({ ask: 'answer', reportName: name, queryId, ...asked });
      }
      answered.push(ReportAnswered.parse(answer));
    }
    // Else the clock goes on between an answer and its reading, and results are kept for a week only.
    const hold = opened.runtime.scheduler.hold('an analyst', 3600);
    for (const one of answered) {
      expect({ report: one.report, rows: await executedRows(one) }).toEqual({
        report: one.report,
        rows: one.rows,
      });
    }
    opened.runtime.scheduler.release(hold);
    const [first] = answered;
    const workbook = first === undefined ? undefined : await reportWorkbook(first);
    const paper = first === undefined ? undefined : await reportPages(first, 'A report');
    expect(workbook?.subarray(0, 2).toString()).toBe('PK');
    expect(paper?.subarray(0, 5).toString()).toBe('%PDF-');
  }, 300_000);

  test('an export on demand finds nothing more to do and leaves the files as they are', async () => {
    const before = await rowsOf('SELECT count(*), sum(amount) FROM ledger_entry');
    const answer = await opened.target.invoke('start-warehouse-exports', { practiceId, onDemand: true });
    expect(answer).toMatchObject({ outcome: 'started', started: [{ practiceId }] });
    await opened.runtime.onQuiet();
    expect(await rowsOf('SELECT count(*), sum(amount) FROM ledger_entry')).toEqual(before);
  });
});
