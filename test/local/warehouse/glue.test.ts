import {
  BatchCreatePartitionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  CreatePartitionCommand,
  DeletePartitionCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGlue } from '../../../local/aws/glue/glue.ts';
import { operator } from '../aws-test-world.ts';
import { database, glueArn, openWarehouseWorld, payments, type WarehouseWorld } from './warehouse-world.ts';

let warehouse: WarehouseWorld;
const table = { DatabaseName: database, TableName: 'payment' };

beforeEach(async () => {
  warehouse = await openWarehouseWorld();
});
afterEach(() => warehouse.close());

const partition = (values: string[], folder: string) => ({
  Values: values,
  StorageDescriptor: { Location: `s3://warehouse/facts/payment/${folder}/` },
});

async function locations(expression?: string): Promise<(string | undefined)[]> {
  const { Partitions = [] } = await warehouse.glueClient.send(
    new GetPartitionsCommand({ ...table, ...(expression === undefined ? {} : { Expression: expression }) }),
  );
  return Partitions.map((one) => one.StorageDescriptor?.Location);
}

describe('the catalogue', () => {
  it('shows databases and tables of the template with their columns', async () => {
    const { glueClient } = warehouse;
    const { Database } = await glueClient.send(new GetDatabaseCommand({ Name: database }));
    const { DatabaseList } = await glueClient.send(new GetDatabasesCommand({}));
    const { Table } = await glueClient.send(new GetTableCommand({ DatabaseName: database, Name: 'payment' }));
    const { TableList } = await glueClient.send(new GetTablesCommand({ DatabaseName: database }));
    expect(Database?.Name).toBe(database);
    expect(DatabaseList?.map(({ Name }) => Name)).toEqual([database]);
    expect(Table?.StorageDescriptor?.Columns).toEqual(payments.StorageDescriptor.Columns);
    expect(Table?.PartitionKeys).toHaveLength(2);
    expect(TableList?.map(({ Name }) => Name)).toEqual(['payment', 'paid_by_month']);
  });

  it('says by the name of AWS what is not there, what is there already and what it does not serve', async () => {
    const { glueClient, glue } = warehouse;
    await expect(
      glueClient.send(new GetTableCommand({ DatabaseName: database, Name: 'x' })),
    ).rejects.toMatchObject({ name: 'EntityNotFoundException', message: 'Table x not found.' });
    await expect(
      glueClient.send(new GetPartitionCommand({ ...table, PartitionValues: ['p', '2026-01'] })),
    ).rejects.toMatchObject({ name: 'EntityNotFoundException' });
    const create = new CreatePartitionCommand({ ...table, PartitionInput: partition(['p', '2026-01'], 'a') });
    await glueClient.send(create);
    await expect(glueClient.send(create)).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await expect(
      glueClient.send(new CreatePartitionCommand({ ...table, PartitionInput: partition(['p'], 'a') })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(glue.call('CreateCrawler', {}, operator)).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    await expect(locations("practice_id LIKE 'p%'")).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('moves a partition to another folder, and knows it after a restart', async () => {
    const { glueClient, test } = warehouse;
    await glueClient.send(
      new CreatePartitionCommand({ ...table, PartitionInput: partition(['p', '2026-01'], 'old') }),
    );
    await glueClient.send(
      new UpdatePartitionCommand({
        ...table,
        PartitionValueList: ['p', '2026-01'],
        PartitionInput: partition(['p', '2026-01'], 'new'),
      }),
    );
    expect(await locations()).toEqual(['s3://warehouse/facts/payment/new/']);
    const again = createGlue(test.world);
    again.provision({ databases: [{ Name: database }], tables: [payments] });
    expect(again.partitionLocations(payments, operator)).toEqual([
      { values: ['p', '2026-01'], location: 's3://warehouse/facts/payment/new/' },
    ]);
    await glueClient.send(new DeletePartitionCommand({ ...table, PartitionValues: ['p', '2026-01'] }));
    expect(await locations()).toEqual([]);
  });

  it('tells of a batch which failed and lets the others stand', async () => {
    const { glueClient } = warehouse;
    const first = await glueClient.send(
      new BatchCreatePartitionCommand({
        ...table,
        PartitionInputList: [partition(['p', '2026-01'], 'a'), partition(['p', '2026-02'], 'b')],
      }),
    );
    expect(first.Errors).toEqual([]);
    const second = await glueClient.send(
      new BatchCreatePartitionCommand({
        ...table,
        PartitionInputList: [partition(['p', '2026-02'], 'x'), partition(['q', '2026-02'], 'c')],
      }),
    );
    expect(second.Errors).toMatchObject([
      { PartitionValues: ['p', '2026-02'], ErrorDetail: { ErrorCode: 'AlreadyExistsException' } },
    ]);
    const updated = await glueClient.send(
      new BatchUpdatePartitionCommand({
        ...table,
        Entries: [
          { PartitionValueList: ['p', '2026-01'], PartitionInput: partition(['p', '2026-01'], 'a2') },
          { PartitionValueList: ['r', '2026-01'], PartitionInput: partition(['r', '2026-01'], 'z') },
        ],
      }),
    );
    expect(updated.Errors).toMatchObject([
      { PartitionValueList: ['r', '2026-01'], ErrorDetail: { ErrorCode: 'EntityNotFoundException' } },
    ]);
    expect(await locations()).toEqual(
      ['a2', 'b', 'c'].map((folder) => `s3://warehouse/facts/payment/${folder}/`),
    );
    expect(await locations("practice_id = 'p' AND posting_month >= '2026-02'")).toEqual([
      's3://warehouse/facts/payment/b/',
    ]);
    const got = await glueClient.send(
      new BatchGetPartitionCommand({
        ...table,
        PartitionsToGet: [{ Values: ['q', '2026-02'] }, { Values: ['q', '2026-03'] }],
      }),
    );
    expect(got.Partitions?.map(({ Values }) => Values)).toEqual([['q', '2026-02']]);
    expect(got.UnprocessedKeys).toEqual([{ Values: ['q', '2026-03'] }]);
  });

  it('asks for leave on the catalogue, the database and the table', async () => {
    const { glueClient, test } = warehouse;
    test.denied.add(`glue:GetTable ${glueArn(`database/${database}`)}`);
    await expect(
      glueClient.send(new GetTableCommand({ DatabaseName: database, Name: 'payment' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(test.asked.map(({ resourceArn }) => resourceArn)).toContain(glueArn('catalog'));
  });
});
