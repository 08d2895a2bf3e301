import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { ClaimId, PayerId, RemittanceId } from '#contracts/identifiers.ts';
import { accountKinds, type AccountKind, type Leg, type Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { legacyClaimId, systemAwaiting, systemsNumbering } from '../cutover/legacy-numbers.ts';
import { postLegacyPayment } from '../cutover/legacy-payment.ts';
import { claimIdOfControlNumber } from '../identity/ids.ts';
import { addCents, subtractCents, zeroCents } from '../money/cents.ts';
import { checkRemittance } from '../remittance/check-remittance.ts';
import { postProviderAdjustments } from '../remittance/post-provider-adjustments.ts';
import { factsOfRemittance } from '../remittance/remittance-chunk.ts';
import { suspendUnmatched } from '../remittance/suspend-payment.ts';
import type { Write } from '../writes/write.ts';
import type { Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';
import { isMadeFromFile, replayClaim, type RawClaimPayment } from './replay-claim.ts';

/** What stands on an account for a payer, as it is kept and as it is rebuilt. */
interface ReplayBalance {
  readonly account: AccountKind;
  /** Undefined for what names no payer. */
  readonly payerId: PayerId | undefined;
  readonly keptCents: Cents;
  readonly rebuiltCents: Cents;
}

/** An account of a claim or a remittance that the files do not lead to, for a payer. */
export interface ReplayDifference extends ReplayBalance {
  /** The claim or the remittance. */
  readonly holder: ClaimId | RemittanceId;
}

export interface LedgerReplay {
  /** Every account on which anything stands, by payer. */
  readonly accounts: readonly (ReplayBalance & { readonly differenceCents: Cents })[];
  readonly differences: readonly ReplayDifference[];
  /** What else is wrong, a sentence each: a file that is gone, a remittance that should not have been posted. */
  readonly faults: readonly string[];
  readonly counts: { readonly claims: number; readonly remittances: number; readonly decisions: number };
  readonly isEqual: boolean;
}

/** Rebuilds a ledger from the files of its remittances and compares it with the one that is kept, to the cent. */
export class LedgerReplayer {
  private readonly practice: Practice;
  private readonly claims: ReadonlyMap<ClaimId, Claim>;
  private readonly raw = new Map<ClaimId, RawClaimPayment[]>();
  /** What the files lead to beside claims, by remittance. */
  private readonly rebuilt = new Map<RemittanceId, Posting[]>();
  private readonly faults: string[] = [];
  private decisions = 0;

  constructor(practice: Practice, claims: readonly Claim[]) {
    this.practice = practice;
    this.claims = new Map(claims.map((claim) => [claim.claimId, claim]));
  }

  /** Takes in one remittance; one that was never posted must have posted nothing. */
  add(run: RemittanceRun, remittance: Remittance835 | undefined): void {
    this.rebuilt.set(run.remittanceId, []);
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
    this.rebuilt.set(
      run.remittanceId,
      writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : [])),
    );
  }

  /**
   * Compares, once every remittance was added.
   * @param kept every posting of the practice.
   */
  compare(kept: readonly Posting[]): LedgerReplay {
    const differences: ReplayDifference[] = [];
    const all: Posting[] = [];
    const ofClaim = Map.groupBy(kept, ({ claimId }) => claimId);
    const ofRemittance = Map.groupBy(
      kept.filter(({ claimId }) => claimId === undefined),
      ({ remittanceId }) => remittanceId,
    );
    for (const claim of this.claims.values()) {
      const own = ofClaim.get(claim.claimId) ?? [];
      const rebuilt = replayClaim(claim, this.practice, own, this.raw.get(claim.claimId) ?? []);
      differences.push(...differencesOf(claim.claimId, own, rebuilt));
      all.push(...rebuilt);
    }
    for (const [remittanceId, made] of this.rebuilt) {
      const own = ofRemittance.get(remittanceId) ?? [];
      const rebuilt = [...made, ...own.filter((posting) => !isMadeFromFile(posting))];
      differences.push(...differencesOf(remittanceId, own, rebuilt));
      all.push(...rebuilt);
    }
    // What no claim and no remittance holds comes from no 835: batches by hand, entries of the bank.
    all.push(...(ofRemittance.get(undefined) ?? []));
    const faults = [...this.faults, ...this.strangers(ofClaim, ofRemittance)];
    const accounts = compared(kept, all)
      .filter(({ keptCents, rebuiltCents }) => keptCents !== 0 || rebuiltCents !== 0)
      .map((one) => ({ ...one, differenceCents: subtractCents(one.rebuiltCents, one.keptCents) }));
    return {
      accounts,
      differences,
      faults,
      counts: { claims: this.claims.size, remittances: this.rebuilt.size, decisions: this.decisions },
      isEqual:
        differences.length === 0 &&
        faults.length === 0 &&
        accounts.every(({ differenceCents }) => differenceCents === 0),
    };
  }

  private claimOf(number: string): Claim | undefined {
    const claimId = claimIdOfControlNumber(number);
    if (claimId !== undefined) {
      return this.claims.get(claimId);
    }
    const { practiceId } = this.practice;
    return systemsNumbering(this.practice, number)
      .map(({ name }) => this.claims.get(legacyClaimId(practiceId, name, number)))
      .find((claim) => claim !== undefined);
  }

  /** Postings of claims and remittances that are not there. */
  private strangers(
    ofClaim: ReadonlyMap<ClaimId | undefined, readonly Posting[]>,
    ofRemittance: ReadonlyMap<RemittanceId | undefined, readonly Posting[]>,
  ): string[] {
    return [
      ...[...ofClaim.keys()]
        .filter((claimId) => claimId !== undefined && !this.claims.has(claimId))
        .map((claimId) => `There are postings of claim ${claimId}, and no such claim.`),
      ...[...ofRemittance.keys()]
        .filter((remittanceId) => remittanceId !== undefined && !this.rebuilt.has(remittanceId))
        .map((remittanceId) => `There are postings of remittance ${remittanceId}, and no such remittance.`),
    ];
  }
}

function differencesOf(
  holder: ReplayDifference['holder'],
  kept: readonly Posting[],
  rebuilt: readonly Posting[],
): ReplayDifference[] {
  return compared(kept, rebuilt)
    .filter(({ keptCents, rebuiltCents }) => keptCents !== rebuiltCents)
    .map((one) => ({ holder, ...one }));
}

/** Both ledgers account by account and payer by payer: the right sum under the wrong payer is wrong. */
function compared(kept: Iterable<Posting>, rebuilt: Iterable<Posting>): ReplayBalance[] {
  const balances = new Map<string, { -readonly [Key in keyof ReplayBalance]: ReplayBalance[Key] }>();
  const add = (side: 'keptCents' | 'rebuiltCents', { account, payerId, amountCents }: Leg) => {
    const key = `${account} ${payerId ?? ''}`;
    const balance = balances.get(key) ?? { account, payerId, keptCents: zeroCents, rebuiltCents: zeroCents };
    balance[side] = addCents(balance[side], amountCents);
    balances.set(key, balance);
  };
  for (const { legs } of kept) {
    legs.forEach((leg) => add('keptCents', leg));
  }
  for (const { legs } of rebuilt) {
    legs.forEach((leg) => add('rebuiltCents', leg));
  }
  return [...balances.values()].toSorted(
    (one, other) =>
      accountKinds.indexOf(one.account) - accountKinds.indexOf(other.account) ||
      ((one.payerId ?? '') < (other.payerId ?? '') ? -1 : 1),
  );
}
