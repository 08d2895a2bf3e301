import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { accountHolderOf, type AccountHolder, type Posting } from '#contracts/ledger.ts';

/** A claim, what happened to it, and its charge as each file that it was sent with has it (CLM02), in cents. */
export interface ClaimEvidence {
  readonly claim: Claim;
  /** In any order. */
  readonly history: readonly ClaimEvent[];
  /** By the number of the submission. None where the file is gone. */
  readonly sentCents: ReadonlyMap<number, Claim['totalChargeCents']>;
  /** Its tasks, the closed ones too; they are asked only of a claim that a refund was approved of. */
  readonly tasks?: readonly Task[];
}

/** Something that made postings, at its moment. */
export interface Happening {
  readonly at: Instant;
  /** Orders what happened to one claim at one moment: the version that the claim had after it. */
  readonly version: number;
  /** Orders what neither tells apart: the position in a remittance, or in a batch. */
  readonly position: number;
  happen(books: Books): void;
}

/** Does everything in its order. */
export function inTheirOrder(happenings: readonly Happening[]): Happening[] {
  return happenings.toSorted(
    (one, other) =>
      order(one.at, other.at) || order(one.version, other.version) || order(one.position, other.position),
  );
}

/** After everything of the same moment that a claim remembers. */
export const lastOfMoment = Number.MAX_SAFE_INTEGER;

function order<Key extends string | number>(one: Key, other: Key): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Which version a claim had after something that a step, a file or a person did at a moment; undefined where it says nothing. */
export function versionAfter(
  history: readonly ClaimEvent[],
  at: Instant,
  by: string,
): ClaimEvent['version'] | undefined {
  return history.find((event) => event.at === at && event.by === by)?.version;
}

/** A ledger while it is rebuilt, and each claim as far as its decisions go. A posting that is there is not made again. */
export class Books {
  readonly postings = new Map<string, Posting>();
  private readonly claims = new Map<ClaimId, Claim>();
  private readonly ofHolders = new Map<AccountHolder, Posting[]>();

  open(claim: Claim): void {
    this.claims.set(claim.claimId, claim);
  }

  /** @throws Error for a claim that was never opened. */
  claim(claimId: ClaimId): Claim {
    const claim = this.claims.get(claimId);
    if (claim === undefined) {
      throw new Error(`There is no claim ${claimId} in the books`);
    }
    return claim;
  }

  has(claimId: ClaimId): boolean {
    return this.claims.has(claimId);
  }

  of(holder: AccountHolder): readonly Posting[] {
    return this.ofHolders.get(holder) ?? [];
  }

  change(claim: Claim): void {
    this.claims.set(claim.claimId, claim);
  }

  post(postings: Iterable<Posting>): void {
    for (const posting of postings) {
      if (!this.postings.has(posting.postingId)) {
        this.postings.set(posting.postingId, posting);
        const holder = accountHolderOf(posting);
        const own = this.ofHolders.get(holder) ?? [];
        own.push(posting);
        this.ofHolders.set(holder, own);
      }
    }
  }
}
