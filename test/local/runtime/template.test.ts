import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readAssembly } from '../../../local/runtime/assembly.ts';
import { explain, refuseUnknown } from '../../../local/runtime/resources.ts';
import { resolveApplication, type Application } from '../../../local/runtime/template.ts';
import {
  writeApplication,
  type HandMadeApplication,
  type HandMadeTemplate,
} from './hand-made-application.ts';

let made: HandMadeApplication | undefined;

afterEach(() => {
  made?.remove();
});

const defaults = { account: '000000000000', region: 'us-east-1', endpoint: 'http://127.0.0.1:4510' };

function resolve(stacks: Readonly<Record<string, HandMadeTemplate>>): Application {
  made = writeApplication(stacks);
  return resolveApplication(readAssembly(made.cdkOut), defaults);
}

/** What one expression becomes, in a template with a queue, a table and some furniture. */
function value(expression: unknown): unknown {
  const application = resolve({
    One: {
      Parameters: { Size: { Type: 'String', Default: 'large' } },
      Mappings: { Sizes: { large: { memory: '512' } } },
      Conditions: {
        Yes: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] },
        No: { 'Fn::Not': [{ Condition: 'Yes' }] },
        Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
        Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
      },
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
        Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': 'table-${Size}' } } },
        Holder: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x', Expression: expression } },
      },
    },
  });
  return application.resources.find((resource) => resource.logicalId === 'Holder')?.properties['Expression'];
}

describe('an expression of a template', () => {
  test.each<[string, unknown, unknown]>([
    ['the Ref of a queue is its URL', { Ref: 'Queue' }, 'http://127.0.0.1:4510/000000000000/orders'],
    ['the ARN of a queue', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:orders'],
    ['GetAtt with a dot', { 'Fn::GetAtt': 'Queue.QueueName' }, 'orders'],
    ['the Ref of a table whose name is an expression', { Ref: 'Table' }, 'table-large'],
    ['the Ref of a parameter is its default', { Ref: 'Size' }, 'large'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 1]] }, 'a-us-east-1-1'],
    ['Join over a split', { 'Fn::Join': ['+', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'a+b+c'],
    ['Select', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [
      'Sub with names',
      { 'Fn::Sub': '${AWS::AccountId}/${Queue.Arn}/${!Literal}' },
      '000000000000/arn:aws:sqs:us-east-1:000000000000:orders/${Literal}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${A}-${Size}', { A: { Ref: 'AWS::Partition' } }] }, 'aws-large'],
    ['If, the first way', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['If, the second way', { 'Fn::If': ['No', 'a', 'b'] }, 'b'],
    ['If with And', { 'Fn::If': ['Both', 'a', 'b'] }, 'b'],
    ['If with Or', { 'Fn::If': ['Either', 'a', 'b'] }, 'a'],
    ['a list loses what is no value', ['a', { Ref: 'AWS::NoValue' }, 'c'], ['a', 'c']],
    [
      'an object loses what is no value',
      { a: 1, b: { 'Fn::If': ['No', 2, { Ref: 'AWS::NoValue' }] } },
      { a: 1 },
    ],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'memory'] }, '512'],
    ['Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
    ['what is no expression stays', { Ref: 'Size', and: 'more' }, { Ref: 'Size', and: 'more' }],
  ])('%s', (_name, expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test.each<[string, unknown, RegExp]>([
    [
      'a resource that is not there',
      { Ref: 'Nobody' },
      /Stack One, Holder.*Nobody, which the template does not have/,
    ],
    [
      'an unknown attribute of a served type',
      { 'Fn::GetAtt': ['Queue', 'Colour'] },
      /attribute Colour of AWS::SQS::Queue/,
    ],
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1] }, /Fn::Cidr is not an expression/],
    ['an export that nobody has', { 'Fn::ImportValue': 'nobody' }, /imports nobody, which no stack/],
    ['a dynamic reference', '{{resolve:ssm:/a/b}}', /dynamic reference/],
    ['a map without the key', { 'Fn::FindInMap': ['Sizes', 'tiny', 'memory'] }, /Sizes.tiny.memory/],
  ])('is refused by name: %s', (_name, expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });
});

