import { negateCents, sumCents, zeroCents } from '#domain/money/cents.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type { Claim835, ServiceLine835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Behaviour } from './behaviour.ts';
import { priceClaim, shareOf, type ContractedPayer, type PricedLine, type Share } from './price-claim.ts';

interface Denial {
  readonly group: 'CO' | 'PR';
  readonly reason: string;
  /** RARC of each denied line. */
  readonly lineRemark?: string;
  /** RARC of the claim. */
  readonly claimRemark?: string;
  readonly lines: 'all' | 'last';
}

/** Why a claim is denied under each behaviour; undefined once what was wrong is put right. */
const denials: Partial<Record<Behaviour, (claim: Claim837P) => Denial | undefined>> = {
  D4: (claim) =>
    claim.lines.some((line) => line.modifiers.length > 0)
      ? undefined
      : { group: 'CO', reason: '4', lineRemark: 'N519', lines: 'all' },
  D11: (claim) =>
    claim.diagnoses[0]?.code.endsWith('9') === true
      ? { group: 'CO', reason: '11', lineRemark: 'N657', lines: 'all' }
      : undefined,
  D16: (claim) =>
    claim.diagnoses.length < 2
      ? { group: 'CO', reason: '16', lineRemark: 'M76', claimRemark: 'MA130', lines: 'all' }
      : undefined,
  D197: (claim) =>
    claim.priorAuthorizationNumber === undefined
      ? { group: 'CO', reason: '197', lineRemark: 'N54', lines: 'all' }
      : undefined,
  D29: () => ({ group: 'CO', reason: '29', lines: 'all' }),
  D50: () => ({ group: 'CO', reason: '50', lineRemark: 'N115', lines: 'all' }),
  D97: (claim) =>
    claim.lines.length > 1 ? { group: 'CO', reason: '97', lineRemark: 'M15', lines: 'last' } : undefined,
  D204: () => ({ group: 'PR', reason: '204', lineRemark: 'N130', lines: 'all' }),
};

const duplicate: Denial = { group: 'CO', reason: '18', lineRemark: 'N522', lines: 'all' };

/** The payer's first decision on a claim. */
export function adjudicate(
  claim: Claim837P,
  payer: ContractedPayer | undefined,
  decision: {
    readonly behaviour: Behaviour;
    readonly payerControlNumber: string;
    /** Something was paid for this claim before and not taken back. */
    readonly isDuplicate: boolean;
  },
): Claim835 {
  const denial = decision.isDuplicate ? duplicate : denials[decision.behaviour]?.(claim);
  const share = shareOf(decision.behaviour, claim.payer.name.identifier?.value ?? '');
  return decide(claim, payer, decision, share, denial);
}

/** What the payer decides when it looks again: the appeal is won, or a deductible turns up. */
export function reconsider(
  claim: Claim837P,
  payer: ContractedPayer | undefined,
  decision: { readonly behaviour: Behaviour; readonly payerControlNumber: string },
): Claim835 {
  const share: Share =
    decision.behaviour === 'REV'
      ? { kind: 'deductible', remainingCents: 50_00 }
      : shareOf(decision.behaviour, claim.payer.name.identifier?.value ?? '');
  return decide(claim, payer, decision, share, undefined);
}

/** Takes a decision back: every amount and adjustment negated, the group codes as they were. */
export function reverse(decided: Claim835): Claim835 {
  return {
    ...decided,
    statusCode: '22',
    chargeCents: negateCents(decided.chargeCents),
    paidCents: negateCents(decided.paidCents),
    patientResponsibilityCents: zeroCents,
    adjustments: decided.adjustments.map(negated),
    lines: decided.lines.map((line) => ({
      ...line,
      chargeCents: negateCents(line.chargeCents),
      paidCents: negateCents(line.paidCents),
      adjustments: line.adjustments.map(negated),
      amounts: [],
    })),
  };
}

function negated(adjustment: Adjustment): Adjustment {
  return { ...adjustment, amountCents: negateCents(adjustment.amountCents) };
}

function decide(
  claim: Claim837P,
  payer: ContractedPayer | undefined,
  { behaviour, payerControlNumber }: { readonly behaviour: Behaviour; readonly payerControlNumber: string },
  share: Share,
  denial: Denial | undefined,
): Claim835 {
  const lines = priceClaim(claim, payer, share, behaviour).map((priced, index, all) =>
    denial !== undefined && (denial.lines === 'all' || index === all.length - 1)
      ? deniedLine(priced.line, denial)
      : paidLine(priced),
  );
  const patient = claim.patient?.name ?? claim.subscriber.name;
  return {
    batchNumber: '1',
    patientControlNumber: claim.patientControlNumber,
    statusCode: '1',
    chargeCents: claim.totalChargeCents,
    paidCents: sumCents(lines, (line) => line.paidCents),
    patientResponsibilityCents: sumCents(
      lines.flatMap((line) => line.adjustments.filter(({ group }) => group === 'PR')),
      ({ amountCents }) => amountCents,
    ),
    claimFilingIndicator: claim.subscriber.claimFilingIndicator ?? 'CI',
    payerControlNumber,
    facilityCode: claim.placeOfService,
    frequencyCode: claim.frequencyCode,
    adjustments: [],
    patient,
    ...(claim.patient === undefined ? {} : { subscriber: claim.subscriber.name }),
    ...(denial?.claimRemark === undefined
      ? {}
      : { outpatientAdjudication: { remarkCodes: [denial.claimRemark] } }),
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines,
  };
}

function paidLine(priced: PricedLine): ServiceLine835 {
  return {
    ...lineBase(priced.line),
    paidCents: priced.paidCents,
    paidUnits: priced.line.units,
    adjustments: priced.adjustments,
    amounts: [{ qualifier: 'B6', amountCents: priced.allowedCents }],
    remarkCodes: [],
  };
}

function deniedLine(line: ServiceLine837P, denial: Denial): ServiceLine835 {
  return {
    ...lineBase(line),
    paidCents: zeroCents,
    paidUnits: 0,
    submittedUnits: line.units,
    adjustments: [{ group: denial.group, reason: denial.reason, amountCents: line.chargeCents }],
    amounts: [],
    remarkCodes: denial.lineRemark === undefined ? [] : [{ qualifier: 'HE', value: denial.lineRemark }],
  };
}

function lineBase(line: ServiceLine837P) {
  return {
    procedure: { qualifier: 'HC', code: line.code, modifiers: line.modifiers },
    chargeCents: line.chargeCents,
    dates: [{ qualifier: '472', from: line.serviceDates.from }],
    ...(line.lineControlNumber === undefined ? {} : { lineControlNumber: line.lineControlNumber }),
    references: [],
    quantities: [],
  };
}
