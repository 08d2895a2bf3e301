import { CommitConflict, TellableError } from '#contracts/errors.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { sha256Text } from '#domain/identity/content-hash.ts';
import type { Clock } from './clock.ts';
import { loadPractice, type PracticeStore } from './practice-store.ts';

/** Something that was due could not be looked at; everything else was. */
export class LooksFailed extends TellableError {
  override readonly name = 'LooksFailed';
}

/** What is left then is looked at in the next round; the function may run a little longer. */
const roundMilliseconds = 8 * 60_000;

/**
 * One round of looks at what is due. Each look stands by itself: one that fails is told of at the end and keeps none of
 * the others from being done.
 */
export class RoundOfLooks {
  /** Entries that were looked at. */
  looked = 0;
  /** Tasks that were opened. */
  opened = 0;
  /** Entries that are left for the next round: others changed the same at the same time. */
  left = 0;
  private failed = 0;
  private first: { readonly where: string; readonly error: unknown } | undefined;
  private readonly clock: Clock;
  private readonly began: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.began = Date.parse(clock.now());
  }

  get isOver(): boolean {
    return Date.parse(this.clock.now()) - this.began > roundMilliseconds;
  }

  /**
   * The same practices, beginning with any other one each hour: where time is short none is always the last. The first
   * follows from a hash: counted on by the hour, a round of every six hours would begin with the same ones of six.
   */
  inTurn(practiceIds: readonly PracticeId[]): readonly PracticeId[] {
    const hour = String(Math.floor(this.began / 3_600_000));
    const first = Number.parseInt(sha256Text(hour).slice(0, 8), 16) % Math.max(1, practiceIds.length);
    return [...practiceIds.slice(first), ...practiceIds.slice(0, first)];
  }

  /**
   * Takes one look.
   * @param where it looks, in ids alone: this is logged.
   * @param entries that are done with when it succeeds.
   * @param look gives how many tasks it opened.
   */
  async look(where: string, entries: number, look: () => Promise<number>): Promise<void> {
    try {
      const opened = await look();
      this.opened += opened;
      this.looked += entries;
    } catch (error) {
      if (error instanceof CommitConflict) {
        this.left += entries;
        return;
      }
      this.failed += Math.max(1, entries);
      this.first ??= { where, error };
    }
  }

  /** @throws LooksFailed when a look failed; its cause is what the first of them met. */
  end(): void {
    if (this.first === undefined) {
      return;
    }
    const { where, error } = this.first;
    const name = error instanceof Error ? error.name : 'unknown';
    throw new LooksFailed(
      `Of this round ${this.looked} entries were looked at, ${this.failed} could not be: first ${where} (${name})`,
      { cause: error },
    );
  }
}

/** What a round came to. */
export interface Looked {
  readonly outcome: 'looked';
  readonly looked: number;
  readonly opened: number;
}

/**
 * One round over all practices, beginning with another one each hour, until they are done or its time is up.
 * @param look gives how many tasks it opened beside those of the looks that it takes in the round.
 * @param entriesEach entries that a practice counts as by itself.
 * @throws LooksFailed at the end, when a look at a practice, or one that was taken in it, failed.
 */
export async function lookAtPractices(
  world: { readonly clock: Clock; readonly practices: Pick<PracticeStore, 'listIds'> },
  look: (practiceId: PracticeId, round: RoundOfLooks) => Promise<number>,
  entriesEach = 0,
): Promise<Looked> {
  const round = new RoundOfLooks(world.clock);
  for (const practiceId of round.inTurn(await world.practices.listIds())) {
    if (round.isOver) {
      break;
    }
    await round.look(practiceId, entriesEach, () => look(practiceId, round));
  }
  round.end();
  const { looked, opened } = round;
  return { outcome: 'looked', looked, opened };
}

/** What is on an agenda of each practice, and how one entry of it is looked at. */
interface AgendaToLookAt<Entry> {
  readonly due: (practiceId: PracticeId) => Promise<readonly Entry[]>;
  /** The entry in ids alone. */
  readonly nameOf: (entry: Entry) => string;
  /** Whether it became a task. */
  readonly look: (entry: Entry, practice: Practice) => Promise<boolean>;
  readonly atOnce: number;
}

/**
 * Looks at all that is due, of every practice.
 * @throws LooksFailed at the end, when the look at an entry or at a practice failed.
 */
export async function lookAtDue<Entry>(
  { due, nameOf, look, atOnce }: AgendaToLookAt<Entry>,
  world: { readonly clock: Clock; readonly practices: Pick<PracticeStore, 'listIds' | 'load'> },
): Promise<Looked> {
  return await lookAtPractices(world, async (practiceId, round) => {
    const practice = await loadPractice(world.practices, practiceId);
    const entries = await due(practiceId);
    for (let start = 0; start < entries.length && !round.isOver; start += atOnce) {
      await Promise.all(
        entries
          .slice(start, start + atOnce)
          .map((entry) =>
            round.look(`${practiceId} ${nameOf(entry)}`, 1, async () =>
              (await look(entry, practice)) ? 1 : 0,
            ),
          ),
      );
    }
    return 0;
  });
}
