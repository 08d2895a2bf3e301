import type { Cents } from '#contracts/cents.ts';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { ContractRules } from '#contracts/fee-schedule.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import { adjustmentContextOf, classifyAdjustment } from '../denials/classify-adjustment.ts';
import { addCents, cents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { reversalStatus } from '../remittance/read-adjudication.ts';
import { followsPriorPayer } from '../remittance/who-spoke.ts';
import { contractOn } from './contract-price.ts';
import { expectedAllowed, type ExpectedLine } from './expected-allowed.ts';
import type { MedicarePrices } from './medicare-price.ts';
import { shareOf } from './share.ts';

/**
 * How what a payer allowed for a line compares with its contract. `charge-too-low`: as expected, but the contract
 * would have allowed more than was charged. `unknown`: the contract, or what is loaded, does not say.
 */
export type VarianceVerdict =
  | 'as-expected'
  | 'underpaid'
  | 'overpaid'
  | 'charge-too-low'
  | 'unknown'
  | 'denied';

export interface LineVariance {
  readonly lineNumber: number;
  readonly code: string;
  readonly contractId?: string;
  readonly verdict: VarianceVerdict;
  readonly chargeCents: Cents;
  readonly expectedCents?: Cents;
  /** What the contract allows, whatever was charged. */
  readonly contractCents?: Cents;
  /** What the payer allowed; absent where its decision does not say by line. */
  readonly allowedCents?: Cents;
  /** Expected less allowed: positive where the payer owes. */
  readonly differenceCents?: Cents;
  readonly because: readonly string[];
}

/** The cut that law makes in a payment: it lowers what is paid, not what is allowed. */
const sequestration = '253';

/**
 * Compares a first payer's decision with its contract, line by line. What was allowed is the charge less what the
 * contract takes off (CAS; not the allowed amount that the payer names, AMT*B6, which nothing holds to the money), with
 * sequestration on neither side. A line of which something was denied is a denial and no underpayment. Where the
 * payer decided on the claim as a whole, its lines are compared together, as line 0.
 * Undefined for a reversal and for a payer that follows another one: it pays what is left, not by contract.
 */
export function contractVariance(
  claim: Pick<Claim, 'lines' | 'placeOfService'>,
  adjudication: Adjudication,
  payer: Pick<Payer, 'contract' | 'contracts' | 'name'>,
  practice: Pick<Practice, 'feeSchedules'>,
  prices: MedicarePrices,
): LineVariance[] | undefined {
  if (adjudication.statusCode === reversalStatus || followsPriorPayer(adjudication)) {
    return undefined;
  }
  const rulesOf = (line: Claim['lines'][number]) => contractOn(payer, line.serviceDate)?.rules;
  const byLine = allowedByLine(adjudication);
  if (byLine === undefined) {
    const expected = expectedAllowed(claim, payer, practice, prices);
    return [ofWholeClaim(claim, adjudication, expected, claim.lines.map(rulesOf)[0])];
  }
  // What was denied takes no rank before what was paid.
  const lines = claim.lines.filter(({ lineNumber }) => byLine.get(lineNumber)?.isDenied !== true);
  const expected = expectedAllowed({ ...claim, lines }, payer, practice, prices);
  return claim.lines.flatMap((line) => {
    const allowed = byLine.get(line.lineNumber);
    const { lineNumber, code } = line;
    const said = expected.find((one) => one.lineNumber === lineNumber) ?? { lineNumber, code, because: [] };
    return allowed === undefined
      ? []
      : [compare({ ...said, chargeCents: line.chargeCents }, allowed, rulesOf(line)?.tolerance)];
  });
}

interface Allowed {
  readonly allowedCents: Cents;
  readonly isDenied: boolean;
}

/** By our line numbers; undefined where amounts of the claim as a whole, or lines that match none of ours, forbid it. */
function allowedByLine(adjudication: Adjudication): Map<number, Allowed> | undefined {
  if (adjudication.lines.length === 0 || adjudication.adjustments.length > 0) {
    return undefined;
  }
  const byLine = new Map<number, Allowed>();
  for (const line of adjudication.lines) {
    if (line.lineNumber === undefined) {
      return undefined;
    }
    const read = allowedOf(line.chargeCents, line.adjustments, adjudication);
    const before = byLine.get(line.lineNumber);
    byLine.set(line.lineNumber, {
      allowedCents: addCents(read.allowedCents, before?.allowedCents ?? zeroCents),
      isDenied: read.isDenied || before?.isDenied === true,
    });
  }
  return byLine;
}

function allowedOf(
  chargeCents: Cents,
  adjustments: Adjudication['adjustments'],
  adjudication: Adjudication,
): Allowed {
  const context = adjustmentContextOf(adjudication);
  let allowedCents = chargeCents;
  let isDenied = false;
  for (const adjustment of adjustments) {
    const { treatment, category } = classifyAdjustment(adjustment, context);
    if (treatment === 'denied' && adjustment.amountCents !== 0) {
      isDenied = true;
    }
    if (
      (treatment === 'contractual' || category === 'incentive') &&
      adjustment.reasonCode !== sequestration
    ) {
      allowedCents = subtractCents(allowedCents, adjustment.amountCents);
    }
  }
  return { allowedCents, isDenied };
}

function ofWholeClaim(
  claim: Pick<Claim, 'lines'>,
  adjudication: Adjudication,
  expected: readonly ExpectedLine[],
  rules: ContractRules | undefined,
): LineVariance {
  const all = adjudication.lines.flatMap(({ adjustments }) => adjustments);
  const chargeCents = sumCents(claim.lines, (line) => line.chargeCents);
  const allowed = allowedOf(adjudication.chargeCents, [...adjudication.adjustments, ...all], adjudication);
  const unknown = expected.find(({ expectedCents }) => expectedCents === undefined);
  const [first] = expected;
  return compare(
    {
      lineNumber: 0,
      code: claim.lines.map(({ code }) => code).join(' '),
      chargeCents,
      ...(first?.contractId === undefined ? {} : { contractId: first.contractId }),
      ...(unknown === undefined
        ? {
            expectedCents: sumCents(expected, (line) => line.expectedCents ?? zeroCents),
            contractCents: sumCents(expected, (line) => line.contractCents ?? zeroCents),
          }
        : {}),
      because: unknown?.because ?? ['the payer decided on the claim as a whole'],
    },
    allowed,
    rules?.tolerance,
  );
}

function compare(
  expected: ExpectedLine & { readonly chargeCents: Cents },
  { allowedCents, isDenied }: Allowed,
  tolerance: ContractRules['tolerance'] | undefined,
): LineVariance {
  const { expectedCents, contractCents, chargeCents } = expected;
  if (isDenied) {
    return { ...expected, verdict: 'denied', allowedCents };
  }
  if (expectedCents === undefined || tolerance === undefined) {
    return { ...expected, verdict: 'unknown', allowedCents };
  }
  const differenceCents = subtractCents(expectedCents, allowedCents);
  const left = Math.max(tolerance.amountCents, shareOf(expectedCents, tolerance.basisPoints));
  const verdict: VarianceVerdict =
    differenceCents > left
      ? 'underpaid'
      : cents(0 - differenceCents) > left
        ? 'overpaid'
        : contractCents !== undefined && contractCents > chargeCents && allowedCents >= chargeCents
          ? 'charge-too-low'
          : 'as-expected';
  return { ...expected, verdict, allowedCents, differenceCents };
}
