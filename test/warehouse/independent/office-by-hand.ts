import { cloudUseEditions } from '#domain/costs/cloud-use.ts';
import type { Answer } from '../report-warehouse.ts';
import {
  type Asked,
  type Books,
  daysFrom,
  isWithin,
  nearest,
  opposite,
  over,
  receivables,
  sumOn,
  total,
  until,
  within,
} from './books.ts';
import { cashShareOfNetRevenue } from './money-by-hand.ts';

export function queueAge({ tasks }: Books, { asOf }: Asked): Answer[] {
  const open = tasks.filter(
    ({ openedAt, closedAt }) =>
      openedAt.slice(0, 10) <= asOf && (closedAt === undefined || closedAt.slice(0, 10) > asOf),
  );
  return [...Map.groupBy(open, ({ kind }) => kind)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, ofKind]) => {
      const ages = ofKind.map(({ openedAt }) => daysFrom(openedAt.slice(0, 10), asOf));
      return {
        kind,
        tasks: ofKind.length,
        dollars_at_stake: total(ofKind.map(({ dollarsAtStakeCents }) => dollarsAtStakeCents)),
        median_days: nearest(ages, 5),
        ninetieth_days: nearest(ages, 9),
        oldest_days: Math.max(...ages),
        overdue_tasks: ofKind.filter(({ dueOn }) => dueOn < asOf).length,
      };
    });
}

export function coderAccuracy({ audits }: Books, asked: Asked): Answer[] {
  const found = audits.flatMap(({ coder, closed }) =>
    closed !== undefined && closed.accuracy.length > 0 && isWithin(closed.at.slice(0, 10), asked)
      ? [{ coder, accuracy: closed.accuracy }]
      : [],
  );
  return [...Map.groupBy(found, ({ coder }) => coder)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([coder, ofCoder]) => {
      const kinds = ofCoder.flatMap(({ accuracy }) => accuracy);
      const codes = total(kinds.map((kind) => kind.total));
      const errors = total(kinds.map((kind) => kind.errors));
      return {
        coder,
        audits: ofCoder.length,
        audited_codes: codes,
        errors,
        accuracy: over(codes - errors, codes),
      };
    });
}

export function statementYield({ statements, postings }: Books, asked: Asked): Answer[] {
  const first = new Map<string, { readonly sentOn: string; readonly asked: number }>();
  const inOrder = statements.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  for (const { statement, at } of inOrder.filter((one) => isWithin(one.at.slice(0, 10), asked))) {
    for (const { claimId, balanceCents } of statement.visits) {
      if (!first.has(claimId)) {
        first.set(claimId, { sentOn: at.slice(0, 10), asked: balanceCents });
      }
    }
  }
  const paid = total(
    until(postings, asked.asOf).flatMap(({ claimId, postingDate, legs }) => {
      const sent = first.get(claimId ?? '');
      const days = sent === undefined ? -1 : daysFrom(sent.sentOn, postingDate);
      return days >= 0 && days <= 30
        ? legs
            .filter(({ account, reason }) => account === 'patient-receivable' && reason === 'paid by patient')
            .map(({ amountCents }) => 0 - amountCents)
        : [];
    }),
  );
  const wanted = total([...first.values()].map((one) => one.asked));
  return [
    { visits: first.size, asked_amount: wanted, paid_amount: paid, statement_yield: over(paid, wanted) },
  ];
}

/** Whether a posting only says what a bank shows, or belongs to the system that was used before. */
const isNoPayment = ({ cause, legs }: Books['postings'][number]): boolean =>
  cause === 'deposit' || cause === 'legacy-payment' || legs.some(({ account }) => account === 'legacy');

export function pointOfServiceCollections({ postings }: Books, asked: Asked): Answer[] {
  const isOfPatient = ({ claimId, remittanceId, legs }: Books['postings'][number]): boolean =>
    claimId !== undefined && remittanceId === undefined && legs.some(isCash);
  const known = until(postings, asked.asOf).filter((one) => !isNoPayment(one) && isOfPatient(one));
  const cashOf = ({ legs }: Books['postings'][number]): number =>
    total(
      legs.filter((leg) => isCash(leg) && leg.payerId === undefined).map(({ amountCents }) => amountCents),
    );
  const atVisit = new Set(
    known
      .filter(
        ({ paymentBatchId, serviceDate, postingDate }) =>
          paymentBatchId !== undefined && serviceDate === postingDate,
      )
      .map(({ postingId }) => postingId),
  );
  const ofPeriod = known.filter(({ postingDate }) => isWithin(postingDate, asked));
  const paid = total(ofPeriod.map(cashOf));
  const paidAtVisit = total(
    ofPeriod
      .filter(
        ({ postingId, corrects }) =>
          atVisit.has(postingId) || (corrects !== undefined && atVisit.has(corrects)),
      )
      .map(cashOf),
  );
  return [
    {
      at_visit_amount: paidAtVisit,
      patient_cash_amount: paid,
      point_of_service_share: over(paidAtVisit, paid),
    },
  ];
}

function isCash({ account }: Books['postings'][number]['legs'][number]): boolean {
  return account === 'cash-in-transit' || account === 'bank';
}

