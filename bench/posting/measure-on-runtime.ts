import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import type { Write } from '#domain/writes/write.ts';
import { allPostings, factsOf, type Facts } from '../../local/cli/facts.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { effortOf, fillTables, withBenchRuntime, type BenchRuntime, type Effort } from '../bench-runtime.ts';
import { benchClaimId, claimsFor, generateRemittance } from './generate-remittance.ts';
import { openBooks } from './sample-books.ts';

/**
 * A remittance from the bucket to the closed run, over the network, the database and the state machine of one machine:
 * from the file's arrival until everything that it started is quiet.
 */
export interface RuntimePosting extends Effort {
  readonly bytes: number;
  readonly claims: number;
  readonly peakMebibytes: number;
}

/** A small one first: each function has its thread then, and its code has been compiled once. */
const warmUpClaims = 100;

/**
 * Posts a made-up 835 of about so many bytes on a runtime of its own, after a warm-up.
 * @throws Error when a claim is not posted or the ledger does not balance: such a run measures nothing.
 */
export async function measureOnRuntime(megabytes: number): Promise<RuntimePosting> {
  return await withBenchRuntime({ payer: false }, async (opened) => {
    const { practiceId } = samplePractice();
    const facts = factsOf(opened.target);
    const claims = claimsFor(megabytes * 1e6);
    await openClaims(opened, warmUpClaims + claims);
    await post(opened, practiceId, facts, [...generateRemittance(warmUpClaims)].join(''), warmUpClaims);
    const text = [...generateRemittance(claims, warmUpClaims)].join('');
    const effort = await effortOf(opened, () => post(opened, practiceId, facts, text, claims));
    const { differenceCents } = trialBalance(await allPostings(facts, practiceId));
    if (differenceCents !== 0) {
      throw new Error('The ledger does not balance');
    }
    return {
      bytes: text.length,
      claims,
      ...effort,
      peakMebibytes: process.resourceUsage().maxRSS / 1024,
    };
  });
}

/** Puts claims that were sent and wait for the remittance straight into the tables. */
export async function openClaims(runtime: Pick<BenchRuntime, 'runtime'>, count: number): Promise<void> {
  await fillTables(runtime, count, openClaim);
}

const opened = openBooks();
const text = JSON.stringify(opened);

/** A claim that was sent and waits for the remittance, with its charges. */
function openClaim(number: number): readonly Write[] {
  const { claim, postings } = JSON.parse(
    text.replaceAll(opened.claim.claimId, benchClaimId(number)),
  ) as typeof opened;
  return [
    { kind: 'create-claim', claim },
    ...postings.map((posting) => ({ kind: 'post' as const, posting })),
  ];
}

/** Puts the file where the clearinghouse leaves it, and waits until its claims are posted. */
async function post(
  { runtime, target }: BenchRuntime,
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
