import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A template as a test writes it. */
export interface HandMadeTemplate {
  readonly Parameters?: object;
  readonly Mappings?: object;
  readonly Conditions?: object;
  readonly Resources: Readonly<Record<string, object>>;
  readonly Outputs?: object;
}

/** A synthesised application made by hand, in a folder of its own. */
export interface HandMadeApplication {
  readonly cdkOut: string;
  readonly dataFolder: string;
  remove(): void;
}

const require = createRequire(import.meta.url);

/** The path by which a bundle of a test requires an installed package. */
export function installed(packageName: string): string {
  return JSON.stringify(require.resolve(packageName));
}

/** Writes stacks, by name, and the bundles, by name: the source of their index.js. */
export function writeApplication(
  stacks: Readonly<Record<string, HandMadeTemplate>>,
  bundles: Readonly<Record<string, string>> = {},
): HandMadeApplication {
  const root = mkdtempSync(path.join(tmpdir(), 'claimwright-application-'));
  const cdkOut = path.join(root, 'cdk.out');
  mkdirSync(cdkOut);
  const artifacts: Record<string, object> = {};
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(path.join(cdkOut, `${name}.template.json`), JSON.stringify(template));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: `${name}.template.json` },
    };
  }
  writeFileSync(path.join(cdkOut, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
  for (const [name, source] of Object.entries(bundles)) {
    mkdirSync(path.join(cdkOut, `asset.${name}`));
    writeFileSync(path.join(cdkOut, `asset.${name}`, 'index.js'), source);
  }
  return {
    cdkOut,
    dataFolder: path.join(root, 'data'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The trust policy of a role that a service takes. */
function trust(service: string): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service } }],
  };
}

/** A function and its role, which may do what the statements say. */
export function functionWithRole(
  id: string,
  bundle: string,
  statements: readonly object[],
  properties: object = {},
): Record<string, object> {
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        ManagedPolicyArns: [
          {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
              ],
            ],
          },
        ],
        ...(statements.length === 0
          ? {}
          : {
              Policies: [
                { PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
              ],
            }),
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Code: { S3Bucket: 'unused', S3Key: 'unused' },
        Timeout: 10,
        MemorySize: 256,
        ...properties,
      },
      Metadata: { 'aws:asset:path': `asset.${bundle}` },
    },
  };
}
