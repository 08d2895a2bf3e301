import { claimsTable, openDynamoDbWorld } from './dynamodb-world.ts';

// Writes transactions of three items until it is killed; prints the partition of each that was acknowledged.
const [folder, round] = process.argv.slice(2);
const world = openDynamoDbWorld([claimsTable], folder);
let next = 0;

async function writeOn(): Promise<void> {
  for (;;) {
    const pk = `${round}-${(next += 1)}`;
    await world.call('TransactWriteItems', {
      ClientRequestToken: pk,
      TransactItems: ['claim', 'line', 'outbox'].map((sk) => ({
        Put: {
          TableName: 'claims',
          Item: { pk: { S: pk }, sk: { S: sk }, status: { S: 'open' }, dueAt: { N: String(next) } },
        },
      })),
    });
    process.stdout.write(`${pk}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, writeOn));
