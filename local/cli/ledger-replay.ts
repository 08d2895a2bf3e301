import * as z from 'zod';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { ReplayBalance, TakenFromJournal } from '#domain/ledger-replay/compare-books.ts';
import { LedgerReplayer, type LedgerReplay } from '#domain/ledger-replay/replay-ledger.ts';
import { replaySources } from '#domain/ledger-replay/sources.ts';
import { decimalText, formatDollars } from '#domain/money/cents.ts';
import { transactionOfFile } from '#domain/remittance/transaction-of-file.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { ReadInterchange } from '#domain/x12/read-result.ts';
import { CommandFailed } from './command-failed.ts';
import type { Facts } from './facts.ts';
import { practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable, type Column } from './print.ts';
import {
  bankEvidence,
  batchEvidence,
  claimEvidence,
  readObject,
  type ReplayFrom,
} from './replay-evidence.ts';
import type { Target } from './target.ts';

/**
 * Rebuilds every balance of a practice from what is kept beside the ledger, and compares it with the ledger: files of
 * claims, of payers and of the bank as they came or went, batches as they were entered, decisions of people as the claims
 * keep them. It is worked out here, beside the deployed pipeline, so that no part of that has to be believed: of it only
 * claims, runs, batches, entries of the bank and postings are read.
 */
export async function replayLedger(from: ReplayFrom, practiceId: PracticeId): Promise<LedgerReplay> {
  const { target, facts } = from;
  const { practice } = z
    .object({ practice: Practice })
    .parse(await target.invoke('read-practices', { practiceId, read: 'edition' }));
  const postings = await everyPosting(facts, practiceId);
  const refunded = new Set(
    postings.flatMap(({ cause, claimId }) =>
      cause === 'refund-approved' && claimId !== undefined ? [claimId] : [],
    ),
  );
  const replayer = new LedgerReplayer(practice, await claimEvidence(from, practiceId, refunded));
  const runs = Map.groupBy(await facts.remittances(practiceId), fileOf);
  for (const ofFile of runs.values()) {
    const interchanges = ofFile.some(({ state }) => state === 'posted')
      ? await interchangesOf(ofFile[0], target)
      : [];
    for (const run of ofFile) {
      replayer.add(run, transactionOfFile(interchanges, run));
    }
  }
  for (const batch of await batchEvidence(from, practiceId)) {
    replayer.addBatch(batch);
  }
  replayer.addBank(await bankEvidence(from, practiceId));
  return replayer.compare(postings);
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
      `The ledger of ${practiceId} is not what its sources lead to: ${replay.differences.length} differences, ${replay.faults.length} faults.`,
      1,
    );
  }
}

const balanceColumns: readonly Column<ReplayBalance>[] = [
  { title: 'account', cell: ({ account }) => account },
  { title: 'payer', cell: ({ payerId }) => payerId ?? '' },
  { title: 'kept', cell: ({ keptCents }) => decimalText(keptCents), align: 'right' },
  { title: 'rebuilt', cell: ({ rebuiltCents }) => decimalText(rebuiltCents), align: 'right' },
  { title: 'difference', cell: ({ differenceCents }) => decimalText(differenceCents), align: 'right' },
];

function printReplay({ accounts, differences, faults, fromJournal, counts }: LedgerReplay): void {
  printTable(accounts, balanceColumns);
  if (differences.length > 0) {
    printLine('');
    printTable(differences, [
      { title: 'held by', cell: ({ holder }) => holder },
      { title: 'source', cell: ({ source }) => source },
      ...balanceColumns,
      { title: 'postings', cell: ({ postings }) => postings.join(', ') },
    ]);
    for (const source of new Set(differences.map((difference) => difference.source))) {
      printLine(`${source}: ${replaySources[source]}.`);
    }
  }
  printLine('');
  for (const fault of faults) {
    printLine(fault);
  }
  fromJournal.forEach(printBelieved);
  const { claims, decisions, remittances, batches, bankEntries } = counts;
  const said = `${claims} claims, ${decisions} decisions of ${remittances} remittances, ${batches} batches and ${bankEntries} entries of the bank rebuilt`;
  printLine(differences.length + faults.length === 0 ? `${said}: equal to the cent` : said);
}

function printBelieved({ name, postings, cents, because }: TakenFromJournal): void {
  printLine(
    `${postings} ${postings === 1 ? 'posting' : 'postings'}, ${formatDollars(cents)}: ${name}; taken from the journal because ${because}.`,
  );
}

function fileOf({ fileKey, fileVersionId = '' }: RemittanceRun): string {
  return `${fileVersionId} ${fileKey}`;
}

async function interchangesOf(
  run: RemittanceRun | undefined,
  target: Target,
): Promise<readonly ReadInterchange[]> {
  const file =
    run === undefined ? undefined : await readObject(target, 'Exchange', run.fileKey, run.fileVersionId);
  return file === undefined ? [] : readInterchanges(file).interchanges;
}

/** By posting days, so that nothing is left out whoever holds it; a day that was totalled as empty is read as well. */
async function everyPosting(facts: Facts, practiceId: PracticeId): Promise<Posting[]> {
  const postings: Posting[] = [];
  for (const { postingDate } of await facts.ledgerDays(practiceId)) {
    postings.push(...(await facts.postingsOfDay(practiceId, postingDate)));
  }
  return postings;
}
