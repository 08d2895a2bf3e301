import type { Cents } from '#contracts/cents.ts';
import type { Adjustment } from './adjudication.ts';
import type { Claim835, Remittance835, ServiceLine835 } from './guides/005010X221A1-835/model.ts';

/** One equation of a remittance that does not hold. */
export interface Imbalance {
  readonly level: 'line' | 'claim' | 'transaction';
  /** The equation: the three balances, and the advisories. */
  readonly rule:
    | 'line-balance'
    | 'claim-balance'
    | 'transaction-balance'
    | 'claim-charge'
    | 'patient-responsibility'
    | 'adjustment-repeated';
  /** Places in `claims` and its `lines`, from 0. */
  readonly claimIndex?: number;
  readonly lineIndex?: number;
  readonly patientControlNumber?: string;
  /** What the equation gives. */
  readonly expectedCents: Cents;
  /** What the file states. */
  readonly foundCents: Cents;
  /** Found less expected. */
  readonly differenceCents: Cents;
  readonly sentence: string;
}

export interface BalanceReport {
  /** Whether all of the three equations hold everywhere: line, claim and transaction. Only then may it be posted. */
  readonly balanced: boolean;
  readonly imbalances: readonly Imbalance[];
  /** Sums that ought to agree and do not, without making the remittance unbalanced. */
  readonly advisories: readonly Imbalance[];
}

/**
 * The three balances of an 835:
 * line `SVC02 - CAS(2110) = SVC03`; claim `CLP03 - CAS(2100) - CAS(2110) = CLP04`;
 * transaction `sum of CLP04 - sum of PLB = BPR02`.
 * Advisories: `sum of SVC02 = CLP03` (`claim-charge`), `CLP05 = CAS of group PR` (`patient-responsibility`), and an
 * adjustment that is given at the claim and again at its lines (`adjustment-repeated`, X12 RFI 358). That the payments of
 * the lines less CAS(2100) are CLP04 follows from the line and claim balances and `claim-charge`; it is not told apart.
 * A positive adjustment lowers the payment. AMT segments are information and never part of a balance.
 */
export function check835Balance(remittance: Remittance835): BalanceReport {
  const imbalances: Imbalance[] = [];
  const advisories: Imbalance[] = [];
  for (const [claimIndex, claim] of remittance.claims.entries()) {
    const found = checkClaim835Balance(claim);
    for (const imbalance of found.imbalances) imbalances.push({ ...imbalance, claimIndex });
    for (const advisory of found.advisories) advisories.push({ ...advisory, claimIndex });
  }
  const paid = sum(remittance.claims.map((claim) => claim.paidCents));
  imbalances.push(...checkPayment835Balance(paid, remittance));
  return { balanced: imbalances.length === 0, imbalances, advisories };
}

/** The balances of one claim and its lines. */
export function checkClaim835Balance(claim: Claim835): Omit<BalanceReport, 'balanced'> {
  if (isPlainlyBalanced(claim)) return balancedClaim;
  const { patientControlNumber } = claim;
  const imbalances: Imbalance[] = [];
  for (const [lineIndex, line] of claim.lines.entries()) {
    const found = lineImbalance(line);
    if (found !== undefined) imbalances.push({ ...found, lineIndex, patientControlNumber });
  }
  for (const found of claimImbalances(claim)) imbalances.push({ ...found, patientControlNumber });
  const advisories = claimAdvisories(claim).map((found) => ({ ...found, patientControlNumber }));
  return { imbalances, advisories };
}

const balancedClaim: Omit<BalanceReport, 'balanced'> = { imbalances: [], advisories: [] };

/** Whether every equation holds: nearly always so, and then there is nothing to put into words. */
function isPlainlyBalanced(claim: Claim835): boolean {
  let adjusted = 0;
  let responsibility = 0;
  let charges = 0;
  for (const adjustment of claim.adjustments) {
    adjusted += adjustment.amountCents;
    if (adjustment.group === 'PR') responsibility += adjustment.amountCents;
  }
  for (const line of claim.lines) {
    let lineAdjusted = 0;
    for (const adjustment of line.adjustments) {
      lineAdjusted += adjustment.amountCents;
      if (adjustment.group === 'PR') responsibility += adjustment.amountCents;
    }
    if (line.chargeCents - lineAdjusted !== line.paidCents) return false;
    charges += line.chargeCents;
    adjusted += lineAdjusted;
  }
  return (
    (claim.adjustments.length === 0 || repeatedAdjustments(claim).length === 0) &&
    claim.chargeCents - adjusted === claim.paidCents &&
    (claim.lines.length === 0 || charges === claim.chargeCents) &&
    (claim.statusCode === '22' ||
      claim.patientResponsibilityCents === undefined ||
      claim.patientResponsibilityCents === responsibility)
  );
}

