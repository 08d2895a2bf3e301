import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import type { Answer } from '../report-warehouse.ts';
import {
  type Asked,
  type Books,
  byClaim,
  daysFrom,
  nearest,
  netRevenueOf,
  over,
  total,
  until,
  within,
} from './books.ts';

/** What payers denied for which reason, by the legs of the ledger: what was denied, and what of it was taken back. */
export function deniedByPayerAndReason({ postings }: Books, asked: Asked): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { cause, legs } of within(postings, asked)) {
    for (const { account, payerId, reason, amountCents } of legs) {
      if (cause === 'adjudication' && account === 'denial-pending') {
        const key = `${payerId ?? ''} ${reason ?? ''}`;
        sums.set(key, (sums.get(key) ?? 0) + amountCents);
      }
    }
  }
  return sums;
}

const isDenialWriteOff = (posting: Posting, leg: Leg): boolean =>
  leg.account === 'write-off' && posting.concerns !== undefined;

export function denialWriteOffs({ postings }: Books, asked: Asked): Answer[] {
  const ofPeriod = within(postings, asked);
  const found = ofPeriod.flatMap((posting) =>
    posting.legs
      .filter((leg) => isDenialWriteOff(posting, leg))
      .map(({ amountCents }) => ({ claimId: posting.claimId, amountCents })),
  );
  const amount = total(found.map(({ amountCents }) => amountCents));
  const revenue = netRevenueOf(ofPeriod);
  return [
    {
      written_off_amount: amount,
      claims: new Set(found.map(({ claimId }) => claimId)).size,
      net_revenue_amount: revenue,
      denial_write_off_rate: over(amount, revenue),
    },
  ];
}

interface Denial {
  readonly deniedOn: string;
  readonly deniedAt: string;
  deniedCents: number;
  ended?: { readonly on: string; readonly how: string };
  overturnedCents: number;
}

function endOf(causes: ReadonlySet<string>): string {
  if (causes.has('write-off')) return 'written_off';
  if (causes.has('billed-to-patient')) return 'billed_to_patient';
  return causes.has('denial-reopened') ? 'billed_again' : 'decided_anew';
}

/** Walks through the postings of each claim as they came, and watches what stands as denied by each payer. */
function denialsOf(postings: readonly Posting[]): Denial[] {
  return [...byClaim(postings).values()].flatMap((ofClaim) => {
    const payers = new Set(
      ofClaim.flatMap(({ legs }) =>
        legs.flatMap(({ account, payerId }) => (account === 'denial-pending' ? (payerId ?? '') : [])),
      ),
    );
    return [...payers].flatMap((payer) => denialsByPayer(ofClaim, payer));
  });
}

function denialsByPayer(ofClaim: readonly Posting[], payer: string): Denial[] {
  const moments = Map.groupBy(ofClaim, ({ postingDate, knownAt }) => `${postingDate} ${knownAt}`);
  const denials: Denial[] = [];
  let open: Denial | undefined;
  let balance = 0;
  for (const [moment, postings] of [...moments].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const [day = '', at = ''] = moment.split(' ');
    const ofPayer = (wanted: readonly AccountKind[]) =>
      postings.flatMap(({ cause, legs }) =>
        legs
          .filter(({ account, payerId }) => wanted.includes(account) && (payerId ?? '') === payer)
          .map(({ amountCents }) => ({ cause, amountCents })),
      );
    const cash = total(
      ofPayer(['cash-in-transit', 'suspense'])
        .filter(({ cause }) => cause !== 'deposit')
        .map(({ amountCents }) => amountCents),
    );
    for (const denial of denials) {
      denial.overturnedCents += denial.deniedAt < at ? cash : 0;
    }
    const moved = ofPayer(['denial-pending']);
    const change = total(moved.map(({ amountCents }) => amountCents));
    if (change !== 0) {
      balance += change;
      if (open === undefined) {
        open = { deniedOn: day, deniedAt: at, deniedCents: balance, overturnedCents: 0 };
        denials.push(open);
      }
      open.deniedCents = Math.max(open.deniedCents, balance);
      if (balance === 0) {
        const causes = moved.filter(({ amountCents }) => amountCents < 0).map(({ cause }) => cause);
        open.ended = { on: day, how: endOf(new Set<string>(causes)) };
        open = undefined;
      }
    }
  }
  return denials
    .filter(({ deniedCents }) => deniedCents > 0)
    .map((denial) => ({
      ...denial,
      overturnedCents: Math.min(denial.deniedCents, Math.max(0, denial.overturnedCents)),
    }));
}

export function denialResolution({ postings }: Books, { asOf, from, to }: Asked): Answer[] {
  const ended = denialsOf(until(postings, asOf)).flatMap(({ ended: end, ...denial }) =>
    end !== undefined && end.on >= from && end.on <= to ? [{ ...denial, end }] : [],
  );
  const openDays = ended.map(({ deniedOn, end }) => daysFrom(deniedOn, end.on));
  const denied = total(ended.map(({ deniedCents }) => deniedCents));
  const overturned = ended.filter(({ overturnedCents }) => overturnedCents > 0);
  const regained = total(overturned.map(({ overturnedCents }) => overturnedCents));
  const howMany = (how: string): number => ended.filter(({ end }) => end.how === how).length;
  return [
    {
      resolved_denials: ended.length,
      median_days: nearest(openDays, 5),
      ninetieth_days: nearest(openDays, 9),
      denied_amount: denied,
      overturned_denials: overturned.length,
      overturned_amount: regained,
      overturned_share: over(overturned.length, ended.length),
      overturned_amount_share: over(regained, denied),
      written_off: howMany('written_off'),
      billed_to_patient: howMany('billed_to_patient'),
      billed_again: howMany('billed_again'),
      decided_anew: howMany('decided_anew'),
    },
  ];
}