export function monthEndClosePack({ postings }: Books, asked: Asked): Answer[] {
  const before = sumOn(
    until(postings, asked.asOf).filter(({ postingDate }) => postingDate < asked.from),
    receivables,
  );
  const moving = within(postings, asked).filter(({ legs }) =>
    legs.some(({ account }) => receivables.includes(account)),
  );
  const charges = opposite(sumOn(moving, ['charges']));
  const paid = sumOn(moving, ['cash-in-transit', 'bank', 'suspense', 'unapplied-payment']);
  const contractual = sumOn(moving, ['contractual-adjustment']);
  const writtenOff = sumOn(moving, ['write-off']);
  const other = sumOn(moving, receivables) - charges + paid + contractual + writtenOff;
  const standing = until(until(postings, asked.asOf), asked.to);
  const lines: readonly (readonly [string, string, number, number?])[] = [
    ['receivables', 'opening', before],
    ['receivables', 'charges', charges],
    ['receivables', 'payments', opposite(paid)],
    ['receivables', 'contractual adjustments', opposite(contractual)],
    ['receivables', 'write-offs', opposite(writtenOff)],
    ['receivables', 'other', other],
    ['receivables', 'closing', sumOn(standing, receivables)],
    ['balances', 'denied, to be worked', sumOn(standing, ['denial-pending'])],
    ['balances', 'cash in transit', sumOn(standing, ['cash-in-transit'])],
    ['balances', 'suspense', sumOn(standing, ['suspense'])],
    ['balances', 'unapplied payments', sumOn(standing, ['unapplied-payment'])],
    ['balances', 'refunds payable', sumOn(standing, ['refund-payable'])],
    ['balances', 'takebacks payable', sumOn(standing, ['takeback-payable'])],
    ['checks', 'all accounts together', 0],
    ['checks', 'postings that do not balance', 0, 0],
    ['checks', 'roll-forward less closing', 0],
    ['checks', 'charges of claims less charges of the ledger', 0],
  ];
  return lines.map(([section, item, amount, items = null], index) => ({
    line: index + 1,
    section,
    item,
    amount,
    items,
  }));
}

interface KnownCost {
  readonly month: string;
  readonly kind: string;
  readonly service: string;
  readonly basis: 'billed' | 'entered' | 'estimated';
  readonly dollars: number;
}

/** What is known by a day of the costs for months that begin in the period, as the book stands then. */
function knownCosts({ costs, history }: Books, { asOf, from, to }: Asked): KnownCost[] {
  const isAsked = (month: string): boolean => `${month}-01` >= from && `${month}-01` <= to;
  const known = costs.filter(({ at }) => at.slice(0, 10) <= asOf);
  const gone = new Set(known.map(({ takesBack }) => takesBack?.number));
  const standing = known.flatMap(({ number, cost }): KnownCost[] =>
    cost === undefined || gone.has(number) || !isAsked(cost.month)
      ? []
      : [
          {
            month: cost.month,
            kind: cost.kind,
            service: cost.service ?? 'not said',
            basis: cost.kind === 'cloud' ? 'billed' : 'entered',
            dollars: cost.amountCents / 100,
          },
        ],
  );
  const billed = new Set(standing.filter(({ basis }) => basis === 'billed').map(({ month }) => month));
  const days = Map.groupBy(
    history.filter(({ at }) => at.slice(0, 10) <= asOf && isAsked(at.slice(0, 7))),
    ({ at }) => at.slice(0, 10),
  );
  const estimates = [...days]
    .filter(([day]) => !billed.has(day.slice(0, 7)))
    .flatMap(([day, moves]) => {
      const [{ movesPerClaim, uses }] = cloudUseEditions;
      return [...Map.groupBy(uses, ({ service }) => service)].map(([service, ofService]): KnownCost => {
        const ofAClaim = total(ofService.map((use) => use.perClaim * use.dollarsPerUnit));
        const dollars = Math.round((moves.length / movesPerClaim) * ofAClaim * 1_000_000) / 1_000_000;
        return { month: day.slice(0, 7), kind: 'cloud', service, basis: 'estimated', dollars };
      });
    });
  return [...standing, ...estimates];
}

const centsOf = (known: readonly KnownCost[]): number =>
  Math.round(total(known.map(({ dollars }) => Math.round(dollars * 1_000_000))) / 10_000);

export function costToCollect(books: Books, asked: Asked): Answer[] {
  const known = knownCosts(books, asked);
  const estimated = known.filter(({ basis }) => basis === 'estimated');
  const of = (kind: string): number => centsOf(known.filter((one) => one.kind === kind));
  const cash = Number(cashShareOfNetRevenue(books, asked)[0]?.['cash_amount']);
  const dollars = total(known.map((one) => Math.round(one.dollars * 1_000_000))) / 1_000_000;
  return [
    {
      costs_are_known: known.length > 0,
      basis:
        known.length === 0
          ? 'none'
          : estimated.length === 0
            ? 'entered'
            : estimated.length === known.length
              ? 'estimated'
              : 'partly',
      cost_amount: centsOf(known),
      estimated_amount: centsOf(estimated),
      cloud_amount: of('cloud'),
      clearinghouse_amount: of('clearinghouse'),
      staff_amount: of('staff'),
      other_amount: of('other'),
      cash_amount: cash,
      cost_to_collect: known.length === 0 ? null : over(100 * dollars, cash),
    },
  ];
}

export function cloudCostPerClaim(books: Books, asked: Asked): Answer[] {
  const cloud = knownCosts(books, asked).filter(({ kind }) => kind === 'cloud');
  const claims = books.claims.filter(({ submissions }) =>
    submissions.some(({ submittedAt }) => isWithin(submittedAt.slice(0, 10), asked)),
  ).length;
  return [...Map.groupBy(cloud, ({ service, basis }) => `${service}#${basis}`).values()]
    .map((known) => ({
      service: known[0]?.service ?? '',
      basis: known[0]?.basis ?? '',
      cost_amount: centsOf(known),
      claims,
      amount_per_thousand_claims: over(
        total(known.map(({ dollars }) => Math.round(dollars * 1_000_000))),
        10 * claims,
        0,
      ),
    }))
    .toSorted(
      (one, other) =>
        other.cost_amount - one.cost_amount ||
        (`${one.service} ${one.basis}` < `${other.service} ${other.basis}` ? -1 : 1),
    );
}
