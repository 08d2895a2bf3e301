import { check835Balance, type Imbalance } from '#domain/x12/balance.ts';
import type { Finding } from '#domain/x12/findings.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import { remittanceOf } from './read.ts';

/**
 * SNIP 3: the three balances of a remittance, as warnings: an unbalanced remittance is well-formed and is read, but must
 * not be posted. Whoever posts asks `check835Balance`.
 */
export function checkBalances(tree: LoopView): readonly Finding[] {
  const remittance = remittanceOf(tree, '');
  const claims = tree.loops('2000').flatMap((header) => header.loops('2100'));
  const { imbalances, advisories } = check835Balance(remittance);
  return [...imbalances, ...advisories].map((imbalance) => {
    const claim = imbalance.claimIndex === undefined ? undefined : claims[imbalance.claimIndex];
    const line = imbalance.lineIndex === undefined ? undefined : claim?.loops('2110')[imbalance.lineIndex];
    const segment = line?.first('SVC') ?? claim?.first('CLP') ?? tree.first('BPR');
    return findingFrom(imbalance, segment);
  });
}

const elements = { line: 3, claim: 4, transaction: 2 };

function findingFrom(imbalance: Imbalance, segment: SegmentView | undefined): Finding {
  return {
    snip: 3,
    severity: 'warning',
    code: `${imbalance.level}-balance`,
    segmentErrorCode: '8',
    elementErrorCode: 'I12',
    loop: segment?.loopId ?? '',
    segment: segment?.id ?? '',
    position: segment?.node.position ?? 0,
    element: elements[imbalance.level],
    dataElement: '782',
    offset: segment?.node.offset ?? 0,
    sentence: imbalance.sentence,
  };
}
