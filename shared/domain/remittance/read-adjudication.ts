import type { Adjudication, Claim, ClaimAdjustment } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { PayerId, RemittanceId } from '#contracts/identifiers.ts';
import {
  adjustmentContextOf,
  classifyAdjustment,
  type AdjustmentSigns,
} from '../denials/classify-adjustment.ts';
import { GroupCode, type Treatment } from '../denials/reason-row.ts';
import { addCents, zeroCents } from '../money/cents.ts';
import type { Adjustment } from '../x12/adjudication.ts';
import type { Claim835, ServiceLine835 } from '../x12/guides/005010X221A1-835/model.ts';
import { matchLines, procedureWeSent } from './match-line.ts';
import { whoSpoke } from './who-spoke.ts';

/** What the claims of one remittance share. */
export interface RemittanceFacts {
  readonly remittanceId: RemittanceId;
  /** TRN02. */
  readonly traceNumber: string;
  /** The payer that sent it as the practice knows it, where the remittance says. */
  readonly payerId?: PayerId;
  /** Of a remittance that was entered by hand: the day on which it is to be posted, and not the present one. */
  readonly postingDate?: PlainDate;
}

/** CLP02: the payer took a former decision back. */
export const reversalStatus = '22';
/** CLP02: a forecast, not a payment. */
export const predeterminationStatus = '25';
/** CLP02: the claim is another payer's, to whom it was passed on; nothing is decided. */
export const notOursStatus = '23';

/** Group codes of a CLP that are none; a person must look at it. */
export function unknownGroups(clp: Claim835): string[] {
  const adjustments = [...clp.adjustments, ...clp.lines.flatMap((line) => line.adjustments)];
  return adjustments.map(({ group }) => group).filter((group) => !GroupCode.safeParse(group).success);
}

/**
 * Reads one CLP as what was decided about a claim of ours. Amounts keep their signs, so those of a reversal are
 * negative; sums over claim and lines say what the patient owes, what was denied, what the contract takes off.
 */
export function readAdjudication(
  clp: Claim835,
  claim: Claim,
  context: RemittanceFacts & {
    readonly claimIndex: number;
    readonly at: Instant;
    readonly postingDate: PlainDate;
    /** Which line of the claim each line of the CLP decides, both counted from 1, where a person has said so. */
    readonly lines?: Readonly<Record<string, number>> | undefined;
  },
): Adjudication {
  const matched = matchLines(claim.lines, clp.lines);
  const lineNumbers = matched.map((lineNumber, index) => context.lines?.[String(index + 1)] ?? lineNumber);
  const read: Adjudication = {
    remittanceId: context.remittanceId,
    claimIndex: context.claimIndex,
    postedAt: context.at,
    postingDate: context.postingDate,
    ...whoSpoke(clp, claim, context),
    traceNumber: context.traceNumber,
    patientControlNumber: clp.patientControlNumber,
    statusCode: clp.statusCode,
    payerClaimControlNumber: clp.payerControlNumber ?? '',
    chargeCents: clp.chargeCents,
    paidCents: clp.paidCents,
    adjustments: clp.adjustments.map(adjustmentOf),
    remarkCodes: [
      ...(clp.outpatientAdjudication?.remarkCodes ?? []),
      ...(clp.inpatientAdjudication?.remarkCodes ?? []),
    ],
    lines: clp.lines.map((line, index) => lineOf(line, lineNumbers[index])),
    contractualCents: zeroCents,
    patientResponsibilityCents: zeroCents,
    deniedCents: zeroCents,
    otherCents: zeroCents,
  };
  const sums = sumsByTreatment(read);
  return {
    ...read,
    contractualCents: sums.contractual,
    patientResponsibilityCents: sums.patient,
    deniedCents: sums.denied,
    otherCents: sums.other,
  };
}

/**
 * Whether something of the claim was denied: an amount that neither the contract, nor the patient's share, nor a prior
 * payer explains. CLP02 says nothing about it, and neither does a payment of zero.
 */
export function isDenial(adjudication: Pick<Adjudication, 'statusCode' | 'deniedCents'>): boolean {
  return adjudication.statusCode !== reversalStatus && adjudication.deniedCents !== 0;
}

/** One amount that was not paid, with the line of ours that it belongs to. */
export interface PlacedAdjustment {
  readonly adjustment: ClaimAdjustment;
  /** Undefined for an amount of the whole claim, or of a line that could not be matched. */
  readonly lineNumber: number | undefined;
  /** Position of its line in the CLP, counted from 1; 0 for an amount of the whole claim. */
  readonly lineIndex: number;
  /** What stands beside it in its line, or in the claim. */
  readonly signs: AdjustmentSigns;
}

/** Every amount of an adjudication that was not paid, of the claim first and then of its lines. */
export function allAdjustments(
  adjudication: Pick<Adjudication, 'adjustments' | 'lines' | 'remarkCodes'>,
): PlacedAdjustment[] {
  const ofClaim: AdjustmentSigns = { modifiers: [], remarkCodes: adjudication.remarkCodes };
  return [
    ...adjudication.adjustments.map((adjustment) => ({
      adjustment,
      lineNumber: undefined,
      lineIndex: 0,
      signs: ofClaim,
    })),
    ...adjudication.lines.flatMap(({ adjustments, lineNumber, modifiers, remarkCodes }, index) => {
      const signs: AdjustmentSigns = { modifiers, remarkCodes };
      return adjustments.map((adjustment) => ({ adjustment, lineNumber, lineIndex: index + 1, signs }));
    }),
  ];
}

/** Every remark code of an adjudication, each once. */
export function allRemarkCodes(adjudication: Pick<Adjudication, 'remarkCodes' | 'lines'>): string[] {
  return [
    ...new Set([...adjudication.remarkCodes, ...adjudication.lines.flatMap((line) => line.remarkCodes)]),
  ];
}

function sumsByTreatment(adjudication: Adjudication): Record<Treatment, Cents> {
  const sums: Record<Treatment, Cents> = {
    contractual: zeroCents,
    patient: zeroCents,
    denied: zeroCents,
    other: zeroCents,
  };
  const context = adjustmentContextOf(adjudication);
  for (const { adjustment, signs } of allAdjustments(adjudication)) {
    const { treatment } = classifyAdjustment(adjustment, context, signs);
    sums[treatment] = addCents(sums[treatment], adjustment.amountCents);
  }
  return sums;
}

function adjustmentOf({ group, reason, amountCents, quantity }: Adjustment): ClaimAdjustment {
  return {
    groupCode: GroupCode.parse(group),
    reasonCode: reason,
    amountCents,
    ...(quantity === undefined ? {} : { quantity: String(quantity) }),
  };
}

function lineOf(line: ServiceLine835, lineNumber: number | undefined): Adjudication['lines'][number] {
  const { code, modifiers } = procedureWeSent(line);
  return {
    ...(lineNumber === undefined ? {} : { lineNumber }),
    code,
    modifiers: [...modifiers],
    chargeCents: line.chargeCents,
    paidCents: line.paidCents,
    adjustments: line.adjustments.map(adjustmentOf),
    remarkCodes: line.remarkCodes.filter(({ qualifier }) => qualifier === 'HE').map(({ value }) => value),
  };
}
