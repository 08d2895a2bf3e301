import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDbCodingAudits } from '#adapters/dynamodb/dynamodb-coding-audits.ts';
import { dynamoDbCostBook } from '#adapters/dynamodb/dynamodb-cost-book.ts';
import { dynamoDbJournal } from '#adapters/dynamodb/dynamodb-journal.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { contractVariance, type LineVariance } from '#domain/expected-payment/contract-variance.ts';
import { entriesOfDay } from '#ports/journal.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { samplePractice } from '../../../local/cli/samples.ts';
import type { Books } from '../independent/books.ts';
import type { LivedYear } from './live-a-year.ts';

type OfOffice = Pick<Books, 'tasks' | 'audits' | 'statements' | 'costs' | 'comparedWithContract'>;

/** What the office did in a year, from the journal and the books of the pipeline's own tables. */
export async function officeOf(
  { opened: { runtime }, practiceId, from, to }: LivedYear,
  claims: readonly Claim[],
): Promise<OfOffice> {
  const client = new DynamoDBClient({
    endpoint: runtime.url,
    region: runtime.region,
    credentials: runtime.operatorCredentials,
  });
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const named = (word: string): string => {
      const [name, ...others] = TableNames.filter((one) => one.includes(`Records${word}`));
      if (name === undefined || others.length > 0) {
        throw new Error(`Not one table of ${word}: ${TableNames.join(', ')}`);
      }
      return name;
    };
    const practiceTable = named('Practices');
    const journal = dynamoDbJournal(client, {
      claims: named('Claims'),
      work: named('Work'),
      practice: practiceTable,
    });
    const tasks = new Map<string, Task>();
    const statements: Books['statements'][number][] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) {
      for (const entry of await entriesOfDay(journal, practiceId, day)) {
        if (entry.kind === 'task-opened') {
          tasks.set(entry.task.taskId, entry.task);
        } else if (entry.kind === 'statement-sent') {
          statements.push(entry);
        }
      }
    }
    return {
      tasks: [...tasks.values()],
      audits: await dynamoDbCodingAudits(client, practiceTable).closedIn(practiceId, from, to),
      statements,
      costs: await dynamoDbCostBook(client, practiceTable).entries(practiceId),
      comparedWithContract: await comparisons(claims),
    };
  } finally {
    client.destroy();
  }
}

/** How each decision compares with the contract that the sample practice has with its payer. */
async function comparisons(claims: readonly Claim[]): Promise<Books['comparedWithContract']> {
  const practice = samplePractice();
  const codeSets = memoryCodeSetStore(new MemoryTables());
  const clock = { now: () => Instant.parse('2026-12-01T00:00:00.000Z') };
  const prices = pricesInForce(codeSets, tablesInForce(codeSets, seedTables, clock), clock);
  const found = new Map<Adjudication, readonly LineVariance[]>();
  for (const claim of claims) {
    for (const decision of claim.adjudications) {
      const payer = practice.payers.find(({ payerId }) => payerId === decision.payerId);
      if (payer !== undefined && claim.legacy === undefined) {
        const compared = await prices.decide((inForce) =>
          contractVariance(claim, decision, payer, practice, inForce),
        );
        found.set(decision, compared ?? []);
      }
    }
  }
  return (_claim, decision) => found.get(decision) ?? [];
}
