import type { Finding } from '#domain/x12/findings.ts';
import { UnusableTransaction } from '#domain/x12/read-parts.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import type { Guide } from '#domain/x12/guide.ts';
import { guide277CA } from './005010X214-277CA/loops.ts';
import { guide278Request } from './005010X217-278-request/loops.ts';
import { authorizationRequestOf } from './005010X217-278-request/read.ts';
import { rules278Request } from './005010X217-278-request/rules.ts';
import { guide278Response } from './005010X217-278-response/loops.ts';
import { authorizationResponseOf } from './005010X217-278-response/read.ts';
import { rules278Response } from './005010X217-278-response/rules.ts';
import { guide276 } from './005010X212-276/loops.ts';
import { guide277 } from './005010X212-277/loops.ts';
import { guide835 } from './005010X221A1-835/loops.ts';
import { guide837P } from './005010X222A1-837P/loops.ts';
import { institutionalClaimsOf } from './005010X223A2-837I/read.ts';
import { guide837I } from './005010X223A2-837I/loops.ts';
import { guide999 } from './005010X231A1-999/loops.ts';
import { guide270 } from './005010X279A1-270/loops.ts';
import { guide271 } from './005010X279A1-271/loops.ts';
import { statusInquiriesOf } from './005010X212-276/read.ts';
import { statusResponseOf } from './005010X212-277/read.ts';
import { claimAcknowledgementOf } from './005010X214-277CA/read.ts';
import { remittanceOf } from './005010X221A1-835/read.ts';
import { checkBalances } from './005010X221A1-835/rules.ts';
import { claimsOf } from './005010X222A1-837P/read.ts';
import { rules837P } from './005010X222A1-837P/rules.ts';
import { rules837I } from './005010X223A2-837I/rules.ts';
import { acknowledgementOf } from './005010X231A1-999/read.ts';
import { inquiriesOf } from './005010X279A1-270/read.ts';
import { responsesOf } from './005010X279A1-271/read.ts';

/** Every guide there is. */
export const guides: readonly Guide[] = [
  guide837P,
  guide837I,
  guide835,
  guide270,
  guide271,
  guide276,
  guide277,
  guide277CA,
  guide278Request,
  guide278Response,
  guide999,
];

/**
 * The guides for a transaction set (ST01) of a version (ST03 or GS08). When there is more than one, the segment after
 * ST decides: {@link guideByPurpose}.
 */
export function guidesFor(setCode: string, version: string): readonly Guide[] {
  return guides.filter((guide) => guide.setCode === setCode && guide.versions.includes(version));
}

/**
 * Of guides for one set and version, the one whose purpose stands in BHT02; the first when none does.
 * `second` is the segment after ST: its elements, the id first.
 */
export function guideByPurpose(candidates: readonly Guide[], second: readonly string[]): Guide | undefined {
  const purpose = second[0] === 'BHT' ? (second[2] ?? '') : '';
  return candidates.find((guide) => guide.purposes?.has(purpose)) ?? candidates[0];
}

/** A check over a whole transaction: balances and situations that the file alone decides. */
export type TransactionRule = (tree: LoopView) => readonly Finding[];

const rules: ReadonlyMap<Guide, readonly TransactionRule[]> = new Map<Guide, readonly TransactionRule[]>([
  [guide837P, [usable(claimsOf), ...rules837P]],
  [guide837I, [usable(institutionalClaimsOf), ...rules837I]],
  [guide835, [usable((tree) => remittanceOf(tree, '')), checkBalances]],
  [guide270, [usable(inquiriesOf)]],
  [guide271, [usable(responsesOf)]],
  [guide276, [usable(statusInquiriesOf)]],
  [guide277, [usable(statusResponseOf)]],
  [guide277CA, [usable(claimAcknowledgementOf)]],
  [guide278Request, [usable(authorizationRequestOf), ...rules278Request]],
  [guide278Response, [usable(authorizationResponseOf), ...rules278Response]],
  [guide999, [usable(acknowledgementOf)]],
]);

/**
 * What the checks of a guide beyond its structure find. A transaction that is rejected already may have no typed model;
 * one that is not must have one.
 */
export function checkRules(guide: Guide, tree: LoopView, rejected: boolean): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules.get(guide) ?? []) {
    const found = rule(tree);
    const unusable = found.some((finding) => finding.code === 'unusable');
    if (!unusable || !rejected) for (const finding of found) findings.push(finding);
    if (unusable) break;
  }
  return findings;
}

/** The typed model can be read: nothing that it cannot be without is missing. */
function usable(read: (tree: LoopView) => unknown): TransactionRule {
  return (tree) => {
    try {
      read(tree);
      return [];
    } catch (error) {
      if (!(error instanceof UnusableTransaction)) throw error;
      return [
        {
          snip: 2,
          severity: 'error',
          code: 'unusable',
          transactionErrorCode: '5',
          loop: error.loop,
          segment: error.segment,
          position: error.position,
          ...(error.element === 0 ? {} : { element: error.element }),
          sentence: error.message,
        },
      ];
    }
  };
}
