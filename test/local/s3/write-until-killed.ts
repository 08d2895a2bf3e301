import path from 'node:path';
import { createEvents } from '../../../local/aws/events/events.ts';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { openTestWorld, operator } from '../aws-test-world.ts';
import { bucket, connect, rules, uploads } from './upload-application.ts';

// Runs in a process of its own, which the test kills: uploads objects, receives and deletes messages, and says on
// standard output what was acknowledged.
const folder = process.argv[2] ?? '';
const first = Number(process.argv[3]);
const test = openTestWorld(folder);
const sqs = createSqs(test.world);
const s3 = createS3(test.world, path.join(folder, 'objects'));
const events = createEvents(test.world);
connect(test, sqs, s3, events);
await sqs.provision([uploads]);
s3.provision([bucket]);
await events.provision({ rules });

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function upload(lane: number): Promise<void> {
  for (let index = first + lane; ; index += 4) {
    const size = index % 3 === 0 ? 150_000 : 1_000;
    await s3.putObject(bucket.name, `upload/${index}`, String(index % 10).repeat(size), operator);
    say(`put ${index} ${size}`);
  }
}

async function work(): Promise<void> {
  for (;;) {
    const { messages, receiptHandles } = await sqs.receiveForEventSource(uploads.arn, 3);
    const [message] = messages;
    const [handle] = receiptHandles;
    if (message !== undefined && handle !== undefined) {
      say(`received ${message.messageId} ${message.body}`);
      await sqs.deleteFromEventSource(uploads.arn, [handle]);
      say(`deleted ${message.messageId}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

await Promise.all([upload(0), upload(1), upload(2), upload(3), work()]);
