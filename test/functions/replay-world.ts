import { bankFilePrefix } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { PaymentBatchEntry } from '#contracts/payment-batch.ts';
import { entriesOfFile } from '#domain/bank/bank-entries.ts';
import { accountOfName, bankFileText, readBankFile } from '#domain/bank/read-bank-file.ts';
import type { ClaimEvidence } from '#domain/ledger-replay/books.ts';
import { chargeOfFile } from '#domain/ledger-replay/charge-of-file.ts';
import { chargesOf } from '#domain/ledger-replay/replay-charges.ts';
import { LedgerReplayer, type LedgerReplay } from '#domain/ledger-replay/replay-ledger.ts';
import { transactionOfFile } from '#domain/remittance/transaction-of-file.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { loadPractice } from '#ports/practice-store.ts';
import { sentEvents, sentFile } from '../../bench/posting/sent-claims.ts';
import type { MemoryWorld } from './memory-world.ts';

const [firstDay, lastDay] = [PlainDate.parse('2000-01-01'), PlainDate.parse('2100-12-31')];

/** Rebuilds the ledger from everything that a world keeps beside it. */
export async function replayed(world: MemoryWorld): Promise<LedgerReplay> {
  const { practiceId, documents, stored, remittances, batches, bank, practices } = world;
  const claims: ClaimEvidence[] = [];
  for (const claim of stored.claims.values()) {
    claims.push(await evidenceOf(claim, world));
  }
  const practice = await loadPractice(practices, practiceId);
  const replayer = new LedgerReplayer(practice, claims);
  for (const run of await remittances.list(practiceId)) {
    const file = await documents.get('exchange', run.fileKey, run.fileVersionId);
    const { interchanges } = readInterchanges(file?.body ?? new Uint8Array());
    replayer.add(run, transactionOfFile(interchanges, run));
  }
  for (const batch of await batches.list(practiceId, firstDay, lastDay)) {
    const document = await documents.get('exchange', batch.documentKey);
    replayer.addBatch({
      batch,
      items:
        document === undefined
          ? undefined
          : PaymentBatchEntry.parse(JSON.parse(new TextDecoder().decode(document.body))).items,
    });
  }
  const entries = await bank.entries(practiceId, firstDay, lastDay);
  replayer.addBank({
    entries,
    files: new Map(
      [...stored.documents].flatMap(([path, body]) => {
        const [, key = ''] = path.split(`uploads/${bankFilePrefix}${practiceId}/`);
        const { read } = key === '' ? {} : readBankFile(bankFileText(body), accountOfName(key));
        const source = `${bankFilePrefix}${practiceId}/${key} v1`;
        return read === undefined
          ? []
          : [[source, entriesOfFile(practiceId, read.entries, { fileKey: source, at: world.clock.now() })]];
      }),
    ),
    open: await bank.openEntries(practiceId),
    awaited: await bank.awaited(practiceId),
  });
  return replayer.compare([...stored.postings.values()]);
}

/** A claim, its history, and its charges as the files have them that it was sent with. */
async function evidenceOf(claim: Claim, { stored, documents }: MemoryWorld): Promise<ClaimEvidence> {
  const history = [...stored.events.values()].flat().filter(({ claimId }) => claimId === claim.claimId);
  const sentCents = new Map<number, Cents>();
  for (const { missing } of chargesOf({ claim, history, sentCents })) {
    const file = missing === undefined ? undefined : (await documents.get('exchange', missing.fileKey))?.body;
    const sent =
      file === undefined || missing === undefined
        ? undefined
        : chargeOfFile(file, missing.patientControlNumber);
    if (sent !== undefined && missing !== undefined) {
      sentCents.set(missing.sequence, sent);
    }
  }
  const tasks = [...stored.tasks.values()].filter(({ claimId }) => claimId === claim.claimId);
  return { claim, history, sentCents, tasks };
}

/** What the rebuilt ledger has otherwise than the one kept: nothing, when all is well. */
export async function otherwise(world: MemoryWorld): Promise<readonly unknown[]> {
  const { differences, faults, isEqual } = await replayed(world);
  return isEqual ? [] : [...differences, ...faults, 'not equal'];
}

/** Gives claims that were put into a world as they are what a claim has that was really sent: its history, and its file. */
export async function keepSent(world: MemoryWorld, claims: readonly Claim[]): Promise<void> {
  const practice = await loadPractice(world.practices, world.practiceId);
  for (const claim of claims) {
    const [submission] = claim.submissions;
    await world.documents.put(
      'exchange',
      submission?.fileKey ?? '',
      sentFile(claims, practice),
      'application/edi-x12',
    );
    await world.commit.apply(
      sentEvents(claim, submission?.submittedAt ?? claim.receivedAt).map((event) => ({
        kind: 'record-event',
        event,
      })),
    );
  }
}
