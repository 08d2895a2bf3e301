import { setTimeout as wait } from 'node:timers/promises';
import {
  GetPreparedStatementCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  ListPreparedStatementsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type GetQueryResultsCommandOutput,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import { CreatePartitionCommand, UpdatePartitionCommand } from '@aws-sdk/client-glue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAthena } from '../../../local/aws/athena/athena.ts';
import { usualLimits } from '../../../local/aws/athena/query-engine.ts';
import { operator } from '../aws-test-world.ts';
import { database, openWarehouseWorld, publish, workGroup, type WarehouseWorld } from './warehouse-world.ts';

let warehouse: WarehouseWorld;
const table = { DatabaseName: database, TableName: 'payment' };

async function point(values: string[], location: string): Promise<void> {
  await warehouse.glueClient.send(
    new CreatePartitionCommand({
      ...table,
      PartitionInput: { Values: values, StorageDescriptor: { Location: location } },
    }),
  );
}

beforeEach(async () => {
  warehouse = await openWarehouseWorld();
  const march = await publish(warehouse, 'north', '2026-03', 'aaa', [
    { fact: 'f1', day: '2026-03-02', cents: 12_345n },
    { fact: 'f2', day: '2026-03-31', cents: -45n },
  ]);
  const april = await publish(warehouse, 'north', '2026-04', 'aaa', [
    { fact: 'f3', day: '2026-04-01', cents: 100n },
  ]);
  await point(['north', '2026-03'], march);
  await point(['north', '2026-04'], april);
});
afterEach(() => warehouse.close());

async function start(sql: string, token?: string): Promise<string> {
  const { QueryExecutionId = '' } = await warehouse.athenaClient.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: database },
      WorkGroup: workGroup,
      ...(token === undefined ? {} : { ClientRequestToken: token }),
    }),
  );
  return QueryExecutionId;
}

async function finished(queryId: string): Promise<QueryExecution> {
  for (;;) {
    const { QueryExecution: execution } = await warehouse.athenaClient.send(
      new GetQueryExecutionCommand({ QueryExecutionId: queryId }),
    );
    const state = execution?.Status?.State;
    if (execution !== undefined && state !== 'QUEUED' && state !== 'RUNNING') {
      return execution;
    }
    await wait(5);
  }
}

function cells(answer: GetQueryResultsCommandOutput): (string | undefined)[][] {
  return (answer.ResultSet?.Rows ?? []).map((row) => (row.Data ?? []).map((cell) => cell.VarCharValue));
}

async function ask(sql: string): Promise<GetQueryResultsCommandOutput> {
  const queryId = await start(sql);
  const execution = await finished(queryId);
  expect(execution.Status).toMatchObject({ State: 'SUCCEEDED' });
  return warehouse.athenaClient.send(new GetQueryResultsCommand({ QueryExecutionId: queryId }));
}

async function failure(sql: string): Promise<string | undefined> {
  const { Status } = await finished(await start(sql));
  expect(Status?.State).toBe('FAILED');
  return Status?.StateChangeReason;
}

