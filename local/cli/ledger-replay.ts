import { GetObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { LedgerReplayer, type LedgerReplay } from '#domain/ledger-replay/replay-ledger.ts';
import { decimalText, subtractCents } from '#domain/money/cents.ts';
import { transactionOfFile } from '#domain/remittance/transaction-of-file.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { ReadInterchange } from '#domain/x12/read-result.ts';
import { CommandFailed } from './command-failed.ts';
import type { Facts } from './facts.ts';
import { practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';
import type { Target } from './target.ts';

/**
 * Rebuilds every balance of a practice and compares it with the ledger: the 835s from the files as they came, by the
 * functions that post them; charges, and what people entered and decided, from the ledger itself. It is worked out here,
 * beside the deployed pipeline, so that no part of that has to be believed: of it only claims, postings and runs are read.
 */
export async function replayLedger(
  { target, facts }: { readonly target: Target; readonly facts: Facts },
  practiceId: PracticeId,
): Promise<LedgerReplay> {
  const { practice } = z
    .object({ practice: Practice })
    .parse(await target.invoke('read-practices', { practiceId, read: 'edition' }));
  const replayer = new LedgerReplayer(practice, await facts.claims(practiceId));
  const runs = Map.groupBy(await facts.remittances(practiceId), fileOf);
  for (const ofFile of runs.values()) {
    const interchanges = ofFile.some(({ state }) => state === 'posted')
      ? await interchangesOf(ofFile[0], target)
      : [];
    for (const run of ofFile) {
      replayer.add(run, transactionOfFile(interchanges, run));
    }
  }
  return replayer.compare(await everyPosting(facts, practiceId));
}

/** `ledger replay`. */
export async function runLedgerReplay(session: Session): Promise<void> {
  const practiceId = await practiceOf(session);
  const replay = await replayLedger(session, practiceId);
  if (session.options.json) {
    printJson(replay);
  } else {
    printReplay(replay);
  }
  if (!replay.isEqual) {
    throw new CommandFailed(
      `The ledger of ${practiceId} is not what its files lead to: ${replay.differences.length} differences, ${replay.faults.length} faults.`,
      1,
    );
  }
}

function printReplay({ accounts, differences, faults, counts }: LedgerReplay): void {
  printTable(accounts, [
    { title: 'account', cell: ({ account }) => account },
    { title: 'payer', cell: ({ payerId }) => payerId ?? '' },
    { title: 'kept', cell: ({ keptCents }) => decimalText(keptCents), align: 'right' },
    { title: 'rebuilt', cell: ({ rebuiltCents }) => decimalText(rebuiltCents), align: 'right' },
    { title: 'difference', cell: ({ differenceCents }) => decimalText(differenceCents), align: 'right' },
  ]);
  if (differences.length > 0) {
    printLine('');
    printTable(differences, [
      { title: 'claim or remittance', cell: ({ holder }) => holder },
      { title: 'account', cell: ({ account }) => account },
      { title: 'payer', cell: ({ payerId }) => payerId ?? '' },
      { title: 'kept', cell: ({ keptCents }) => decimalText(keptCents), align: 'right' },
      { title: 'rebuilt', cell: ({ rebuiltCents }) => decimalText(rebuiltCents), align: 'right' },
      {
        title: 'difference',
        cell: ({ keptCents, rebuiltCents }) => decimalText(subtractCents(rebuiltCents, keptCents)),
        align: 'right',
      },
    ]);
  }
  for (const fault of faults) {
    printLine(fault);
  }
  const said = `${counts.claims} claims and ${counts.decisions} decisions of ${counts.remittances} remittances rebuilt`;
  printLine(differences.length + faults.length === 0 ? `${said}: equal to the cent` : said);
}

function fileOf({ fileKey, fileVersionId = '' }: RemittanceRun): string {
  return `${fileVersionId} ${fileKey}`;
}

async function interchangesOf(
  run: RemittanceRun | undefined,
  target: Target,
): Promise<readonly ReadInterchange[]> {
  if (run === undefined) {
    return [];
  }
  const { fileKey, fileVersionId } = run;
  try {
    const object = await target.s3.send(
      new GetObjectCommand({
        Bucket: target.bucket('Exchange'),
        Key: fileKey,
        ...(fileVersionId === undefined ? {} : { VersionId: fileVersionId }),
      }),
    );
    return readInterchanges((await object.Body?.transformToByteArray()) ?? new Uint8Array()).interchanges;
  } catch (error) {
    if (error instanceof Error && ['NoSuchKey', 'NoSuchVersion'].includes(error.name)) {
      return [];
    }
    throw new CommandFailed(
      `${fileKey} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** By posting days, so that nothing is left out whoever holds it. */
async function everyPosting(facts: Facts, practiceId: PracticeId): Promise<Posting[]> {
  const postings: Posting[] = [];
  for (const { postingDate } of await facts.ledgerDays(practiceId)) {
    postings.push(...(await facts.postingsOfDay(practiceId, postingDate)));
  }
  return postings;
}
