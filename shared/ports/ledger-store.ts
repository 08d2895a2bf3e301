import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { AccountHolder, Posting } from '#contracts/ledger.ts';

export interface PostingsPage {
  readonly postings: readonly Posting[];
  /** Where to go on; absent at the end. */
  readonly next?: string;
}

export interface LedgerStore {
  /** Every posting of one claim, in the order they became known. */
  ofClaim(practiceId: PracticeId, claimId: ClaimId): Promise<readonly Posting[]>;
  /** Postings that belong to no claim, of the remittance, the batch or the bank entry that they came with. */
  ofHolder(practiceId: PracticeId, holder: AccountHolder): Promise<readonly Posting[]>;
  /** Every posting of one posting day of a practice. */
  ofDay(practiceId: PracticeId, postingDate: PlainDate): Promise<readonly Posting[]>;
  /** Every posting with a leg on `takeback-payable`, of claims and of remittances; one of this very moment may be missing. */
  takebacks(practiceId: PracticeId): Promise<readonly Posting[]>;
  /** Every posting that approves, pays or takes back a refund; one of this very moment may be missing. */
  refunds(practiceId: PracticeId): Promise<readonly Posting[]>;
  /** The same as `ofDay` a page at a time, in no order that means anything: a day may have more than fits into memory or an answer. */
  pageOfDay(
    practiceId: PracticeId,
    postingDate: PlainDate,
    page: { readonly limit: number; readonly next?: string | undefined },
  ): Promise<PostingsPage>;
}

/** Every posting of a day, page after page. */
export async function* pagesOfDay(
  ledger: Pick<LedgerStore, 'pageOfDay'>,
  practiceId: PracticeId,
  postingDate: PlainDate,
  limit = 1000,
): AsyncGenerator<readonly Posting[]> {
  let next: string | undefined;
  do {
    const page = await ledger.pageOfDay(practiceId, postingDate, { limit, next });
    yield page.postings;
    next = page.next;
  } while (next !== undefined);
}
