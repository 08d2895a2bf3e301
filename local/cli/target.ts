import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CommandFailed } from './command-failed.ts';

/** Where commands go: the runtime of this machine, or a stage on AWS. Changes go through deployed functions only. */
export interface Target {
  /** Calls a deployed function, named as in `functions/`, and gives its answer. */
  invoke(functionName: string, request: unknown): Promise<unknown>;
  readonly s3: S3Client;
  bucket(shelf: 'Upload' | 'Exchange' | 'Document'): string;
  /** Where statements on the warehouse run. */
  warehouse(): { readonly athena: AthenaClient; readonly workGroup: string; readonly database: string };
  /** The runtime's own controls; undefined on AWS. */
  readonly control?: Control;
}

export interface Control {
  readonly url: string;
  call(path: string, body?: unknown): Promise<unknown>;
}

export interface TargetOptions {
  readonly data: string;
  readonly stage?: string | undefined;
}

/** What a running runtime leaves in its data folder, readable by its owner only. */
export const RuntimeRecord = z.looseObject({
  url: z.string(),
  region: z.string(),
  operatorToken: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});
export type RuntimeRecord = z.infer<typeof RuntimeRecord>;

export async function openTarget(options: TargetOptions): Promise<Target> {
  return options.stage === undefined ? await machineTarget(options.data) : await stageTarget(options.stage);
}

async function machineTarget(data: string): Promise<Target> {
  const file = join(data, 'runtime.json');
  if (!existsSync(file)) {
    throw new CommandFailed(
      `Nothing runs on ${data}: there is no ${file}. Start it with "npx claimwright start", or name a stage on AWS with --stage.`,
    );
  }
  return await recordTarget(readRecord(file));
}

function readRecord(file: string): RuntimeRecord {
  try {
    return RuntimeRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new CommandFailed(
      `${file} is damaged: it does not say where the runtime is. Stop the runtime with Ctrl+C in its terminal and start it again.`,
    );
  }
}

/** The target that a runtime's record describes. */
export async function recordTarget(record: RuntimeRecord): Promise<Target> {
  const client = {
    region: record.region,
    endpoint: record.url,
    credentials: { accessKeyId: record.accessKeyId, secretAccessKey: record.secretAccessKey },
    maxAttempts: 2,
  };
  const control: Control = {
    url: record.url,
    async call(path, body) {
      const response = await askRuntime(record, path, body);
      const text = await response.text();
      if (!response.ok) {
        throw new CommandFailed(`The runtime answered ${response.status} to ${path}: ${text}`);
      }
      return text === '' ? undefined : JSON.parse(text);
    },
  };
  const stacks = StackOutputs.parse(await control.call('outputs'));
  const outputs = Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
  return {
    ...awsTarget(
      new LambdaClient(client),
      new S3Client({ ...client, forcePathStyle: true }),
      new AthenaClient(client),
      outputs,
    ),
    control,
  };
}

const StackOutputs = z.record(z.string(), z.record(z.string(), z.string()));

async function askRuntime(record: RuntimeRecord, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`${record.url}/_claimwright/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${record.operatorToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new CommandFailed(
      `The runtime at ${record.url} does not answer (${error instanceof Error ? error.message : 'no reason given'}). Start it with "npx claimwright start".`,
    );
  }
}

async function stageTarget(stage: string): Promise<Target> {
  const outputs = await stageOutputs(stage);
  if (Object.keys(outputs).length === 0) {
    throw new CommandFailed(
      `No stack with the tag claimwright:stage=${stage} was found in this account and region. Deploy it first, or check AWS_PROFILE and AWS_REGION.`,
    );
  }
  return awsTarget(new LambdaClient(), new S3Client(), new AthenaClient(), outputs);
}

async function stageOutputs(stage: string): Promise<Record<string, string>> {
  try {
    return await readStageOutputs(stage);
  } catch (error) {
    throw new CommandFailed(
      `AWS could not be asked for stage ${stage}: ${error instanceof Error ? error.message : String(error)}. Check AWS_PROFILE and AWS_REGION.`,
    );
  }
}

async function readStageOutputs(stage: string): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const client = new CloudFormationClient();
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeStacksCommand(nextToken === undefined ? {} : { NextToken: nextToken }),
    );
    for (const stack of page.Stacks ?? []) {
      if (stack.Tags?.some(({ Key, Value }) => Key === 'claimwright:stage' && Value === stage) === true) {
        for (const { OutputKey, OutputValue } of stack.Outputs ?? []) {
          if (OutputKey !== undefined && OutputValue !== undefined) {
            outputs[OutputKey] = OutputValue;
          }
        }
      }
    }
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return outputs;
}

function awsTarget(
  lambda: LambdaClient,
  s3: S3Client,
  athena: AthenaClient,
  outputs: Readonly<Record<string, string>>,
): Target {
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) {
      throw new CommandFailed(
        `The templates have no output ${name}; they are older or newer than this command.`,
      );
    }
    return value;
  };
  return {
    s3,
    bucket: (shelf) => output(`${shelf}BucketName`),
    warehouse: () => ({
      athena,
      workGroup: output('WarehouseWorkGroupName'),
      database: output('WarehouseDatabaseName'),
    }),
    async invoke(functionName, request) {
      const answer = await lambda.send(
        new InvokeCommand({
          FunctionName: output(`${pascalCase(functionName)}FunctionName`),
          Payload: JSON.stringify(request),
        }),
      );
      const payload = answer.Payload?.transformToString() ?? '';
      if (answer.FunctionError !== undefined) {
        throw new CommandFailed(
          `${functionName} failed: ${payload}. Its log says where; nothing was changed by this call.`,
        );
      }
      return payload === '' ? undefined : JSON.parse(payload);
    },
  };
}

function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
