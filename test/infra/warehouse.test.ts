import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { PracticeId } from '#contracts/identifiers.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { Warehouse } from '../../infra/constructs/warehouse/warehouse.ts';
import { WarehouseReader } from '../../infra/constructs/warehouse/warehouse-reader.ts';
import { WarehouseGrants } from '../../infra/constructs/warehouse/warehouse-grants.ts';
import { DataStack } from '../../infra/stacks/data-stack.ts';
import { development } from '../../infra/stages/development.ts';
import { StageSettings } from '../../infra/stages/stage-settings.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};
const analyst = 'arn:aws:iam::123456789012:role/analyst';
const caller = 'arn:aws:iam::123456789012:role/caller';

type Readers = StageSettings['warehouse']['readers'];

/** The template of the warehouse, and that of each reader by its name. */
function templatesOf(readers: Readers): {
  warehouse: Template;
  readers: ReadonlyMap<string, Template>;
} {
  const app = new App({ context });
  const settings = StageSettings.parse({ ...development, warehouse: { readers } });
  const data = new DataStack(app, 'data', settings);
  const { key, evidence } = data;
  const stack = new Stack(app, 'warehouse', { env: { region: settings.region } });
  const warehouse = new Warehouse(stack, 'Warehouse', { settings, key, accessLogs: evidence.accessLogs });
  const grants = new WarehouseGrants(stack, 'Grants', { key, warehouse });
  const stacks = settings.warehouse.readers.map((one) => {
    const own = new Stack(app, `reader-${one.name}`, { env: { region: settings.region } });
    const { policy } = new WarehouseReader(own, 'Reader', { settings, key, warehouse, reader: one });
    return [one.name, Stack.of(policy)] as const;
  });
  return {
    warehouse: Template.fromStack(Stack.of(grants)),
    readers: new Map(stacks.map(([name, own]) => [name, Template.fromStack(own)])),
  };
}

/** The template of the only reader. */
function templateOf(one: Readers[number]): Template {
  const template = templatesOf([one]).readers.get(one.name);
  if (template === undefined) {
    throw new Error(`There is no stack of ${one.name}`);
  }
  return template;
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

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function statementsOf(template: Template): readonly Statement[] {
  return Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(
    (resource) =>
      (resource as { Properties: { PolicyDocument: { Statement: readonly Statement[] } } }).Properties
        .PolicyDocument.Statement,
  );
}

function policyText(template: Template): string {
  return JSON.stringify(statementsOf(template));
}

/** The ends of the ARNs on which a policy allows a service. */
function allowed(template: Template, service: string): string[] {
  return statementsOf(template)
    .filter(({ Action }) => [Action].flat().some((action) => action.startsWith(service)))
    .flatMap(({ Resource }) => [Resource].flat())
    .map((resource) => {
      const parts = (resource as { 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join']?.[1];
      const end = parts?.at(-1);
      return typeof end === 'string' ? end : '';
    });
}

const reader = { name: 'analyst', principalArn: analyst, withoutColumns: [], seesNames: false };

describe('the warehouse in the template', () => {
  const bare = templatesOf([]).warehouse;

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

  it('has every report by its name, prepared and as a saved query that runs it', () => {
    const { statements } = JSON.parse(
      readFileSync(new URL('../../docs/generated/report-statements.json', import.meta.url), 'utf8'),
    ) as { statements: readonly { name: string; report: string; parameters: readonly string[] }[] };
    expect(statements.length).toBeGreaterThan(50);
    bare.resourceCountIs('AWS::Athena::PreparedStatement', statements.length);
    bare.resourceCountIs('AWS::Athena::NamedQuery', statements.length);
    for (const { name, report, parameters } of statements) {
      bare.hasResourceProperties('AWS::Athena::PreparedStatement', {
        StatementName: name,
        WorkGroup: 'claimwright-development',
        QueryStatement: Match.stringLikeRegexp('claimwright_development\\.'),
      });
      bare.hasResourceProperties('AWS::Athena::NamedQuery', {
        Name: report,
        WorkGroup: 'claimwright-development',
        QueryString: `EXECUTE ${name} USING ${parameters.map((one) => `'${one}'`).join(', ')}`,
      });
    }
    expect(JSON.stringify(bare.findResources('AWS::Athena::PreparedStatement'))).not.toContain(
      'warehouse_database',
    );
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
    const grants = grantsTo(templateOf({ ...reader, practices: 'all' }), analyst);
    expect(new Set(grants.map((grant) => grant.Resource.Table?.Name))).toEqual(
      new Set(warehouseTables.filter(({ mart }) => mart === 'reporting').map(({ name }) => name)),
    );
    expect(grants.every(({ Permissions }) => Permissions.join() === 'SELECT,DESCRIBE')).toBe(true);
  });

  it('of some practices and without some columns sees the cells that are left', () => {
    const template = templateOf({
      ...reader,
      practices: ['north', 'south'].map((practice) => PracticeId.parse(practice)),
      withoutColumns: ['dim_provider.last_name', 'dim_provider.first_name'],
    });
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

  it('sees names only where the stage says so, by grant and in the catalogue', () => {
    const { readers } = templatesOf([
      { ...reader, practices: 'all' },
      { ...reader, name: 'caller', principalArn: caller, practices: 'all', seesNames: true },
    ]);
    const seen = [...readers].map(([name, template]) => ({
      name,
      granted: [analyst, caller].flatMap((principal) =>
        grantsTo(template, principal).filter(
          ({ Resource }) => Resource.Table?.Name === 'dim_patient_identified',
        ),
      ).length,
      reachable: policyText(template).includes('claimwright_development_identified'),
    }));
    expect(seen).toEqual([
      { name: 'analyst', granted: 0, reachable: false },
      { name: 'caller', granted: 1, reachable: true },
    ]);
  });

  it('reaches the workgroup and the results of no other reader and not those of the application', () => {
    const names = ['ann', 'ann-b', 'bob'];
    const { readers } = templatesOf(names.map((name) => ({ ...reader, name, practices: 'all' })));
    for (const [name, template] of readers) {
      template.hasResourceProperties('AWS::Athena::WorkGroup', {
        Name: `claimwright-development-${name}`,
        WorkGroupConfiguration: {
          EnforceWorkGroupConfiguration: true,
          BytesScannedCutoffPerQuery: 100_000_000_000,
          ResultConfiguration: {
            OutputLocation: { 'Fn::Join': ['', Match.arrayWith([`/results/readers/${name}/`])] },
            EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' },
          },
        },
      });
      expect(allowed(template, 'athena:')).toEqual([`:workgroup/claimwright-development-${name}`]);
      expect(allowed(template, 's3:')).toEqual([`/results/readers/${name}/*`, '']);
    }
    expect(new Set(readers.keys())).toEqual(new Set(names));
  });

  it('uses the key for nothing but what S3 gives it of the bucket', () => {
    const ofKey = statementsOf(templateOf({ ...reader, practices: 'all' })).find(({ Action }) =>
      JSON.stringify(Action).includes('kms:'),
    );
    expect(ofKey).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.us-east-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': expect.anything() as unknown,
        },
      },
    });
  });

  it('has a practice by an id that no filter could be broken out of', () => {
    const settings = {
      ...development,
      warehouse: { readers: [{ ...reader, practices: ["n') OR ('1'='1"] }] },
    };
    expect(StageSettings.safeParse(settings).success).toBe(false);
  });
});
