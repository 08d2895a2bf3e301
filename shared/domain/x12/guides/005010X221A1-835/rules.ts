import { type Imbalance, checkClaim835Balance, checkPayment835Balance } from '#domain/x12/balance.ts';
import type { Finding } from '#domain/x12/findings.ts';
import type { Report } from '#domain/x12/model-reader.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Claim835, Remittance835 } from './model.ts';

/*
 * SNIP 3: the three balances of a remittance, as warnings: an unbalanced remittance is well-formed and is read, but must
 * not be posted. Whoever posts asks `check835Balance`.
 */

/** The balances of one claim and its lines, where they stand in the file. */
export function reportClaimBalance(claim: Claim835, loop: LoopView, report: Report): void {
  const { imbalances, advisories } = checkClaim835Balance(claim);
  for (const imbalance of [...imbalances, ...advisories]) {
    const line = imbalance.lineIndex === undefined ? undefined : loop.loops('2110')[imbalance.lineIndex];
    report(findingFrom(imbalance, line?.first('SVC') ?? loop.first('CLP')));
  }
}

/** The balance of the payment against what its claims were paid. */
export function reportPaymentBalance(
  paidCents: Cents,
  remittance: Remittance835,
  transaction: LoopView,
  report: Report,
): void {
  for (const imbalance of checkPayment835Balance(paidCents, remittance)) {
    report(findingFrom(imbalance, transaction.first('BPR')));
  }
}

/** The amount that each rule is about, in SVC, CLP or BPR. */
const elements: Readonly<Record<Imbalance['rule'], number>> = {
  'line-balance': 3,
  'claim-balance': 4,
  'transaction-balance': 2,
  'claim-charge': 3,
  'patient-responsibility': 5,
  'adjustment-repeated': 4,
};

function findingFrom(imbalance: Imbalance, segment: SegmentView | undefined): Finding {
  return {
    snip: 3,
    severity: 'warning',
    code: imbalance.rule,
    segmentErrorCode: '8',
    elementErrorCode: 'I12',
    loop: segment?.loopId ?? '',
    segment: segment?.id ?? '',
    position: segment?.position ?? 0,
    element: elements[imbalance.rule],
    dataElement: '782',
    offset: segment?.offset ?? 0,
    sentence: imbalance.sentence,
  };
}

/** More LX loops than are kept. Claims are read on, but the transaction is refused. */
export function reportTooManyBatches(limit: number, loop: LoopView, report: Report): void {
  const header = loop.first('LX');
  report({
    snip: 1,
    severity: 'error',
    code: 'too-many-batches',
    transactionErrorCode: '5',
    loop: loop.use.id,
    segment: 'LX',
    position: header?.position ?? 0,
    offset: header?.offset ?? 0,
    sentence: `The transaction has more than ${limit} batches (LX); send it in several transactions`,
  });
}