describe('a statement', () => {
  it('reads the files of the partitions with exact types, the partition among the columns', async () => {
    const answer = await ask('SELECT * FROM payment ORDER BY fact_id');
    expect(answer.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => [Name, Type])).toEqual([
      ['fact_id', 'varchar'],
      ['posting_date', 'date'],
      ['known_at', 'timestamp'],
      ['amount', 'decimal'],
      ['units', 'integer'],
      ['at_visit', 'boolean'],
      ['channel', 'varchar'],
      ['practice_id', 'varchar'],
      ['posting_month', 'varchar'],
    ]);
    expect(answer.ResultSet?.ResultSetMetadata?.ColumnInfo?.[3]).toMatchObject({ Precision: 18, Scale: 2 });
    const rows = cells(answer);
    expect(rows[0]?.[0]).toBe('fact_id');
    expect(rows.slice(1)).toEqual([
      ['f1', '2026-03-02', '2026-03-02 17:30:00.250', '123.45', '2', 'true', undefined, 'north', '2026-03'],
      ['f2', '2026-03-31', '2026-03-31 17:30:00.250', '-0.45', '2', 'true', undefined, 'north', '2026-03'],
      ['f3', '2026-04-01', '2026-04-01 17:30:00.250', '1.00', '2', 'true', undefined, 'north', '2026-04'],
    ]);
  });

  it('sums money exactly, through a view as through its table', async () => {
    const sums = [
      ['2026-03', '123.00'],
      ['2026-04', '1.00'],
    ];
    const byTable = await ask(
      `SELECT posting_month, sum(amount) FROM ${database}.payment WHERE practice_id = 'north' GROUP BY 1 ORDER BY 1`,
    );
    const byView = await ask('SELECT * FROM paid_by_month ORDER BY 1');
    expect(cells(byTable).slice(1)).toEqual(sums);
    expect(cells(byView).slice(1)).toEqual(sums);
  });

  it.each(['AS paid', 'paid', 'AS "as paid"'])(
    'finds a table that it names with its database and calls otherwise: %s',
    async (alias) => {
      const named = alias.replace('AS ', '');
      const answer = await ask(
        `WITH payment AS (SELECT ${named}.* FROM ${database}.payment ${alias}) SELECT count(*) FROM payment`,
      );
      expect(cells(answer)[1]).toEqual(['3']);
    },
  );

  it('reads a folder that the catalogue moved to, and the old one no more', async () => {
    const moved = await publish(warehouse, 'north', '2026-03', 'bbb', [
      { fact: 'f1', day: '2026-03-02', cents: 1n },
    ]);
    await warehouse.glueClient.send(
      new UpdatePartitionCommand({
        ...table,
        PartitionValueList: ['north', '2026-03'],
        PartitionInput: { Values: ['north', '2026-03'], StorageDescriptor: { Location: moved } },
      }),
    );
    expect(cells(await ask("SELECT sum(amount) FROM payment WHERE posting_month = '2026-03'"))[1]).toEqual([
      '0.01',
    ]);
  });

  it('gives its answer in pages, the names of the columns in the first', async () => {
    const queryId = await start('SELECT fact_id FROM payment ORDER BY 1');
    await finished(queryId);
    const pages: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await warehouse.athenaClient.send(
        new GetQueryResultsCommand({ QueryExecutionId: queryId, MaxResults: 2, NextToken: token }),
      );
      pages.push(cells(page).flat().join(' '));
      token = page.NextToken;
    } while (token !== undefined);
    expect(pages).toEqual(['fact_id f1', 'f2 f3']);
    const object = await warehouse.s3.getObject('warehouse', `results/${queryId}.csv`);
    expect(object.body.toString()).toBe('"fact_id"\n"f1"\n"f2"\n"f3"\n');
  });

  it('keeps quotes, line ends and what is empty as they are', async () => {
    const answer = await ask(
      `SELECT 'a "quoted", text' AS one, 'two
lines' AS two, '' AS three, CAST(NULL AS VARCHAR) AS four, 1e0 / 3 AS five, 2e0 AS six`,
    );
    expect(cells(answer)[1]).toEqual([
      'a "quoted", text',
      'two\nlines',
      '',
      undefined,
      '0.3333333333333333',
      '2.0',
    ]);
  });

  it('runs once for one token, and a token stands for one statement', async () => {
    const token = 'the-same-token-of-at-least-32-characters';
    const first = await start('SELECT 1', token);
    expect(await start('SELECT 1', token)).toBe(first);
    await expect(start('SELECT 2', token)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it.each([
    ['SELEC 1', 'line 1:1'],
    ['SELECT 1,\n  FROM FROM x', 'line 2:'],
    ['SELECT 1; SELECT 2', 'Only one sql statement'],
    ["COPY (SELECT 1) TO 'copy.csv'", 'Only SELECT'],
    ['DROP TABLE payment', 'Only SELECT'],
    ["ATTACH 'other.db'", 'Only SELECT'],
  ])('is refused at once when it is not one that reads: %s', async (sql, words) => {
    await expect(start(sql)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining(words) as string,
    });
  });

  it.each([
    ["SELECT * FROM read_text('/etc/hostname')", 'disabled'],
    ["SELECT * FROM read_parquet('/etc/hostname')", 'disabled'],
    ["SELECT * FROM glob('/*')", 'disabled'],
    ["SELECT * FROM 'https://example.org/x.parquet'", 'disabled'],
    ["SELECT getenv('HOME')", 'getenv'],
    ['SELECT * FROM nothing_here', 'nothing_here'],
    ['SELECT no_column FROM payment', 'no_column'],
  ])('opens nothing beside the tables: %s', async (sql, words) => {
    expect(await failure(sql)).toContain(words);
  });

  it('fails with the words of what was denied when the caller may not read the files', async () => {
    warehouse.test.denied.add('s3:GetObject');
    expect(await failure('SELECT * FROM payment')).toContain('s3:GetObject');
  });

  it('reads what Lake Formation gives out with leave for that and none for the objects', async () => {
    await warehouse.athena.provision({
      workGroups: [],
      namedQueries: [],
      preparedStatements: [],
      registeredLocations: ['arn:aws:s3:::warehouse/facts'],
    });
    const asked = warehouse.test.asked.length;
    expect(cells(await ask('SELECT count(*) FROM payment'))[1]).toEqual(['3']);
    expect(warehouse.test.asked.slice(asked).map(({ action }) => action)).toContain(
      'lakeformation:GetDataAccess',
    );
    warehouse.test.denied.add('lakeformation:GetDataAccess');
    expect(await failure('SELECT count(*) FROM payment')).toContain('lakeformation:GetDataAccess');
  });

  it('is broken off by who stops it', async () => {
    const queryId = await start('SELECT count(*) FROM range(100000000) a, range(1000000) b');
    expect(warehouse.athena.busy()).toBeDefined();
    await warehouse.athenaClient.send(new StopQueryExecutionCommand({ QueryExecutionId: queryId }));
    expect((await finished(queryId)).Status?.State).toBe('CANCELLED');
    await expect(
      warehouse.athenaClient.send(new GetQueryResultsCommand({ QueryExecutionId: queryId })),
    ).rejects.toMatchObject({ message: expect.stringContaining('CANCELLED') as string });
  });

  it('that a dead machine was at has failed when it comes up again', async () => {
    const queryId = await start('SELECT count(*) FROM range(100000000) a, range(1000000) b');
    const { test, glue, s3 } = warehouse;
    const again = createAthena(test.world, { glue, s3, folder: `${test.folder}/again` });
    await again.provision({
      workGroups: [],
      namedQueries: [],
      preparedStatements: [],
      registeredLocations: [],
    });
    const { Status } = await finished(queryId);
    expect(Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: expect.stringContaining('Ask again') as string,
    });
  });

  it('of a workgroup that is not there, or an operation that is not served, is refused', async () => {
    await expect(
      warehouse.athena.call('StartQueryExecution', { QueryString: 'SELECT 1', WorkGroup: 'x' }, operator),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await expect(warehouse.athena.call('CreateWorkGroup', {}, operator)).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});

describe('a prepared statement', () => {
  beforeEach(() =>
    warehouse.athena.provision({
      workGroups: [],
      namedQueries: [],
      preparedStatements: [
        {
          name: 'paid_in',
          workGroup,
          description: 'What a practice was paid in a month',
          statement:
            'SELECT posting_month, sum(amount) AS paid, \'?\' AS "?" FROM payment WHERE practice_id = ? AND posting_month = ? /* ? */ GROUP BY 1',
        },
      ],
      registeredLocations: [],
    }),
  );

  it('is run by its name with values in the order of its question marks, and no other mark is one', async () => {
    const answer = await ask("EXECUTE paid_in USING 'north', '2026-03'");
    expect(cells(answer)).toEqual([
      ['posting_month', 'paid', '?'],
      ['2026-03', '123.00', '?'],
    ]);
  });

  it('takes a value with commas and quotes as one text', async () => {
    expect(cells(await ask("EXECUTE paid_in USING 'a, ''b''', '2026-03';"))).toHaveLength(1);
  });

  it('takes values beside its name, and so does any statement', async () => {
    for (const [sql, values] of [
      ['EXECUTE paid_in', ["'north'", "'2026-04'"]],
      ['SELECT posting_month, sum(amount) FROM payment WHERE posting_month = ? GROUP BY 1', ["'2026-04'"]],
    ] as const) {
      const { QueryExecutionId = '' } = await warehouse.athenaClient.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          QueryExecutionContext: { Database: database },
          WorkGroup: workGroup,
          ExecutionParameters: [...values],
        }),
      );
      await finished(QueryExecutionId);
      const answer = await warehouse.athenaClient.send(new GetQueryResultsCommand({ QueryExecutionId }));
      expect(cells(answer)[1]?.slice(0, 2)).toEqual(['2026-04', '1.00']);
    }
  });

  it('is told of to who asks, and needs leave to be run', async () => {
    const { PreparedStatements } = await warehouse.athenaClient.send(
      new ListPreparedStatementsCommand({ WorkGroup: workGroup }),
    );
    expect(PreparedStatements?.map(({ StatementName }) => StatementName)).toEqual(['paid_in']);
    const { PreparedStatement } = await warehouse.athenaClient.send(
      new GetPreparedStatementCommand({ WorkGroup: workGroup, StatementName: 'paid_in' }),
    );
    expect(PreparedStatement?.QueryStatement).toContain('practice_id = ?');
    warehouse.test.denied.add('athena:GetPreparedStatement');
    await expect(start("EXECUTE paid_in USING 'north', '2026-03'")).rejects.toMatchObject({
      message: expect.stringContaining('athena:GetPreparedStatement') as string,
    });
  });

  it.each([
    ["EXECUTE paid_in USING 'north'", 'expected 2 but found 1'],
    ["EXECUTE paid_in USING 'north', '2026-03', 1", 'expected 2 but found 3'],
    ["EXECUTE paid_in USING 'north', (SELECT 1)", 'Found the parameter (SELECT 1)'],
    ["EXECUTE paid_in USING 'north', '2026-03' OR TRUE", 'Found the parameter'],
    ["EXECUTE paid_in USING 'north',", 'expected'],
    ['EXECUTE', 'without a name'],
    ["EXECUTE nothing USING 'north'", 'PreparedStatement nothing was not found'],
  ])('is refused when it is not run as it is made: %s', async (sql, words) => {
    await expect(start(sql)).rejects.toMatchObject({ message: expect.stringContaining(words) as string });
  });
});

describe('the limits', () => {
  const endless = 'SELECT count(*) FROM range(100000000) a, range(1000000) b';
  it.each([
    [{ ...usualLimits, milliseconds: 50 }, endless, 'timeout'],
    [{ ...usualLimits, rows: 10 }, 'SELECT * FROM range(11)', 'more than 10 rows'],
    [
      { ...usualLimits, memory: '20MB' },
      'SELECT range, count(*) FROM range(10000000) GROUP BY 1 ORDER BY 2',
      'Memory',
    ],
  ])('fail a statement that takes too much: %o', async (limits, sql, words) => {
    await warehouse.close();
    warehouse = await openWarehouseWorld(limits);
    expect(await failure(sql)).toContain(words);
  });
});
