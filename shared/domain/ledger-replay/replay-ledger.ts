import type { Claim } from '#contracts/claim.ts';
import type { ClaimId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { awaitedOfBatch } from '../bank/awaited-batch.ts';
import { awaitedOfRemittance } from '../bank/awaited-remittance.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { legacyClaimId, systemAwaiting, systemsNumbering } from '../cutover/legacy-numbers.ts';
import { postLegacyPayment } from '../cutover/legacy-payment.ts';
import { claimIdOfControlNumber } from '../identity/ids.ts';
import { formatDollars, sumCents } from '../money/cents.ts';
import { checkRemittance } from '../remittance/check-remittance.ts';
import { postProviderAdjustments } from '../remittance/post-provider-adjustments.ts';
import { factsOfRemittance } from '../remittance/remittance-chunk.ts';
import { suspendUnmatched } from '../remittance/suspend-payment.ts';
import type { Write } from '../writes/write.ts';
import type { Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';
import { Books, inTheirOrder, type ClaimEvidence, type Happening } from './books.ts';
import {
  balancesSideBySide,
  believed,
  differencesBetween,
  type ReplayBalance,
  type ReplayDifference,
  type TakenFromJournal,
} from './compare-books.ts';
import { bankPostings, type Announced, type BankEvidence } from './replay-bank.ts';
import {
  chargeHappenings,
  recordedOtherwise,
  takenOverHappenings,
  voidHappenings,
} from './replay-charges.ts';
import {
  beforeDecisions,
  payersHappenings,
  postingsIn,
  staffHappenings,
  type RawClaimPayment,
} from './replay-decisions.ts';
import { batchHappenings, paperFaults, type BatchEvidence } from './replay-payments.ts';
import { halvesAlone, refundsOnRecord, restHappenings } from './replay-rest.ts';

export interface LedgerReplay {
  /** Every account on which anything stands, by payer. */
  readonly accounts: readonly ReplayBalance[];
  readonly differences: readonly ReplayDifference[];
  /** What else is wrong, a sentence each: a file that is gone, a remittance that should not have been posted. */
  readonly faults: readonly string[];
  /** What is believed, because nothing but the journal tells it. */
  readonly fromJournal: readonly TakenFromJournal[];
  readonly counts: {
    readonly claims: number;
    readonly remittances: number;
    readonly decisions: number;
    readonly batches: number;
    readonly bankEntries: number;
  };
  readonly isEqual: boolean;
}

/**
 * Rebuilds a ledger from what is kept beside it and compares it with the one that is kept, to the cent: charges from the
 * claims as they were sent, decisions of payers from the 835 files, those of people as the claims keep them, payments from
 * the batches as they were entered, entries of the bank from its files. What is made anew is made by the functions that
 * made it, in the order in which it became known, upon what is rebuilt; the ledger itself is asked when something
 * happened, and for what nothing else tells, which is counted.
 */
export class LedgerReplayer {
  private readonly practice: Practice;
  private readonly claims: ReadonlyMap<ClaimId, ClaimEvidence>;
  private readonly raw = new Map<ClaimId, RawClaimPayment[]>();
  private readonly runs = new Map<RemittanceId, RemittanceRun>();
  /** What the files lead to beside claims. */
  private readonly ofRemittances: Posting[] = [];
  private readonly announced: Announced[] = [];
  private readonly batches: BatchEvidence[] = [];
  private bank: BankEvidence | undefined;
  private readonly faults: string[] = [];
  private decisions = 0;

  constructor(practice: Practice, claims: readonly ClaimEvidence[]) {
    this.practice = practice;
    this.claims = new Map(claims.map((one) => [one.claim.claimId, one]));
  }

  /** Takes in one remittance; one that was never posted must have posted nothing. */
  add(run: RemittanceRun, remittance: Remittance835 | undefined): void {
    this.runs.set(run.remittanceId, run);
    if (run.state !== 'posted') {
      return;
    }
    if (remittance === undefined) {
      this.faults.push(`The file ${run.fileKey} of remittance ${run.remittanceId} does not have it.`);
      return;
    }
    const isParked = (run.decisions ?? []).some(({ outcome }) => outcome === 'post-the-rest');
    if (!isParked && checkRemittance(remittance).outcome === 'out-of-balance') {
      this.faults.push(`Remittance ${run.remittanceId} is posted though it does not balance.`);
    }
    const at = run.closedAt ?? run.receivedAt;
    const occasion = { at, postingDate: dateOf(at), by: 'post-claim-payments' };
    const facts = factsOfRemittance(run, remittance, this.practice);
    this.announce(run, remittance, facts.payerId);
    const writes: Write[] = postProviderAdjustments(
      run.practiceId,
      facts,
      remittance.providerAdjustments,
      occasion,
    ).flatMap((pair) => pair.writes);
    for (const [index, clp] of remittance.claims.entries()) {
      const claimIndex = index + 1;
      const claim = this.claimOf(clp.patientControlNumber);
      this.decisions += 1;
      if (claim === undefined) {
        const system =
          claimIdOfControlNumber(clp.patientControlNumber) === undefined
            ? systemAwaiting(this.practice, clp.patientControlNumber, dateOf(run.receivedAt))
            : undefined;
        writes.push(
          ...(system === undefined
            ? suspendUnmatched(run.practiceId, facts, clp, claimIndex, occasion)
            : postLegacyPayment(run.practiceId, system.name, facts, clp, claimIndex, occasion)),
        );
      } else {
        const isUnbalanced =
          isParked && (run.unbalancedClaims ?? []).some((one) => one.claimIndex === claimIndex);
        const ofClaim = this.raw.get(claim.claimId) ?? [];
        ofClaim.push({ facts, clp, claimIndex, until: at, isUnbalanced });
        this.raw.set(claim.claimId, ofClaim);
      }
    }
    this.ofRemittances.push(...postingsIn(writes));
  }

  /** Takes in a batch of payments that was entered by hand. */
  addBatch(evidence: BatchEvidence): void {
    this.batches.push(evidence);
  }

  /** Takes in what is kept of the bank: all of it at once. */
  addBank(evidence: BankEvidence): void {
    this.bank = evidence;
  }

  /**
   * Compares, once everything was added.
   * @param kept every posting of the practice.
   */
  compare(kept: readonly Posting[]): LedgerReplay {
    const faults = [...this.faults];
    const recorded = refundsOnRecord(kept, (claimId) => this.claims.get(claimId)?.tasks ?? []);
    const rebuilt = this.rebuild(kept, recorded, (sentence) => faults.push(sentence));
    faults.push(...this.strangers(kept), ...halvesAlone(kept));
    const differences = differencesBetween(kept, rebuilt);
    const accounts = balancesSideBySide(kept, rebuilt).filter(
      ({ keptCents, rebuiltCents }) => keptCents !== 0 || rebuiltCents !== 0,
    );
    return {
      accounts,
      differences,
      faults,
      fromJournal: believed(kept, recorded),
      counts: {
        claims: this.claims.size,
        remittances: this.runs.size,
        decisions: this.decisions,
        batches: this.batches.length,
        bankEntries: this.bank?.entries.length ?? 0,
      },
      isEqual: differences.length === 0 && faults.length === 0,
    };
  }

  private rebuild(
    kept: readonly Posting[],
    recorded: ReturnType<typeof refundsOnRecord>,
    fault: (sentence: string) => void,
  ): Posting[] {
    const books = new Books();
    books.post(this.ofRemittances);
    if (this.bank !== undefined) {
      books.post(bankPostings(this.bank, kept, this.allAnnounced(), fault));
    }
    const keptOf = Map.groupBy(kept, ({ claimId }) => claimId);
    const keptOfBatch = Map.groupBy(kept, ({ paymentBatchId }) => paymentBatchId);
    const happenings: Happening[] = restHappenings(kept, recorded);
    for (const [claimId, evidence] of this.claims) {
      const own = keptOf.get(claimId) ?? [];
      books.open(beforeDecisions(evidence.claim));
      happenings.push(
        ...chargeHappenings(evidence, own, fault),
        ...takenOverHappenings(evidence, own),
        ...payersHappenings(evidence, this.practice, own, this.raw.get(claimId) ?? []),
        ...staffHappenings(evidence, this.practice, fault),
        ...voidHappenings(evidence),
      );
    }
    for (const batch of this.batches) {
      happenings.push(
        ...batchHappenings(
          batch,
          keptOfBatch.get(batch.batch.batchId) ?? [],
          (claimId) => this.claims.get(claimId)?.history ?? [],
        ),
      );
      paperFaults(batch, (remittanceId) => this.runs.get(remittanceId)).forEach(fault);
    }
    for (const happening of inTheirOrder(happenings)) {
      happening.happen(books);
    }
    for (const { claim } of this.claims.values()) {
      const otherwise = recordedOtherwise(claim, books.claim(claim.claimId));
      if (otherwise !== undefined) {
        fault(otherwise);
      }
    }
    return [...books.postings.values()];
  }

  /** Notes what the bank is to show of a remittance. */
  private announce(run: RemittanceRun, remittance: Remittance835, payerId: Announced['payerId']): void {
    const { remittanceId, paymentCents } = run;
    if (remittance.payment.amountCents !== paymentCents) {
      this.faults.push(
        `Remittance ${remittanceId} is recorded with a payment of ${formatDollars(paymentCents)}; its file says ${formatDollars(remittance.payment.amountCents)}.`,
      );
    }
    const deposit = awaitedOfRemittance(run, payerId);
    if (deposit !== undefined) {
      this.announced.push({
        practiceId: run.practiceId,
        holder: remittanceId,
        payerId,
        cents: deposit.openCents,
        at: run.closedAt ?? run.receivedAt,
      });
    }
  }

  /** Of what was taken back nothing is awaited any more, found or not. */
  private allAnnounced(): Announced[] {
    const takenBack = new Set<Announced['holder']>(
      this.batches.flatMap(({ batch }) =>
        batch.takenBack === undefined ? [] : batch.remittances.map(({ remittanceId }) => remittanceId),
      ),
    );
    return [
      ...this.announced.filter(({ holder }) => !takenBack.has(holder)),
      ...this.batches.flatMap(({ batch, items }): Announced[] =>
        batch.state === 'posted' && items !== undefined
          ? [
              {
                practiceId: batch.practiceId,
                holder: batch.batchId,
                cents: sumCents(awaitedOfBatch(batch, items), ({ openCents }) => openCents),
                at: batch.enteredAt,
              },
            ]
          : [],
      ),
    ];
  }

  private claimOf(number: string): Claim | undefined {
    const claimId = claimIdOfControlNumber(number);
    if (claimId !== undefined) {
      return this.claims.get(claimId)?.claim;
    }
    const { practiceId } = this.practice;
    return systemsNumbering(this.practice, number)
      .map(({ name }) => this.claims.get(legacyClaimId(practiceId, name, number))?.claim)
      .find((claim) => claim !== undefined);
  }

  /** Postings of claims, remittances, batches and entries of the bank that are not there. */
  private strangers(kept: readonly Posting[]): string[] {
    const batches = new Set(this.batches.map(({ batch }) => batch.batchId));
    const entries = new Set(this.bank?.entries.map(({ bankEntryId }) => bankEntryId));
    const missing = kept.flatMap(({ claimId, remittanceId, paymentBatchId, bankEntryId }): string[] => {
      if (claimId !== undefined) {
        return this.claims.has(claimId) ? [] : [`There are postings of claim ${claimId}, and no such claim.`];
      }
      if (remittanceId !== undefined) {
        return this.runs.has(remittanceId)
          ? []
          : [`There are postings of remittance ${remittanceId}, and no such remittance.`];
      }
      if (paymentBatchId !== undefined) {
        return batches.has(paymentBatchId)
          ? []
          : [`There are postings of batch ${paymentBatchId}, and no such batch.`];
      }
      return bankEntryId === undefined || entries.has(bankEntryId)
        ? []
        : [`There are postings of the bank's entry ${bankEntryId}, and no such entry.`];
    });
    return [...new Set(missing)];
  }
}
