import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { s3Clearinghouse } from '#adapters/s3/s3-clearinghouse.ts';
import { s3DocumentStore } from '#adapters/s3/s3-document-store.ts';
import { stepFunctionsExecutions } from '#adapters/step-functions/step-functions-executions.ts';
import { newPracticeId } from '../ports/samples.ts';

let s3 = mockClient(S3Client);
const states = mockClient(SFNClient);
const documents = s3DocumentStore(new S3Client({ region: 'us-east-1' }), {
  uploads: 'upload-bucket',
  exchange: 'exchange-bucket',
  documents: 'document-bucket',
});
const executions = stepFunctionsExecutions(new SFNClient({ region: 'us-east-1' }), {
  'claim-pipeline': 'arn:aws:states:us-east-1:111122223333:stateMachine:claims',
});
const $metadata = { httpStatusCode: 400 };

beforeEach(() => {
  s3.reset();
  states.reset();
});

function s3Error(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', message: name, $metadata: { httpStatusCode } });
}

describe('the document store', () => {
  test('writes to the bucket of the shelf; once only with the condition that nothing is there', async () => {
    s3.on(PutObjectCommand).resolves({});
    await documents.put('documents', 'a.json', '{}', 'application/json');
    expect(await documents.putOnce('exchange', 'b.edi', 'ISA', 'application/edi-x12')).toBe(true);
    const [put, once] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(put).toMatchObject({ Bucket: 'document-bucket', Key: 'a.json', ContentType: 'application/json' });
    expect(put).not.toHaveProperty('IfNoneMatch');
    expect(once).toMatchObject({ Bucket: 'exchange-bucket', Key: 'b.edi', IfNoneMatch: '*' });
  });

  test('gives up the parts of a body that breaks off, and of one that is there already', async () => {
    s3.on(CreateMultipartUploadCommand).resolves({ UploadId: 'multi' });
    s3.on(UploadPartCommand).resolves({ ETag: '"e"', ChecksumCRC32: 'AAAAAA==' });
    s3.on(CompleteMultipartUploadCommand).rejects(s3Error('PreconditionFailed', 412));
    s3.on(AbortMultipartUploadCommand).resolves({});
    async function* body(breaksOff: boolean): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array(9_000_000));
      if (breaksOff) {
        yield await Promise.resolve(new Uint8Array(9_000_000));
        throw new Error('broken off');
      }
    }
    const write = (breaksOff: boolean): Promise<boolean> =>
      documents.putStream('documents', 'a', body(breaksOff), 'text/plain', { once: true });
    expect(await write(false)).toBe(false);
    await expect(write(true)).rejects.toThrow('broken off');
    const aborted = s3.commandCalls(AbortMultipartUploadCommand).map(({ args }) => args[0].input);
    expect(aborted).toEqual([
      { Bucket: 'document-bucket', Key: 'a', UploadId: 'multi' },
      { Bucket: 'document-bucket', Key: 'a', UploadId: 'multi' },
    ]);
    const [completed, ...others] = s3
      .commandCalls(CompleteMultipartUploadCommand)
      .map(({ args }) => args[0].input);
    expect(others).toEqual([]);
    expect(completed).toMatchObject({
      IfNoneMatch: '*',
      MultipartUpload: {
        Parts: [
          { PartNumber: 1, ETag: '"e"', ChecksumCRC32: 'AAAAAA==' },
          { PartNumber: 2, ETag: '"e"', ChecksumCRC32: 'AAAAAA==' },
        ],
      },
    });
  });

  test('takes 412 for what is there already', async () => {
    s3.on(PutObjectCommand).rejects(s3Error('PreconditionFailed', 412));
    expect(await documents.putOnce('exchange', 'b.edi', 'ISA', 'application/edi-x12')).toBe(false);
  });

  test.each([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['ConditionalRequestConflict', 409],
    ['RequestTimeout', 400],
    ['TooManyRequests', 429],
  ])('takes %s for a temporary fault, reading and writing', async (name, status) => {
    s3.onAnyCommand().rejects(s3Error(name, status));
    const calls = [
      documents.put('documents', 'a', 'a', 'text/plain'),
      documents.putOnce('documents', 'a', 'a', 'text/plain'),
      documents.get('documents', 'a'),
      documents.stream('documents', 'a'),
    ];
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({ name: 'TemporaryFault' });
    }
  });

  test('takes a connection that breaks off in the middle of a body for a temporary fault', async () => {
    s3.restore();
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const broken = s3DocumentStore(
      new S3Client({
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        forcePathStyle: true,
        maxAttempts: 1,
      }),
      { uploads: 'upload-bucket', exchange: 'exchange-bucket', documents: 'document-bucket' },
    );
    const readStream = async () => {
      for await (const part of (await broken.stream('uploads', 'a')) ?? []) {
        expect(Buffer.from(part).toString()).toBe('half');
      }
    };
    try {
      await expect(broken.get('uploads', 'a')).rejects.toMatchObject({ name: 'TemporaryFault' });
      await expect(readStream()).rejects.toMatchObject({ name: 'TemporaryFault' });
    } finally {
      server.close();
      s3 = mockClient(S3Client);
    }
  });

  test('finds nothing where key or version are not there, and asks for the version it is given', async () => {
    s3.on(GetObjectCommand).rejectsOnce(new NoSuchKey({ message: 'no', $metadata }));
    expect(await documents.get('uploads', 'a')).toBeUndefined();
    s3.on(GetObjectCommand).rejects(s3Error('NoSuchVersion', 404));
    expect(await documents.stream('uploads', 'a', 'v1')).toBeUndefined();
    expect(s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input.VersionId)).toEqual([
      undefined,
      'v1',
    ]);
  });

  test('does not take a refusal for an absence', async () => {
    s3.on(GetObjectCommand).rejects(s3Error('AccessDenied', 403));
    await expect(documents.get('uploads', 'a')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

test('the clearinghouse says so when what it found sent is gone', async () => {
  s3.on(PutObjectCommand).rejects(s3Error('PreconditionFailed', 412));
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata }));
  await expect(
    s3Clearinghouse(documents).send({ practiceId: newPracticeId(), mode: 'live' }, 'a.edi', 'ISA'),
  ).rejects.toThrow(/a\.edi was there and is gone/);
});