/** The balance of the payment against the sum of CLP04 of its claims. */
export function checkPayment835Balance(
  paidCents: Cents,
  remittance: Pick<Remittance835, 'payment' | 'providerAdjustments'>,
): Imbalance[] {
  const withheld = sum(remittance.providerAdjustments.map((adjustment) => adjustment.amountCents));
  return compare(
    'transaction',
    'transaction-balance',
    subtract(paidCents, withheld),
    remittance.payment.amountCents,
    (expected, found) =>
      `BPR02 states ${found}; the claims paid ${dollars(paidCents)} less provider adjustments of ${dollars(withheld)} give ${expected}`,
  );
}

function lineImbalance(line: ServiceLine835): Imbalance | undefined {
  const adjusted = total(line.adjustments);
  return compare(
    'line',
    'line-balance',
    subtract(line.chargeCents, adjusted),
    line.paidCents,
    (expected, found) =>
      `SVC03 states ${found} for ${line.procedure.code}; the charge of ${dollars(line.chargeCents)} less adjustments of ${dollars(adjusted)} gives ${expected}`,
  )[0];
}

function claimImbalances(claim: Claim835): Imbalance[] {
  const ownAdjusted = total(claim.adjustments);
  const linesAdjusted = sum(claim.lines.map((line) => total(line.adjustments)));
  const expected = subtract(subtract(claim.chargeCents, ownAdjusted), linesAdjusted);
  return compare(
    'claim',
    'claim-balance',
    expected,
    claim.paidCents,
    (expected, found) =>
      `CLP04 of claim ${claim.patientControlNumber} states ${found}; the charge of ${dollars(claim.chargeCents)} less claim adjustments of ${dollars(ownAdjusted)} and line adjustments of ${dollars(linesAdjusted)} gives ${expected}`,
  );
}

function claimAdvisories(claim: Claim835): Imbalance[] {
  const advisories: Imbalance[] = [];
  if (claim.lines.length > 0) {
    const charges = sum(claim.lines.map((line) => line.chargeCents));
    advisories.push(
      ...compare(
        'claim',
        'claim-charge',
        charges,
        claim.chargeCents,
        (expected, found) =>
          `CLP03 of claim ${claim.patientControlNumber} states ${found}; the charges of its lines give ${expected}`,
      ),
    );
  }
  if (claim.statusCode !== '22' && claim.patientResponsibilityCents !== undefined) {
    const adjustments = [...claim.adjustments, ...claim.lines.flatMap((line) => line.adjustments)];
    const responsibility = total(adjustments.filter((adjustment) => adjustment.group === 'PR'));
    advisories.push(
      ...compare(
        'claim',
        'patient-responsibility',
        responsibility,
        claim.patientResponsibilityCents,
        (expected, found) =>
          `CLP05 of claim ${claim.patientControlNumber} states ${found}; the adjustments of group PR give ${expected}`,
      ),
    );
  }
  advisories.push(...repeatedAdjustments(claim));
  return advisories;
}

/** Adjustments of the claim whose whole amount its lines give again under the same group and reason. */
function repeatedAdjustments(claim: Claim835): Imbalance[] {
  return claim.adjustments.flatMap(({ group, reason, amountCents }) => {
    const again = claim.lines.flatMap((line) =>
      line.adjustments.filter((one) => one.group === group && one.reason === reason),
    );
    if (amountCents === 0 || again.length === 0 || total(again) !== amountCents) return [];
    return compare(
      'claim',
      'adjustment-repeated',
      0 as Cents,
      amountCents,
      (_, found) =>
        `The adjustment ${group} ${reason} of ${found} of claim ${claim.patientControlNumber} is given again by its lines; it belongs to the claim or to the lines`,
    );
  });
}

function compare(
  level: Imbalance['level'],
  rule: Imbalance['rule'],
  expectedCents: Cents,
  foundCents: Cents,
  sentence: (expected: string, found: string) => string,
): Imbalance[] {
  if (expectedCents === foundCents) return [];
  return [
    {
      level,
      rule,
      expectedCents,
      foundCents,
      differenceCents: subtract(foundCents, expectedCents),
      sentence: sentence(dollars(expectedCents), dollars(foundCents)),
    },
  ];
}

function total(adjustments: readonly Adjustment[]): Cents {
  return sum(adjustments.map((adjustment) => adjustment.amountCents));
}

function sum(amounts: readonly Cents[]): Cents {
  return amounts.reduce((before, amount) => (before + amount) as Cents, 0 as Cents);
}

function subtract(from: Cents, amount: Cents): Cents {
  return (from - amount) as Cents;
}

function dollars(cents: Cents): string {
  const sign = cents < 0 ? '-' : '';
  const magnitude = Math.abs(cents);
  return `${sign}$${Math.floor(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}`;
}
