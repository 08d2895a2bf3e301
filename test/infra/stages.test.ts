import { beforeAll, describe, expect, test } from 'vitest';
import { development } from '../../infra/stages/development.ts';
import { production } from '../../infra/stages/production.ts';
import { selectStage } from '../../infra/stages/select-stage.ts';
import { StageSettings } from '../../infra/stages/stage-settings.ts';
import { refersTo, synthesisedStage, type SynthesisedStage } from './synthesised.ts';

/** Settings with one more reader of the warehouse, from whom a column is hidden. */
const withReader = (withoutColumn: string) => ({
  ...development,
  warehouse: {
    ...development.warehouse,
    readers: [
      {
        name: 'analyst',
        principalArn: 'arn:aws:iam::000000000000:role/analyst',
        practices: 'all',
        withoutColumns: [withoutColumn],
      },
    ],
  },
});

describe('The settings of a stage', () => {
  test.each([
    ['a claim of a test stage sent as production', { ...development, usageIndicator: 'P' }],
    ['a claim of production sent as a test', { ...production, usageIndicator: 'T' }],
    ['production that deletes its tables', { ...production, removal: 'destroy' }],
    [
      'evidence of production that an administrator can unlock',
      { ...production, evidence: { lockMode: 'governance', lockDays: 3653 } },
    ],
    ['a region that is none', { ...development, region: 'europe' }],
    [
      'a retention that CloudWatch does not know',
      { ...development, logs: { retentionDays: 31, level: 'INFO' } },
    ],
    ['a setting that nobody reads', { ...development, vpc: true }],
    [
      'a replica without a key',
      { ...development, evidence: { ...development.evidence, replica: { bucketArn: 'arn:aws:s3:::copy' } } },
    ],
    ['a hidden column that is misspelled and would be seen', withReader('charges.patient_key')],
  ])('refuse %s', (_what, settings) => {
    expect(StageSettings.safeParse(settings).success).toBe(false);
  });

  test('hide a column of the warehouse from a reader', () => {
    expect(StageSettings.safeParse(withReader('charge.patient_key')).success).toBe(true);
  });

  test('are chosen by name', () => {
    expect(selectStage('production')).toBe(production);
  });

  test('name the stages there are when asked for another', () => {
    expect(() => selectStage('staging')).toThrow(/no stage "staging".*development, production/);
  });
});

describe('A stage with a replica', () => {
  const replica = {
    bucketArn: 'arn:aws:s3:::evidence-elsewhere',
    keyArn: 'arn:aws:kms:us-west-2:EXAMPLE:key/1',
  };
  let stage: SynthesisedStage;
  beforeAll(() => {
    stage = synthesisedStage(
      StageSettings.parse({ ...development, evidence: { ...development.evidence, replica } }),
    );
  });

  test('copies every file of evidence there, under the key of that place', () => {
    const evidence = stage
      .ofType('AWS::S3::Bucket')
      .filter(({ path }) => /\/(?:Uploads|Exchange)\/Resource$/.test(path));
    expect(evidence).toHaveLength(2);
    const permissions = stage
      .ofType('AWS::IAM::ManagedPolicy')
      .find(({ path }) => path.includes('ReplicationRole'));
    for (const bucket of evidence) {
      expect(refersTo(permissions?.Properties, bucket)).toBe(true);
      expect(bucket.Properties['ReplicationConfiguration']).toMatchObject({
        Rules: [
          {
            Status: 'Enabled',
            Destination: {
              Bucket: replica.bucketArn,
              EncryptionConfiguration: { ReplicaKmsKeyID: replica.keyArn },
            },
            DeleteMarkerReplication: { Status: 'Disabled' },
          },
        ],
      });
    }
  });
});

describe('A stage with readers of the warehouse', () => {
  const arnOf = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
  const readers = ['finance', 'lake'].map((name) => ({
    name,
    principalArn: arnOf(name),
    practices: 'all',
    seesNames: name === 'lake',
  }));
  let stage: SynthesisedStage;
  beforeAll(() => {
    stage = synthesisedStage(StageSettings.parse({ ...development, warehouse: { readers } }));
  });

  test('has a stack for each, that both rule packs pass and that has room left', () => {
    const own = stage.stacks.filter(({ name }) => name.includes('-reader-'));
    expect(own.map(({ name }) => name)).toEqual([
      'claimwright-development-reader-finance',
      'claimwright-development-reader-lake',
    ]);
    for (const { template, tags } of own) {
      expect(Object.keys(template.Resources).length).toBeLessThan(400);
      expect(JSON.stringify(template).length).toBeLessThan(800_000);
      expect(tags).toMatchObject({ 'claimwright:stage': 'development' });
      expect(Object.keys(template.Outputs)).toEqual(
        expect.arrayContaining(['WarehouseReaderPolicyArn', 'WarehouseReaderWorkGroupName']),
      );
    }
  });
});

describe('A stage that has codes suggested by Comprehend Medical', () => {
  let stage: SynthesisedStage;
  beforeAll(() => {
    stage = synthesisedStage(StageSettings.parse({ ...development, codeSuggester: 'comprehend-medical' }));
  });

  test('lets the one function that suggests ask it, and no other, and tells that function so', () => {
    const allowed = stage
      .ofType('AWS::IAM::ManagedPolicy')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('comprehendmedical:'));
    expect(allowed.map(({ path }) => /\/(\w+)Role\//.exec(path)?.[1])).toEqual(['AssistCoding']);
    expect(JSON.stringify(allowed[0]?.Properties).match(/comprehendmedical:[\w*]+/g)).toEqual([
      'comprehendmedical:InferICD10CM',
    ]);
    const told = stage
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) =>
        JSON.stringify(Properties).includes('"CODE_SUGGESTER":"comprehend-medical"'),
      );
    expect(told).toHaveLength(1);
  });
});

test('A stage that says nothing of it has codes suggested by the embedded suggester, and no note leaves it', () => {
  expect([development.codeSuggester, production.codeSuggester]).toEqual(['embedded', 'embedded']);
});