describe('an application of several stacks', () => {
  const stacks: Readonly<Record<string, HandMadeTemplate>> = {
    Data: {
      Resources: { Claims: { Type: 'AWS::DynamoDB::Table', Properties: {} } },
      Outputs: {
        ClaimsName: { Value: { Ref: 'Claims' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:claims' } } },
      },
    },
    Pipeline: {
      Resources: {
        Holder: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Value: { 'Fn::ImportValue': 'Data:claims' } },
        },
        Absent: { Type: 'AWS::SQS::Queue', Condition: 'Never' },
      },
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    },
  };

  test('hands an exported name to the stack that imports it', () => {
    const { resources, outputs } = resolve(stacks);
    const table = resources.find((resource) => resource.logicalId === 'Claims');
    const holder = resources.find((resource) => resource.logicalId === 'Holder');
    expect(holder?.properties['Value']).toBe(table?.identity.name);
    expect(outputs['Data']).toEqual({ ClaimsName: table?.identity.name });
  });

  test('gives a resource without a name the same name at every start, and another in another stack', () => {
    const names = [0, 1].map(
      () => resolve(stacks).resources.find((resource) => resource.logicalId === 'Claims')?.identity.name,
    );
    expect(names[0]).toMatch(/^Data-Claims-[0-9A-F]{12}$/);
    expect(names[1]).toBe(names[0]);
    const other = resolve({ Other: { Resources: { Claims: { Type: 'AWS::DynamoDB::Table' } } } });
    expect(other.resources[0]?.identity.name).toMatch(/^Other-Claims-/);
  });

  test('leaves out a resource whose condition is false', () => {
    expect(resolve(stacks).resources.map((resource) => resource.logicalId)).toEqual(['Claims', 'Holder']);
  });

  test('keeps generated names within the limits of their services', () => {
    const { resources } = resolve({
      AStackWithQuiteALongNameForAStackThatIs: {
        Resources: {
          AFunctionWithAVeryLongNameThatSaysAllThatItEverDoesAndMore: { Type: 'AWS::Lambda::Function' },
          ABucketWithAVeryLongNameThatSaysAllThatItEverHoldsAndMore: { Type: 'AWS::S3::Bucket' },
          AQueue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        },
      },
    });
    const [fn, bucket, queue] = resources.map((resource) => resource.identity.name);
    expect(fn?.length).toBeLessThanOrEqual(64);
    expect(bucket).toMatch(/^[a-z0-9-]{3,63}$/);
    expect(queue).toMatch(/^.{1,75}\.fifo$/);
  });
});

describe('what becomes of each resource type', () => {
  test('is served, inert with its reason, or refused by name', () => {
    const { resources } = resolve({
      One: {
        Resources: {
          Queue: { Type: 'AWS::SQS::Queue' },
          Alarm: { Type: 'AWS::CloudWatch::Alarm' },
          Cluster: { Type: 'AWS::ECS::Cluster', Metadata: { 'aws:cdk:path': 'One/Cluster/Resource' } },
        },
      },
    });
    const explanation = explain(resources);
    expect(explanation.served).toEqual([
      { type: 'AWS::SQS::Queue', count: 1, detail: 'sqs', paths: ['One/Queue'] },
    ]);
    expect(explanation.inert.map(({ type }) => type)).toEqual(['AWS::CloudWatch::Alarm']);
    expect(explanation.inert[0]?.detail).toMatch(/\.$/);
    expect(() => refuseUnknown(explanation)).toThrow(/AWS::ECS::Cluster \(One\/Cluster\/Resource\)/);
  });
});

describe('a folder that is no synthesised application', () => {
  test.each<[string, (folder: string) => void, RegExp]>([
    ['no manifest', () => undefined, /manifest\.json cannot be read\. Synthesise again/],
    [
      'a manifest that is not JSON',
      (folder) => writeFileSync(path.join(folder, 'manifest.json'), '{'),
      /manifest\.json is not JSON/,
    ],
    [
      'a manifest without stacks',
      (folder) => writeFileSync(path.join(folder, 'manifest.json'), '{"artifacts":{}}'),
      /names no stack/,
    ],
    [
      'a template without types',
      (folder) => {
        const file = path.join(folder, 'One.template.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"Type"', '"Kind"'));
      },
      /One\.template\.json is not what was expected/,
    ],
  ])('is refused: %s', (name, damage, message) => {
    made = writeApplication({ One: { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } } });
    const folder = name === 'no manifest' ? path.dirname(made.cdkOut) : made.cdkOut;
    damage(folder);
    expect(() => readAssembly(folder)).toThrow(message);
  });
});
