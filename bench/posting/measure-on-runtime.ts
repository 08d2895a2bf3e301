import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { dynamoDbCommit } from '#adapters/dynamodb/dynamodb-commit.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { allPostings, factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';
import { countsBetween, secondsOf, type ServiceCounts } from '../measure-run.ts';
import { benchClaimId, claimsFor, generateRemittance } from './generate-remittance.ts';
import { openBooks } from './sample-books.ts';

/** A remittance from the bucket to the closed run, over the network, the database and the state machine of one machine. */
export interface RuntimePosting {
  readonly bytes: number;
  readonly claims: number;
  /** From the file's arrival until the run is closed and everything that it started is quiet. */
  readonly seconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
  /** Of the one thread that serves the AWS APIs. */
  readonly mainThreadSeconds: number;
  readonly peakMebibytes: number;
  /** What was asked of each service meanwhile. */
  readonly counts: ServiceCounts;
}

const claimsAtOnce = 20;
/** A small one first: each function has its thread then, and its code has been compiled once. */
const warmUpClaims = 100;

/**
 * Posts a made-up 835 of about so many bytes on a runtime of its own, after a warm-up.
 * @throws Error when a claim is not posted or the ledger does not balance: such a run measures nothing.
 */
export async function measureOnRuntime(megabytes: number): Promise<RuntimePosting> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-posting-'));
  const opened = await openRuntime({
    data: join(folder, 'data'),
    port: 0,
    seed: '1',
    payer: false,
    clock: 'jump',
  });
  const { runtime, target } = opened;
  try {
    const { practiceId } = samplePractice();
    runtime.scheduler.hold('bench', 86_400);
    await loadPractice({ target }, join(repositoryFolder, 'events', 'practice.json'));
    const facts = factsOf(target);
    const claims = claimsFor(megabytes * 1e6);
    await openClaims(opened, warmUpClaims + claims);
    await post(opened, practiceId, facts, [...generateRemittance(warmUpClaims)].join(''), warmUpClaims);
    const text = [...generateRemittance(claims, warmUpClaims)].join('');
    const before = runtime.counters().services;
    const startedAt = performance.now();
    const processorBefore = process.cpuUsage();
    const mainThreadBefore = process.threadCpuUsage();
    await post(opened, practiceId, facts, text, claims);
    const seconds = (performance.now() - startedAt) / 1000;
    const processorSeconds = secondsOf(process.cpuUsage(processorBefore));
    const mainThreadSeconds = secondsOf(process.threadCpuUsage(mainThreadBefore));
    const counts = countsBetween(runtime.counters().services, before);
    const { differenceCents } = trialBalance(await allPostings(facts, practiceId));
    if (differenceCents !== 0) {
      throw new Error('The ledger does not balance');
    }
    return {
      bytes: text.length,
      claims,
      seconds,
      processorSeconds,
      mainThreadSeconds,
      peakMebibytes: process.resourceUsage().maxRSS / 1024,
      counts,
    };
  } finally {
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Claims that were sent and wait for the remittance, with their charges: straight into the tables, which is not measured. */
async function openClaims({ runtime }: OpenedRuntime, count: number): Promise<void> {
  const { TableNames } = z
    .object({ TableNames: z.array(z.string()) })
    .parse(await runtime.call('dynamodb', 'ListTables', {}));
  const table = (name: string): string =>
    TableNames.find((one) => one.includes(`Records${name}`)) ?? `no table of ${name}`;
  const client = new DynamoDBClient({
    endpoint: runtime.url,
    region: runtime.region,
    credentials: runtime.operatorCredentials,
  });
  const commit = dynamoDbCommit(client, {
    claims: table('Claims'),
    ledger: table('Ledger'),
    work: table('Work'),
    practice: table('Practices'),
  });
  const opened = openBooks();
  const text = JSON.stringify(opened);
  const open = async (number: number): Promise<void> => {
    const claimId: ClaimId = benchClaimId(number);
    const { claim, postings } = JSON.parse(text.replaceAll(opened.claim.claimId, claimId)) as typeof opened;
    await commit.apply([
      { kind: 'create-claim', claim },
      ...postings.map((posting) => ({ kind: 'post' as const, posting })),
    ]);
  };
  for (let number = 1; number <= count; number += claimsAtOnce) {
    const together = Math.min(claimsAtOnce, count - number + 1);
    await Promise.all(Array.from({ length: together }, (_, index) => open(number + index)));
  }
  client.destroy();
  // What the tables announce of new claims is done before anything is measured.
  await runtime.onQuiet();
}

/** Puts the file where the clearinghouse leaves it, and waits until its claims are posted. */
async function post(
  { runtime, target }: OpenedRuntime,
  practiceId: PracticeId,
  facts: Facts,
  text: string,
  claims: number,
): Promise<void> {
  const posted = async (): Promise<RemittanceRun[]> =>
    (await facts.remittances(practiceId)).filter(({ state }) => state === 'posted');
  const before = (await posted()).length;
  await target.s3.send(
    new PutObjectCommand({
      Bucket: target.bucket('Exchange'),
      Key: `inbound/cedarhill/bench-${claims}.edi`,
      Body: text,
    }),
  );
  await runtime.onQuiet();
  const now = await posted();
  const run = now.find((one) => one.claims === claims);
  if (now.length !== before + 1 || run?.posted !== claims) {
    throw new Error(
      `Of ${claims} claims ${run?.posted ?? 0} were posted; ${runtime
        .faults()
        .map(({ message }) => message)
        .join('; ')}`,
    );
  }
}
