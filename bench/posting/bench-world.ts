import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transactItems } from '#adapters/dynamodb/transact-items.ts';
import { memoryBankBook } from '#adapters/memory/memory-bank-book.ts';
import { memoryLedgerDays } from '#adapters/memory/memory-ledger-days.ts';
import { memoryPeriods } from '#adapters/memory/memory-payment-batches.ts';
import { memoryControlNumbers } from '#adapters/memory/memory-control-numbers.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { memoryExecutions } from '#adapters/memory/memory-executions.ts';
import { memoryRemittanceRegister } from '#adapters/memory/memory-stores.ts';
import { memoryTaskStore } from '#adapters/memory/memory-task-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { s3Clearinghouse } from '#adapters/s3/s3-clearinghouse.ts';
import { Claim } from '#contracts/claim.ts';
import { Posting } from '#contracts/ledger.ts';
import type { Write } from '#domain/writes/write.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { at, benchPractice, openBooks } from './sample-books.ts';

const tableNames = { claims: 'claims', ledger: 'ledger', work: 'work', practice: 'practice' };

/** What was written, added up: a hundred thousand claims are not kept in the memory that is measured. */
export interface WrittenSums {
  /** Actions of transactions, as DynamoDB counts them. */
  actions: number;
  transactions: number;
  /** By position of the claim. */
  readonly done: Map<number, 'posted' | 'suspended'>;
  cashCents: number;
}

/**
 * What the steps are given: files on this machine's disk, claims that are read from text as they would be from the
 * table, writes that are put into the form that DynamoDB takes and are then only counted.
 */
export function benchWorld(folder: string) {
  const practice = benchPractice;
  const tables = new MemoryTables();
  const sums: WrittenSums = { actions: 0, transactions: 0, done: new Map(), cashCents: 0 };
  const opened = openBooks();
  const templateId = opened.claim.claimId;
  const claimText = JSON.stringify(opened.claim);
  const postingTexts = opened.postings.map((posting) => JSON.stringify(posting));
  const documents = diskDocuments(folder);
  const world = {
    clock: { now: () => at },
    commit: {
      apply: (writes: readonly Write[]) => {
        sums.transactions += 1;
        for (const write of writes) {
          sums.actions += transactItems(write, tableNames).length;
          add(write, sums);
        }
        return Promise.resolve({ outcome: 'committed' } as const);
      },
    },
    claims: {
      load: (_practiceId: string, claimId: string) =>
        Promise.resolve(Claim.parse(JSON.parse(claimText.replaceAll(templateId, claimId)))),
    },
    ledger: {
      ofClaim: (_practiceId: string, claimId: string) =>
        Promise.resolve(
          postingTexts.map((text) => Posting.parse(JSON.parse(text.replaceAll(templateId, claimId)))),
        ),
      ofHolder: () => Promise.resolve([]),
      takebacks: () => Promise.resolve([]),
      refunds: () => Promise.resolve([]),
    },
    tasks: memoryTaskStore(tables),
    bank: memoryBankBook(tables),
    periods: memoryPeriods(tables),
    ledgerDays: memoryLedgerDays(tables),
    practices: {
      load: () => Promise.resolve(practice),
      findBySubmitterId: () => Promise.resolve(practice.practiceId),
    },
    controlNumbers: memoryControlNumbers(tables),
    remittances: {
      ...memoryRemittanceRegister(tables),
      doneClaims: (_practiceId: string, _remittanceId: string, among?: { from: number; to: number }) =>
        Promise.resolve(among === undefined ? sums.done : doneAmong(sums.done, among)),
    },
    documents,
    clearinghouse: s3Clearinghouse(memoryDocumentStore(tables)),
    executions: memoryExecutions(tables),
  };
  return { world, sums, practiceId: practice.practiceId };
}

function add(write: Write, sums: WrittenSums): void {
  if (write.kind === 'count-remittance-claim') {
    sums.done.set(write.claimIndex, write.outcome);
  } else if (write.kind === 'post') {
    for (const { account, amountCents } of write.posting.legs) {
      sums.cashCents += account === 'cash-in-transit' ? amountCents : 0;
    }
  }
}

function doneAmong(
  done: ReadonlyMap<number, 'posted' | 'suspended'>,
  { from, to }: { from: number; to: number },
): ReadonlyMap<number, 'posted' | 'suspended'> {
  const found = new Map<number, 'posted' | 'suspended'>();
  for (let claimIndex = from; claimIndex <= to; claimIndex += 1) {
    const outcome = done.get(claimIndex);
    if (outcome !== undefined) {
      found.set(claimIndex, outcome);
    }
  }
  return found;
}

function diskDocuments(folder: string): Pick<DocumentStore, 'get' | 'put' | 'stream' | 'bucketOf'> {
  const path = (shelf: string, key: string): string => join(folder, shelf, key);
  return {
    bucketOf: (shelf) => shelf,
    put(shelf, key, body) {
      mkdirSync(dirname(path(shelf, key)), { recursive: true });
      writeFileSync(path(shelf, key), body);
      return Promise.resolve();
    },
    get(shelf, key) {
      const body = new Uint8Array(readFileSync(path(shelf, key)));
      return Promise.resolve({ body, size: body.byteLength });
    },
    stream: (shelf, key) => Promise.resolve(createReadStream(path(shelf, key)) as AsyncIterable<Uint8Array>),
  };
}
