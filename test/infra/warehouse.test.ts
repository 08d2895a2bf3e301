import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { PracticeId } from '#contracts/identifiers.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { Warehouse } from '../../infra/constructs/warehouse/warehouse.ts';
import { WarehouseGrants } from '../../infra/constructs/warehouse/warehouse-grants.ts';
import { DataStack } from '../../infra/stacks/data-stack.ts';
import { development } from '../../infra/stages/development.ts';
import { StageSettings } from '../../infra/stages/stage-settings.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};
const analyst = 'arn:aws:iam::123456789012:role/analyst';
const caller = 'arn:aws:iam::123456789012:role/caller';

function templateOf(readers: StageSettings['warehouse']['readers']): Template {
  const app = new App({ context });
  const settings = StageSettings.parse({ ...development, warehouse: { readers } });
  const data = new DataStack(app, 'data', settings);
  const { key, evidence } = data;
  const stack = new Stack(app, 'warehouse', { env: { region: settings.region } });
  const warehouse = new Warehouse(stack, 'Warehouse', { settings, key, accessLogs: evidence.accessLogs });
  const grants = new WarehouseGrants(stack, 'Grants', { settings, key, warehouse });
  return Template.fromStack(Stack.of(grants));
}

interface Grant {
  readonly Principal: { readonly DataLakePrincipalIdentifier: unknown };
  readonly Permissions: readonly string[];
  readonly Resource: {
    readonly Table?: { readonly DatabaseName: string; readonly Name: string };
    readonly DataCellsFilter?: { readonly Name: string; readonly TableName: string };
  };
}

function grantsTo(template: Template, principal: string): Grant[] {
  return Object.values(template.findResources('AWS::LakeFormation::PrincipalPermissions'))
    .map((resource) => (resource as { Properties: Grant }).Properties)
    .filter((grant) => grant.Principal.DataLakePrincipalIdentifier === principal);
}

const reader = { name: 'analyst', principalArn: analyst, withoutColumns: [], seesNames: false };

describe('the warehouse in the template', () => {
  const bare = templateOf([]);

  it.each(warehouseTables.map((table) => [table.name, table] as const))(
    'has %s with the columns of its contract, in its mart',
    (name, table) => {
      const found = Object.values(bare.findResources('AWS::Glue::Table'))
        .map((resource) => (resource as { Properties: Record<string, never> }).Properties)
        .find((properties) => properties['TableInput']?.['Name'] === name);
      expect(found).toMatchObject({
        DatabaseName:
          table.mart === 'identified' ? 'claimwright_development_identified' : 'claimwright_development',
        TableInput: {
          StorageDescriptor: { Columns: table.columns.map((column) => ({ Name: column.name })) },
          PartitionKeys: (table.sort === 'fact' ? ['practice_id', 'posting_month'] : ['practice_id']).map(
            (key) => ({ Name: key, Type: 'string' }),
          ),
        },
      });
    },
  );

  it('keeps money as a decimal with cents and days as dates', () => {
    expect(() =>
      bare.hasResourceProperties('AWS::Glue::Table', {
        TableInput: {
          Name: 'payment',
          StorageDescriptor: {
            Columns: Match.arrayWith(
              [
                { Name: 'posting_date', Type: 'date' },
                { Name: 'known_at', Type: 'timestamp' },
                { Name: 'amount', Type: 'decimal(18,2)' },
              ].map((column) => Match.objectLike(column)),
            ),
          },
        },
      }),
    ).not.toThrow();
  });

  it('leaves to no caller where results go, how they are encrypted and how much is read', () => {
    expect(() =>
      bare.hasResourceProperties('AWS::Athena::WorkGroup', {
        WorkGroupConfiguration: {
          EnforceWorkGroupConfiguration: true,
          BytesScannedCutoffPerQuery: 100_000_000_000,
          ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
        },
      }),
    ).not.toThrow();
  });

  it('lets nobody read because of IAM alone, and gives out all files of the bucket by grant', () => {
    expect(() =>
      bare.hasResourceProperties('AWS::LakeFormation::DataLakeSettings', {
        CreateDatabaseDefaultPermissions: [],
        CreateTableDefaultPermissions: [],
        MutationType: 'APPEND',
      }),
    ).not.toThrow();
    bare.allResourcesProperties('AWS::Glue::Database', {
      DatabaseInput: { CreateTableDefaultPermissions: [] },
    });
    bare.resourceCountIs('AWS::LakeFormation::Resource', 1);
  });
});

describe('a reader of the stage', () => {
  it('of all practices sees each table of the reporting mart and no name of a patient', () => {
    const grants = grantsTo(templateOf([{ ...reader, practices: 'all' }]), analyst);
    expect(new Set(grants.map((grant) => grant.Resource.Table?.Name))).toEqual(
      new Set(warehouseTables.filter(({ mart }) => mart === 'reporting').map(({ name }) => name)),
    );
    expect(grants.every(({ Permissions }) => Permissions.join() === 'SELECT,DESCRIBE')).toBe(true);
  });

  it('of some practices and without some columns sees the cells that are left', () => {
    const template = templateOf([
      {
        ...reader,
        practices: ['north', 'south'].map((practice) => PracticeId.parse(practice)),
        withoutColumns: ['dim_provider.last_name', 'dim_provider.first_name'],
      },
    ]);
    template.hasResourceProperties('AWS::LakeFormation::DataCellsFilter', {
      TableName: 'payment',
      RowFilter: { FilterExpression: "practice_id IN ('north', 'south')" },
    });
    template.hasResourceProperties('AWS::LakeFormation::DataCellsFilter', {
      TableName: 'dim_provider',
      ColumnWildcard: { ExcludedColumnNames: ['last_name', 'first_name'] },
    });
    const select = grantsTo(template, analyst).filter(({ Permissions }) => Permissions.includes('SELECT'));
    expect(select.every(({ Resource }) => Resource.DataCellsFilter !== undefined)).toBe(true);
    expect(select.map(({ Resource }) => Resource.DataCellsFilter?.TableName)).not.toContain(
      'dim_patient_identified',
    );
  });

  it('sees names only where the stage says so', () => {
    const template = templateOf([
      { ...reader, practices: 'all' },
      { ...reader, name: 'caller', principalArn: caller, practices: 'all', seesNames: true },
    ]);
    const named = (principal: string) =>
      grantsTo(template, principal).filter(
        ({ Resource }) => Resource.Table?.Name === 'dim_patient_identified',
      );
    expect(named(analyst)).toEqual([]);
    expect(named(caller)).toHaveLength(1);
  });

  it('has a practice by an id that no filter could be broken out of', () => {
    const settings = {
      ...development,
      warehouse: { readers: [{ ...reader, practices: ["n') OR ('1'='1"] }] },
    };
    expect(StageSettings.safeParse(settings).success).toBe(false);
  });
});
