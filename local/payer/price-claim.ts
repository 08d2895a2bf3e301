import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Payer } from '#contracts/practice.ts';
import { cents } from '#domain/money/cents.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import type { Behaviour } from './behaviour.ts';

export interface PricedLine {
  readonly line: ServiceLine837P;
  readonly paidCents: Cents;
  readonly allowedCents: Cents;
  readonly adjustments: readonly Adjustment[];
}

/** A code without a row in the contract is allowed at this share of its charge, in hundredths. */
const unlistedPercent = 80;
const deductibleCents = 150_00;
const copayCents = 25_00;
const coinsurancePercent = 20;
const sequestrationPercent = 2;

/** How the patient's share of a claim comes about. */
export type Share =
  | { readonly kind: 'none' }
  | { readonly kind: 'deductible'; readonly remainingCents: number }
  | { readonly kind: 'copay-and-coinsurance' }
  | { readonly kind: 'medicare' };

export function shareOf(behaviour: Behaviour, payerId: string): Share {
  if (behaviour === 'DED') {
    return { kind: 'deductible', remainingCents: deductibleCents };
  }
  if (behaviour === 'SHARE') {
    return { kind: 'copay-and-coinsurance' };
  }
  return payerId === 'FEDMB' ? { kind: 'medicare' } : { kind: 'none' };
}

/** Prices every line by the contract and takes the patient's share off, line after line. */
export function priceClaim(claim: Claim837P, payer: Payer | undefined, share: Share): PricedLine[] {
  let deductible = share.kind === 'deductible' ? share.remainingCents : 0;
  return claim.lines.map((line, index) => {
    const allowed = allowedCents(line, payer);
    const adjustments: Adjustment[] = [];
    const take = (group: string, reason: string, amount: number): number => {
      if (amount > 0) {
        adjustments.push({ group, reason, amountCents: cents(amount) });
      }
      return amount;
    };
    take('CO', '45', line.chargeCents - allowed);
    let paid: number = allowed;
    switch (share.kind) {
      case 'none':
        break;
      case 'deductible': {
        const taken = take('PR', '1', Math.min(deductible, paid));
        deductible -= taken;
        paid -= taken;
        break;
      }
      case 'copay-and-coinsurance':
        paid -= take('PR', '3', index === 0 ? Math.min(copayCents, paid) : 0);
        paid -= take('PR', '2', percentOf(paid, coinsurancePercent));
        break;
      case 'medicare':
        paid -= take('PR', '2', percentOf(paid, coinsurancePercent));
        paid -= take('CO', '253', percentOf(paid, sequestrationPercent));
        break;
    }
    return { line, paidCents: cents(paid), allowedCents: cents(allowed), adjustments };
  });
}

/** The contract's row for the code with its first modifier, or for the code alone, times the units; never above the charge. */
function allowedCents(line: ServiceLine837P, payer: Payer | undefined): number {
  const rows = (payer?.contract ?? []).filter(
    (row) => row.code === line.code && inForce(row, line.serviceDates.from),
  );
  const row =
    rows.find(({ modifier }) => modifier !== undefined && line.modifiers.includes(modifier)) ??
    rows.find(({ modifier }) => modifier === undefined);
  const allowed =
    row === undefined
      ? percentOf(line.chargeCents, unlistedPercent)
      : Math.round(row.allowedCents * line.units);
  return Math.min(allowed, line.chargeCents);
}

function inForce(
  row: { effectiveFrom: PlainDate; effectiveTo?: PlainDate | undefined },
  on: PlainDate,
): boolean {
  return row.effectiveFrom <= on && (row.effectiveTo === undefined || on <= row.effectiveTo);
}

/** Rounds half up to a cent. */
function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}
