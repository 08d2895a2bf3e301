import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { accountHolderOf } from '#contracts/ledger.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { fillTables } from '../../bench/bench-runtime.ts';
import { benchClaimId, generateRemittance } from '../../bench/posting/generate-remittance.ts';
import { openBooks } from '../../bench/posting/sample-books.ts';
import { sentEvents, sentFile } from '../../bench/posting/sent-claims.ts';
import { allPostings, factsOf } from '../../local/cli/facts.ts';
import { replayLedger } from '../../local/cli/ledger-replay.ts';
import { openRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';
import type { PostedOnRuntime } from './kill-the-posting-on-runtime.ts';

/**
 * Started by `kill-the-posting-on-runtime.ts` as a process of its own: first to open so many claims, which nobody kills,
 * then again and again to post the remittance over them. It puts the file unless it lies there, prints how many claims
 * are posted while they are, and at last what is kept.
 */
const [folder = '', task = 'post', given = '100'] = process.argv.slice(2);
const claims = Number(given);

/** On a machine that others use as well. */
const longestSilenceMilliseconds = 300_000;

const { practiceId } = samplePractice();
const key = 'inbound/cedarhill/killed.edi';
const opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: false, clock: 'jump' });
const { runtime, target } = opened;
const facts = factsOf(target);

async function isThere(): Promise<boolean> {
  try {
    await target.s3.send(new HeadObjectCommand({ Bucket: target.bucket('Exchange'), Key: key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') {
      return false;
    }
    throw error;
  }
}

const Tables = z.object({ TableNames: z.array(z.string()) });
const Counted = z.object({ Count: z.number() });

/** Counts what the run has marked as done: it costs the machine that is measured next to nothing. */
async function claimsDone(): Promise<number> {
  const [run] = await facts.remittances(practiceId);
  if (run === undefined) {
    return 0;
  }
  const { TableNames } = Tables.parse(await runtime.call('dynamodb', 'ListTables', {}));
  const { Count } = Counted.parse(
    await runtime.call('dynamodb', 'Query', {
      TableName: TableNames.find((name) => name.includes('RecordsPractices')) ?? '',
      KeyConditionExpression: 'pk = :run and begins_with(sk, :claim)',
      ExpressionAttributeValues: {
        ':run': { S: `${practiceId}#remittance#${run.remittanceId}` },
        ':claim': { S: 'claim#' },
      },
      Select: 'COUNT',
    }),
  );
  return Count;
}

async function isPosted(): Promise<boolean> {
  return (await facts.remittances(practiceId)).some(({ state }) => state === 'posted');
}

const inOrder = (lines: readonly string[]) => lines.toSorted((one, other) => (one < other ? -1 : 1));

/** Everything that is kept, without the times: the clock of a machine that was killed has moved on. */
async function whatIsKept(): Promise<PostedOnRuntime> {
  const postings = await allPostings(facts, practiceId);
  const replay = await replayLedger({ target, facts }, practiceId);
  return {
    runs: (await facts.remittances(practiceId)).map((run) => `${run.state} ${run.posted} of ${run.claims}`),
    claims: inOrder(
      (await facts.claims(practiceId)).map(
        ({ claimId, state, adjudications }) => `${claimId} ${state} ${adjudications.length}`,
      ),
    ),
    postings: inOrder(
      postings.map((posting) =>
        [
          accountHolderOf(posting),
          posting.postingId,
          ...posting.legs.map(
            ({ account, payerId, amountCents }) => `${account} ${payerId ?? ''} ${amountCents}`,
          ),
        ].join(', '),
      ),
    ),
    tasks: inOrder((await facts.tasks(practiceId)).map(({ taskId }) => taskId)),
    differenceCents: trialBalance(postings).differenceCents,
    replay: replay.isEqual ? 'equal' : JSON.stringify([replay.differences, replay.faults]),
    faults: runtime.faults().map(({ message }) => message),
  };
}

/** Claims that were sent today and wait for the remittance, each with its charges, its history and its file. */
async function openClaims(): Promise<void> {
  await loadPractice({ target }, join(repositoryFolder, 'events', 'practice.json'));
  const at = Instant.parse(new Date(runtime.clock.now()).toISOString());
  const practice = samplePractice();
  const { claim: sample } = openBooks();
  const text = JSON.stringify({ ...sample, version: 2, postedChargeCents: 0, receivedAt: at });
  const claimOf = (number: number): Claim => {
    const claim = Claim.parse(JSON.parse(text.replaceAll(sample.claimId, benchClaimId(number))));
    const [submission] = claim.submissions;
    return submission === undefined
      ? claim
      : {
          ...claim,
          submissions: [{ ...submission, submittedAt: at, fileKey: `outbound/faults/${claim.claimId}.edi` }],
        };
  };
  await fillTables(opened, claims, (number) => {
    const claim = claimOf(number);
    const { writes, postedChargeCents } = postCharge(claim, {
      at,
      postingDate: dateOf(at),
      by: 'scrub-claim',
      postings: [],
    });
    return [
      { kind: 'create-claim', claim: { ...claim, postedChargeCents } },
      ...sentEvents(claim, at).map((event) => ({ kind: 'record-event' as const, event })),
      ...writes,
    ];
  });
  for (let number = 1; number <= claims; number += 1) {
    const claim = claimOf(number);
    await target.s3.send(
      new PutObjectCommand({
        Bucket: target.bucket('Exchange'),
        Key: claim.submissions[0]?.fileKey ?? '',
        Body: sentFile([claim], practice),
      }),
    );
  }
}

if (task === 'open') {
  // Time stands still: what is waited for in these claims is not to fall due yet.
  runtime.scheduler.hold('claims are opened', 3_600);
  await openClaims();
} else {
  if (!(await isThere())) {
    await target.s3.send(
      new PutObjectCommand({
        Bucket: target.bucket('Exchange'),
        Key: key,
        Body: [...generateRemittance(claims)].join(''),
      }),
    );
  }
  // Nobody holds the clock: what a killed life had in hand is tried again when its time to be hidden is over.
  let [done, changedAt] = [-1, performance.now()];
  while (!(await isPosted())) {
    const now = await claimsDone();
    process.stdout.write(`${now}\n`);
    if (now !== done) {
      [done, changedAt] = [now, performance.now()];
    } else if (performance.now() - changedAt > longestSilenceMilliseconds) {
      throw new Error(
        `${done} of ${claims} claims are posted, and nothing happens any more: ${JSON.stringify(runtime.status())}`,
      );
    }
    await pause(20);
  }
  await runtime.onQuiet();
  process.stdout.write(`${JSON.stringify(await whatIsKept())}\n`);
}
await runtime.stop();