describe('executions', () => {
  test('start by name with ids for input, and take a name that was used for started before', async () => {
    states.on(StartExecutionCommand).resolvesOnce({});
    expect(await executions.start('claim-pipeline', 'C1-1', { claimId: 'C1', leg: 1 })).toBe('started');
    expect(states.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:claims',
      name: 'C1-1',
      input: '{"claimId":"C1","leg":1}',
    });
    states.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'used', $metadata }));
    expect(await executions.start('claim-pipeline', 'C1-1', {})).toBe('exists');
  });

  test('cannot start a machine that the function was not given', async () => {
    await expect(executions.start('patient-account', 'G1-1', {})).rejects.toThrow(
      /not given the state machine patient-account/,
    );
  });

  test.each([
    new TaskTimedOut({ message: 'late', $metadata }),
    new TaskDoesNotExist({ message: 'over', $metadata }),
    new InvalidToken({ message: 'what', $metadata }),
  ])('take $name for a wait that is gone', async (error) => {
    states.on(SendTaskSuccessCommand).rejects(error);
    expect(await executions.answer('token', { outcome: 'accepted' })).toBe('gone');
  });

  test('send the answer as JSON, and take throttling for a temporary fault', async () => {
    states.on(SendTaskSuccessCommand).resolvesOnce({});
    expect(await executions.answer('token', { outcome: 'accepted' })).toBe('delivered');
    expect(states.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      output: '{"outcome":"accepted"}',
    });
    const throttled = Object.assign(new Error('slow'), { name: 'ThrottlingException', $metadata });
    states.onAnyCommand().rejects(throttled);
    await expect(executions.answer('token', {})).rejects.toMatchObject({ name: 'TemporaryFault' });
    await expect(executions.start('claim-pipeline', 'C1-2', {})).rejects.toMatchObject({
      name: 'TemporaryFault',
    });
  });
});
