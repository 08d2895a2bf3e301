import { bankFilePrefix, type BankDays, type BankEntry, type BankFileAnswer } from '#contracts/bank.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { ObjectCreated } from '#contracts/messages.ts';
import { contractVersion } from '#contracts/steps.ts';
import { bankEntriesOf, openOf } from '#domain/bank/bank-entries.ts';
import { bankEntryPosting } from '#domain/bank/deposit-postings.ts';
import { readBankFile } from '#domain/bank/read-bank-file.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { BankBook } from '#ports/bank-book.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { reassociate, type ReassociateWorld } from '#ports/reassociate.ts';
import { decideAgainOnConflict } from '#ports/work-on-claim.ts';

export interface ReceiveBankFileWorld extends ReassociateWorld {
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly bank: ReassociateWorld['bank'] & Pick<BankBook, 'entry' | 'days'>;
}

/** More is no statement, and is not read into memory. */
const mostBytes = 20_000_000;
const atOnce = 10;
const by = 'receive-bank-file';

/**
 * Takes in a file of the bank that was uploaded under `bank/<practice id>/`: each entry is kept and posted once, by one
 * transaction, whichever files it comes with; then entries are matched with what was announced. A file that is refused
 * is refused whole. It is answered under `answer/<practice id>/bank/`.
 */
export async function receiveBankFileStep(
  body: string,
  world: ReceiveBankFileWorld,
): Promise<{ outcome: BankFileAnswer['outcome'] }> {
  const { object } = ObjectCreated.parse(JSON.parse(body)).detail;
  const [folder = '', ...names] = object.key.slice(bankFilePrefix.length).split('/');
  const name = names.join('/');
  const source = `${object.key} ${object['version-id'] ?? ''}`.trim();
  const practiceId = PracticeId.safeParse(folder);
  const isKnown = practiceId.success && (await world.practices.edition(practiceId.data)) !== undefined;
  const told =
    isKnown && name !== ''
      ? await takeIn(
          practiceId.data,
          { key: object.key, versionId: object['version-id'], source, size: object.size },
          world,
        )
      : refused(
          `found the folder "${folder}"; expected ${bankFilePrefix}<practice id>/<file> of a practice that was loaded`,
        );
  const answer: BankFileAnswer = { contractVersion, source, answeredAt: world.clock.now(), ...told };
  await world.documents.put(
    'uploads',
    name === '' ? `answer/${object.key}.json` : `answer/${folder}/bank/${name}.json`,
    `${JSON.stringify(answer, undefined, 2)}\n`,
    'application/json',
  );
  return { outcome: answer.outcome };
}

type Told = Omit<BankFileAnswer, 'contractVersion' | 'answeredAt' | 'source'>;

async function takeIn(
  practiceId: PracticeId,
  {
    key,
    versionId,
    source,
    size = 0,
  }: {
    readonly key: string;
    readonly versionId: string | undefined;
    readonly source: string;
    readonly size: number | undefined;
  },
  world: ReceiveBankFileWorld,
): Promise<Told> {
  if (size > mostBytes) {
    return refused(`found ${size} bytes; expected at most ${mostBytes}. Ask the bank for shorter periods`);
  }
  const file = await world.documents.get('uploads', key, versionId);
  if (file === undefined) {
    return refused('found no file any more. Upload it again');
  }
  const { read, refusal } = readBankFile(textOf(file.body));
  if (read === undefined) {
    return refused(refusal);
  }
  const entries = bankEntriesOf(practiceId, read.entries, { fileKey: source, at: world.clock.now() });
  let newEntries = 0;
  for (let start = 0; start < entries.length; start += atOnce) {
    const kept = await Promise.all(entries.slice(start, start + atOnce).map((entry) => keep(entry, world)));
    newEntries += kept.filter((isNew) => isNew).length;
  }
  await noteDays(practiceId, entries, world);
  const { matches, entries: open } = await reassociate(practiceId, by, world);
  return {
    outcome: 'taken-in',
    entries: entries.length,
    newEntries,
    leftOut: read.leftOut,
    matches: matches.map(({ bankEntryId, holder, amountCents, how }) => ({
      bankEntryId,
      holder,
      amountCents,
      how,
    })),
    openEntries: open.length,
    problems: [],
  };
}

/** Keeps and posts an entry; whether this very file brought it, also when it is delivered again. */
async function keep(entry: BankEntry, { bank, clock, commit }: ReceiveBankFileWorld): Promise<boolean> {
  const at = clock.now();
  const posting = bankEntryPosting(entry, { at, postingDate: dateOf(at), by });
  const { outcome } = await commit.apply([
    { kind: 'keep-bank-entry', entry, open: openOf(entry) },
    { kind: 'post', posting },
  ]);
  if (outcome === 'committed') {
    return true;
  }
  const kept = await bank.entry(entry.practiceId, entry.bankEntryId);
  return kept?.fileKey === entry.fileKey;
}

async function noteDays(
  practiceId: PracticeId,
  entries: readonly BankEntry[],
  { bank, commit }: ReceiveBankFileWorld,
): Promise<void> {
  const days = entries.map(({ postedOn }) => postedOn).toSorted();
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) {
    return;
  }
  await decideAgainOnConflict(async () => {
    const before = await bank.days(practiceId);
    const after: BankDays = {
      practiceId,
      version: (before?.version ?? 0) + 1,
      from: before === undefined || first < before.from ? first : before.from,
      through: before === undefined || last > before.through ? last : before.through,
    };
    if (before === undefined || after.from !== before.from || after.through !== before.through) {
      await commit.apply([{ kind: 'save-bank-days', days: after, expectedVersion: before?.version ?? 0 }]);
    }
  });
}

function refused(...problems: string[]): Told {
  return { outcome: 'refused', entries: 0, newEntries: 0, leftOut: 0, matches: [], openEntries: 0, problems };
}

/** Exports of banks are UTF-8, or what Windows wrote before it. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
