import { GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { BankQueryAnswer, bankFilePrefix, type BankQuery } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import { PaymentBatchEntry, type PaymentBatch } from '#contracts/payment-batch.ts';
import { entriesOfFile } from '#domain/bank/bank-entries.ts';
import { accountOfName, bankFileText, mostBankFileBytes, readBankFile } from '#domain/bank/read-bank-file.ts';
import type { ClaimEvidence } from '#domain/ledger-replay/books.ts';
import { chargeOfFile } from '#domain/ledger-replay/charge-of-file.ts';
import type { BankEvidence } from '#domain/ledger-replay/replay-bank.ts';
import { chargesOf } from '#domain/ledger-replay/replay-charges.ts';
import type { BatchEvidence } from '#domain/ledger-replay/replay-payments.ts';
import { CommandFailed } from './command-failed.ts';
import type { Facts } from './facts.ts';
import type { Target } from './target.ts';

/** Where a ledger's sources are read from. */
export interface ReplayFrom {
  readonly target: Target;
  readonly facts: Facts;
}

/** How many claims are asked for at the same time. */
const atOnce = 10;

/**
 * Every claim with its history, and the charges as the files say that it was sent with.
 * @param refunded claims of which a refund was approved: their tasks are read too.
 */
export async function claimEvidence(
  { target, facts }: ReplayFrom,
  practiceId: PracticeId,
  refunded: ReadonlySet<ClaimId>,
): Promise<ClaimEvidence[]> {
  const claims = await facts.claims(practiceId);
  const evidence: ClaimEvidence[] = [];
  for (let start = 0; start < claims.length; start += atOnce) {
    evidence.push(
      ...(await Promise.all(
        claims.slice(start, start + atOnce).map(async ({ claimId }) => {
          const { claim, history } = await facts.claim(practiceId, claimId);
          return {
            claim,
            history,
            sentCents: await sentCents(claim, history, target),
            tasks: refunded.has(claimId) ? await facts.tasksOfClaim(practiceId, claimId) : [],
          };
        }),
      )),
    );
  }
  return evidence;
}

async function sentCents(
  claim: Claim,
  history: ClaimEvidence['history'],
  target: Target,
): Promise<ReadonlyMap<number, Cents>> {
  const sent = new Map<number, Cents>();
  for (const { missing } of chargesOf({ claim, history, sentCents: sent })) {
    const file = missing === undefined ? undefined : await readObject(target, 'Exchange', missing.fileKey);
    const charge =
      file === undefined || missing === undefined
        ? undefined
        : chargeOfFile(file, missing.patientControlNumber);
    if (charge !== undefined && missing !== undefined) {
      sent.set(missing.sequence, charge);
    }
  }
  return sent;
}

/** Every batch that was entered by hand, with its items as they were entered. */
export async function batchEvidence(
  { target, facts }: ReplayFrom,
  practiceId: PracticeId,
): Promise<BatchEvidence[]> {
  const answer = await facts.report({ report: 'batches', practiceId });
  const batches = answer.outcome === 'batches' ? answer.batches : [];
  const evidence: BatchEvidence[] = [];
  for (const batch of batches) {
    evidence.push({ batch, items: await itemsOf(batch, target) });
  }
  return evidence;
}

async function itemsOf({ documentKey }: PaymentBatch, target: Target): Promise<BatchEvidence['items']> {
  const stored = await readObject(target, 'Exchange', documentKey);
  return stored === undefined
    ? undefined
    : PaymentBatchEntry.parse(JSON.parse(new TextDecoder().decode(stored))).items;
}

const firstDay = PlainDate.parse('2000-01-01');
const lastDay = PlainDate.parse('2100-12-31');

/** What is kept of the bank, and what its files say: each version of each that was put for the practice. */
export async function bankEvidence({ target }: ReplayFrom, practiceId: PracticeId): Promise<BankEvidence> {
  const kept = await askBank(target, { query: 'entries', practiceId, from: firstDay, to: lastDay });
  const open = await askBank(target, { query: 'open', practiceId });
  return {
    entries: kept.outcome === 'entries' ? kept.entries : [],
    files: await bankFiles(target, practiceId),
    open: open.outcome === 'open' ? open.entries : [],
    awaited: open.outcome === 'open' ? open.deposits : [],
  };
}

async function askBank(target: Target, query: BankQuery): Promise<BankQueryAnswer> {
  const answer = BankQueryAnswer.parse(await target.invoke('read-bank', query));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  return answer;
}

/** What is kept of an entry was known when it came; of a file that is read again that is of no account. */
const whenever = Instant.parse('2000-01-01T00:00:00.000Z');

async function bankFiles(target: Target, practiceId: PracticeId): Promise<BankEvidence['files']> {
  const prefix = `${bankFilePrefix}${practiceId}/`;
  const files = new Map<string, ReturnType<typeof entriesOfFile>>();
  let marker: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
  while (marker !== undefined) {
    const listed: ListedVersions = await target.s3.send(
      new ListObjectVersionsCommand({ Bucket: target.bucket('Upload'), Prefix: prefix, ...marker }),
    );
    for (const { Key: key = '', VersionId: versionId, Size: size = 0 } of listed.Versions ?? []) {
      const source = `${key} ${versionId ?? ''}`.trim();
      const bytes = size > mostBankFileBytes ? undefined : await readObject(target, 'Upload', key, versionId);
      const { read } = readBankFile(
        bankFileText(bytes ?? new Uint8Array()),
        accountOfName(key.slice(prefix.length)),
      );
      // One that was refused is refused again: nothing of it was ever used.
      if (read !== undefined) {
        files.set(source, entriesOfFile(practiceId, read.entries, { fileKey: source, at: whenever }));
      }
    }
    marker =
      listed.NextKeyMarker === undefined
        ? undefined
        : {
            KeyMarker: listed.NextKeyMarker,
            ...(listed.NextVersionIdMarker === undefined
              ? {}
              : { VersionIdMarker: listed.NextVersionIdMarker }),
          };
  }
  return files;
}

interface ListedVersions {
  readonly Versions?:
    | readonly {
        readonly Key?: string | undefined;
        readonly VersionId?: string | undefined;
        readonly Size?: number | undefined;
      }[]
    | undefined;
  readonly NextKeyMarker?: string | undefined;
  readonly NextVersionIdMarker?: string | undefined;
}

/** The bytes of an object; undefined where there is none. */
export async function readObject(
  target: Target,
  bucket: 'Exchange' | 'Upload',
  key: string,
  versionId?: string,
): Promise<Uint8Array | undefined> {
  try {
    const object = await target.s3.send(
      new GetObjectCommand({
        Bucket: target.bucket(bucket),
        Key: key,
        ...(versionId === undefined ? {} : { VersionId: versionId }),
      }),
    );
    return (await object.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof Error && ['NoSuchKey', 'NoSuchVersion'].includes(error.name)) {
      return undefined;
    }
    throw new CommandFailed(
      `${key} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
