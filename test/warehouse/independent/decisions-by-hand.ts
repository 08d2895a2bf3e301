import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { adjustmentContextOf, classifyAdjustment } from '#domain/denials/classify-adjustment.ts';
import { allAdjustments } from '#domain/remittance/read-adjudication.ts';
import type { Answer } from '../report-warehouse.ts';
import { type Asked, type Books, byClaim, isWithin, over, total } from './books.ts';

/** A decision of a payer as it counts on a day: once when it is posted, and the other way round when it is taken back. */
export interface Counted {
  readonly claim: Claim;
  /** What was decided. */
  readonly decision: Adjudication;
  /** The CLP by which it counts: its own, or that of a reversal. */
  readonly clp: Adjudication;
  readonly day: string;
  readonly sign: 1 | -1;
}

const nameOf = ({ remittanceId, claimIndex }: Pick<Adjudication, 'remittanceId' | 'claimIndex'>): string =>
  `adjudication-${remittanceId}-${claimIndex}`;
const isReversal = ({ statusCode }: Adjudication): boolean => statusCode === '22';

/** Every decision of the practice as the ledger counts it; one that moves no money, as it came. */
export function countedDecisions({ claims, postings }: Books): Counted[] {
  const ofClaims = byClaim(postings);
  return claims.flatMap((claim) => ofClaim(claim, ofClaims.get(claim.claimId) ?? []));
}

function ofClaim(claim: Claim, postings: readonly Posting[]): Counted[] {
  const named = (name: string | undefined): Adjudication | undefined =>
    claim.adjudications.find((one) => nameOf(one) === name);
  const counted = postings.flatMap(
    ({ cause, postingId, corrects, concerns, postingDate: day }): Counted[] => {
      const own = /^(?:late-|matched-)?(adjudication-.+?)(?:-with-.*)?$/.exec(postingId)?.[1];
      const clp = named(own);
      const standsAgain = cause === 'correction' && postingId.startsWith('let-go-');
      if (standsAgain) {
        const decision = named(concerns);
        const taker = named(/(adjudication-.+?)(?:-with-.*)?$/.exec(corrects ?? '')?.[1]);
        return decision === undefined || taker === undefined
          ? []
          : [{ claim, decision, clp: taker, day, sign: 1 }];
      }
      if (clp === undefined) {
        return [];
      }
      const taken = named(corrects);
      return cause === 'adjudication' && !isReversal(clp)
        ? [{ claim, decision: clp, clp, day, sign: 1 }]
        : cause === 'reversal' && taken !== undefined
          ? [{ claim, decision: taken, clp, day, sign: -1 }]
          : [];
    },
  );
  const without = claim.adjudications.flatMap((clp): Counted[] => {
    if (counted.some((one) => one.clp === clp)) {
      return [];
    }
    const decision = isReversal(clp) ? named(clp.reverses && nameOf(clp.reverses)) : clp;
    if (decision === undefined) {
      return [];
    }
    const came = [clp.postedAt, decision.postedAt].toSorted()[1] ?? clp.postedAt;
    return [{ claim, decision, clp, day: came.slice(0, 10), sign: isReversal(clp) ? -1 : 1 }];
  });
  return [...counted, ...without];
}

/** What a decision says of each amount that it does not pay, with the line that it is of. */
export function readAmounts(decision: Adjudication) {
  const context = adjustmentContextOf(decision);
  return allAdjustments(decision).map(({ adjustment, lineIndex, signs }) => ({
    ...adjustment,
    lineIndex,
    ...classifyAdjustment(adjustment, context, signs),
  }));
}

