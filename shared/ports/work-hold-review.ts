import type * as z from 'zod';
import type { Instant } from '#contracts/dates.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { putOff, released, reviewFault } from '#domain/holds/change-hold.ts';
import { targetInWords } from '#domain/holds/hold-words.ts';
import type { Write } from '#domain/writes/write.ts';
import { releaseFreeClaims, type HeldClaimsWorld } from './held-claims.ts';

/** A person waits for the answer; what is left is released by itself. */
const releaseMilliseconds = 15_000;

type Decided =
  | {
      readonly summary: string;
      readonly writes: readonly Write[];
      readonly afterwards?: () => Promise<unknown>;
      readonly refused?: never;
    }
  | { readonly summary?: never; readonly refused: readonly string[] };

/** What comes of a hold's review date: it is released, or stays until another. */
export async function workHoldReview(
  decision: z.output<(typeof practiceTaskOutcomes)['hold-review']>,
  { task, user, at }: { readonly task: Task; readonly user: string; readonly at: Instant },
  world: HeldClaimsWorld,
): Promise<Decided> {
  const { practiceId, holdId } = task;
  const hold = holdId === undefined ? undefined : await world.holds.load(practiceId, holdId);
  if (hold === undefined || hold.released !== undefined) {
    return { refused: ['The hold is released already; nothing is left to review'] };
  }
  const words = decision.reason;
  if (decision.outcome === 'release') {
    const until = Date.parse(at) + releaseMilliseconds;
    return {
      summary: `Released: ${targetInWords(hold.target)}. Claims that no other hold stops go on.`,
      writes: [
        { kind: 'save-hold', hold: released(hold, { words, user, at }), expectedVersion: hold.version },
      ],
      afterwards: () =>
        releaseFreeClaims(practiceId, `user ${user}`, world, () => Date.parse(world.clock.now()) > until),
    };
  }
  const fault = reviewFault(decision.until, at);
  return fault === undefined
    ? {
        summary: `The hold on ${targetInWords(hold.target)} stays until ${decision.until}.`,
        writes: [
          {
            kind: 'save-hold',
            hold: putOff(hold, { reviewOn: decision.until, words, user, at }),
            expectedVersion: hold.version,
          },
        ],
      }
    : { refused: [fault.replace('reviewOn', 'until')] };
}
