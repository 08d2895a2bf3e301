import { bankFilePrefix, type BankDays, type BankEntry, type BankFileAnswer } from '#contracts/bank.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { ObjectCreated } from '#contracts/messages.ts';
import { contractVersion } from '#contracts/steps.ts';
import { entriesOfFile, entryIdAt, openOf, shelfOf, type EntryOfFile } from '#domain/bank/bank-entries.ts';
import { repeatedEntryTask } from '#domain/bank/bank-tasks.ts';
import { bankEntryPosting } from '#domain/bank/deposit-postings.ts';
import { accountOfName, bankFileText, mostBankFileBytes, readBankFile } from '#domain/bank/read-bank-file.ts';
import { tellApart } from '#domain/bank/tell-apart.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import type { Write } from '#domain/writes/write.ts';
import type { BankBook } from '#ports/bank-book.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { reassociate, type ReassociateWorld } from '#ports/reassociate.ts';
import { decideAgainOnConflict, InvariantBroken } from '#ports/work-on-claim.ts';

export interface ReceiveBankFileWorld extends ReassociateWorld {
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly bank: ReassociateWorld['bank'] & Pick<BankBook, 'entry' | 'days'>;
}

const atOnce = 10;
const by = 'receive-bank-file';

/**
 * Takes in a file of the bank that was uploaded under `bank/<practice id>/`: each entry is kept and posted once, by one
 * transaction, whichever files it comes with; then entries are matched with what was announced. What may have come with
 * another file and cannot be told apart is kept, and posted when a person says so. A file that is refused is refused
 * whole. It is answered under `answer/<practice id>/bank/`.
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
          {
            key: object.key,
            versionId: object['version-id'],
            source,
            size: object.size,
            account: accountOfName(name),
          },
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
    account,
  }: {
    readonly key: string;
    readonly versionId: string | undefined;
    readonly source: string;
    readonly size: number | undefined;
    readonly account: string | undefined;
  },
  world: ReceiveBankFileWorld,
): Promise<Told> {
  if (size > mostBankFileBytes) {
    return refused(
      `found ${size} bytes; expected at most ${mostBankFileBytes}. Ask the bank for shorter periods`,
    );
  }
  const file = await world.documents.get('uploads', key, versionId);
  if (file === undefined) {
    return refused('found no file any more. Upload it again');
  }
  const { read, refusal } = readBankFile(bankFileText(file.body), account);
  if (read === undefined) {
    return refused(refusal);
  }
  const entries = entriesOfFile(practiceId, read.entries, { fileKey: source, at: world.clock.now() });
  const shelves = [...Map.groupBy(entries, shelfOf).values()];
  const brought: BankEntry[] = [];
  for (let start = 0; start < shelves.length; start += atOnce) {
    const kept = await Promise.all(shelves.slice(start, start + atOnce).map((own) => keepShelf(own, world)));
    brought.push(...kept.flat().filter(({ fileKey }) => fileKey === source));
  }
  const doubtful = brought.filter(({ mayBe }) => mayBe !== undefined).length;
  await noteDays(practiceId, entries, world);
  const { matches, entries: open } = await reassociate(practiceId, by, world);
  return {
    outcome: 'taken-in',
    entries: entries.length,
    newEntries: brought.length - doubtful,
    doubtful,
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

/**
 * Keeps and posts what is new among the entries of a file that share account, day and amount; gives all that is kept of
 * these. Of two files that bring the same at the same moment the second finds its place taken, and looks again.
 */
async function keepShelf(entries: readonly EntryOfFile[], world: ReceiveBankFileWorld): Promise<BankEntry[]> {
  let kept = await keptLike(entries, world);
  for (;;) {
    const told = tellApart(entries, kept);
    const index = told.findIndex(({ is }) => is !== 'kept');
    const [entry, one] = [entries[index], told[index]];
    if (entry === undefined || one === undefined) {
      return kept;
    }
    const bankEntryId = entryIdAt(entry, kept.length + 1);
    const added: BankEntry =
      one.is === 'doubtful'
        ? { ...entry, bankEntryId, mayBe: one.mayBe.bankEntryId }
        : { ...entry, bankEntryId };
    const { outcome } = await world.commit.apply([
      { kind: 'keep-bank-entry', entry: added, open: openOf(added) },
      asItIsTold(added, one.is === 'doubtful' ? one.mayBe : undefined, world.clock.now()),
    ]);
    if (outcome === 'committed') {
      kept.push(added);
    } else {
      const before = kept.length;
      kept = await keptLike(entries, world);
      if (kept.length <= before) {
        throw new InvariantBroken(
          `Entry ${bankEntryId} of the bank is not kept, and is posted or asked about`,
        );
      }
    }
  }
}

/** An entry is posted; one that may be another is asked about instead. */
function asItIsTold(entry: BankEntry, mayBe: BankEntry | undefined, at: BankEntry['knownAt']): Write {
  return mayBe === undefined
    ? { kind: 'post', posting: bankEntryPosting(entry, { at, postingDate: dateOf(at), by }) }
    : { kind: 'open-task', task: repeatedEntryTask(entry, mayBe, at) };
}

/** All that is kept of the account, the day and the amount of some entries, in the order in which it came. */
async function keptLike(
  [first]: readonly EntryOfFile[],
  { bank }: Pick<ReceiveBankFileWorld, 'bank'>,
): Promise<BankEntry[]> {
  const kept: BankEntry[] = [];
  const next = async () => first && (await bank.entry(first.practiceId, entryIdAt(first, kept.length + 1)));
  for (let entry = await next(); entry !== undefined; entry = await next()) {
    kept.push(entry);
  }
  return kept;
}

async function noteDays(
  practiceId: PracticeId,
  entries: readonly EntryOfFile[],
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
  return {
    outcome: 'refused',
    entries: 0,
    newEntries: 0,
    doubtful: 0,
    leftOut: 0,
    matches: [],
    openEntries: 0,
    problems,
  };
}