export function payByCode(books: Books, asked: Asked): Answer[] {
  const sums = new Map<string, { lines: number; charge: number; paid: number; by: Map<string, number> }>();
  for (const { decision, clp, day, sign } of countedDecisions(books)) {
    if (!isWithin(day, asked)) {
      continue;
    }
    const amounts = readAmounts(decision);
    for (const [index, { code, chargeCents, paidCents }] of decision.lines.entries()) {
      const key = `${code} ${decision.payerId}`;
      const sum = sums.get(key) ?? { lines: 0, charge: 0, paid: 0, by: new Map<string, number>() };
      sums.set(key, sum);
      sum.lines += isReversal(clp) && sign === -1 ? -1 : 1;
      sum.charge += sign * chargeCents;
      sum.paid += sign * paidCents;
      for (const { treatment, amountCents } of amounts.filter(({ lineIndex }) => lineIndex === index + 1)) {
        sum.by.set(treatment, (sum.by.get(treatment) ?? 0) + sign * amountCents);
      }
    }
  }
  return [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, { lines, charge, paid, by }]) => {
      const [code = '', payer = ''] = key.split(' ');
      const patient = by.get('patient') ?? 0;
      return {
        procedure_code: code,
        payer_id: payer,
        lines,
        charge_amount: charge,
        allowed_amount: paid + patient,
        paid_amount: paid,
        patient_amount: patient,
        contractual_amount: by.get('contractual') ?? 0,
        denied_amount: by.get('denied') ?? 0,
        paid_per_line_amount: over(paid, lines, 0),
      };
    });
}

/** Of the remittances' claims: which were posted, and which waited for a person. */
export function remittanceMatchRate(books: Books, asked: Asked): Answer[] {
  const parked = new Set(
    books.tasks
      .filter(
        ({ kind, taskId, openedAt }) =>
          kind === 'unmatched-remittance' &&
          taskId.includes('-claim-') &&
          isWithin(openedAt.slice(0, 10), asked),
      )
      .map(({ taskId }) => String(taskId)),
  );
  const all = new Set([
    ...parked,
    ...countedDecisions(books)
      .filter(({ day }) => isWithin(day, asked))
      .map(({ clp: { remittanceId, claimIndex } }) => `${remittanceId}-claim-${claimIndex}`),
  ]);
  return [
    { claim_payments: all.size, parked: parked.size, match_rate: over(all.size - parked.size, all.size) },
  ];
}

/** What was denied in the period by whatever a denial says of itself. */
function breakdown(
  books: Books,
  asked: Asked,
  columnsOf: (denial: ReturnType<typeof readAmounts>[number], payer: string) => Record<string, string>,
): Answer[] {
  const denials = countedDecisions(books)
    .filter(({ day }) => isWithin(day, asked))
    .flatMap(({ claim, decision, clp, sign }) =>
      readAmounts(decision)
        .filter(({ treatment }) => treatment === 'denied')
        .map((denial) => ({
          by: columnsOf(denial, decision.payerId),
          claimId: claim.claimId,
          isOwn: !isReversal(clp),
          cents: sign * denial.amountCents,
        })),
    );
  const all = total(denials.filter(({ isOwn }) => isOwn).map(({ cents }) => cents));
  return [...Map.groupBy(denials, ({ by }) => JSON.stringify(by)).values()]
    .map((same) => {
      const own = same.filter(({ isOwn }) => isOwn);
      const denied = total(own.map(({ cents }) => cents));
      return {
        ...same[0]?.by,
        claims: new Set(own.map(({ claimId }) => claimId)).size,
        denials: own.length,
        denied_amount: denied,
        taken_back_amount: total(same.filter(({ isOwn }) => !isOwn).map(({ cents }) => 0 - cents)),
        share_of_denied: over(denied, all),
      };
    })
    .toSorted(
      (one, other) => other.denied_amount - one.denied_amount || (textOf(one) < textOf(other) ? -1 : 1),
    );
}

/** The words of a row, as it is sorted by them. */
function textOf(row: Answer): string {
  return Object.values(row)
    .filter((value) => typeof value === 'string')
    .join(' ');
}

export function denialsByCause(books: Books, asked: Asked): Answer[] {
  return breakdown(books, asked, ({ category }) => ({ denial_cause: category }));
}

export function denialsByStage(books: Books, asked: Asked): Answer[] {
  return breakdown(books, asked, ({ row }) => ({ denial_stage: row.owner }));
}

export function denialsByPayerAndCode(books: Books, asked: Asked): Answer[] {
  return breakdown(books, asked, ({ groupCode, reasonCode, category }, payer) => ({
    payer_id: payer,
    group_code: groupCode,
    reason_code: reasonCode,
    denial_cause: category,
  }));
}
