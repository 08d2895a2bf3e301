import type { Cents } from '#contracts/cents.ts';
import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import type { PhysicianFeeRow } from '../code-sets/code-tables.ts';
import { cents, formatDollars, sumCents, zeroCents } from '../money/cents.ts';
import { procedureKind } from '../scrub/procedure-kind.ts';
import { otherSideBefore, sidesOf } from './both-sides.ts';
import { contractOn, contractPrice, type ContractInForce, type ContractPrice } from './contract-price.ts';
import type { MedicarePrices } from './medicare-price.ts';
import { percent, reduceByMedicare, reduceByShares, type RankedLine } from './multiple-procedures.ts';
import { shareOf } from './share.ts';

/** What a payer's contract lets us expect for one line. */
export interface ExpectedLine {
  readonly lineNumber: number;
  readonly code: string;
  /** `standing` for the amounts that the payer's document gives without a dated contract. */
  readonly contractId?: string;
  /** What the contract allows, whatever was charged; absent where it does not say. */
  readonly contractCents?: Cents;
  /** What is to be allowed: the contract's amount, or the charge where that is less and the contract says so. */
  readonly expectedCents?: Cents;
  /** Every step from the price to the amount, or why there is none: a sentence each. */
  readonly because: readonly string[];
}

/** What Medicare allows of the price with a modifier. Source: Claims Processing Manual, chapter 12, 20.4 and 40. */
const medicareShares: Readonly<Record<string, number>> = {
  '80': 1600,
  '81': 1600,
  '82': 1600,
  AS: 1360,
  '62': 6250,
};

/**
 * What the contract in force lets us expect for each line of a claim: its price, times the units, changed by the
 * contract's rules in this order: case rate, modifiers, both sides, several procedures of a day, never above the charge.
 * Sequestration has no part in it: it lowers the payment, not what is allowed.
 */
export function expectedAllowed(
  claim: Pick<Claim, 'lines' | 'placeOfService'>,
  payer: Pick<Payer, 'contract' | 'contracts' | 'name'>,
  practice: Pick<Practice, 'feeSchedules'>,
  prices: MedicarePrices,
): ExpectedLine[] {
  const byDay = Map.groupBy(claim.lines, ({ serviceDate }) => serviceDate);
  const expected = [...byDay].flatMap(([day, lines]) => {
    const contract = contractOn(payer, day);
    return contract === undefined
      ? lines.map((line) => ({
          lineNumber: line.lineNumber,
          code: line.code,
          because: [`There is no contract with ${payer.name} for ${day}`],
        }))
      : ofDay(lines, day, contract, claim.placeOfService, practice, prices);
  });
  return expected.toSorted((one, other) => one.lineNumber - other.lineNumber);
}

/** A line as its price comes about. */
interface PricedLine {
  readonly line: ClaimLine;
  readonly priceCents: Cents | undefined;
  readonly practiceExpenseCents: Cents;
  readonly row: PhysicianFeeRow | undefined;
  readonly basePriceCents: Cents | undefined;
  readonly parts: RankedLine['parts'];
  /** Whether reductions for several procedures leave it alone: it has a price for the whole case. */
  readonly isFixed: boolean;
  readonly otherSideOf?: number | undefined;
  readonly because: readonly string[];
}

function ofDay(
  lines: readonly ClaimLine[],
  day: PlainDate,
  contract: ContractInForce,
  placeOfService: string,
  practice: Pick<Practice, 'feeSchedules'>,
  prices: MedicarePrices,
): ExpectedLine[] {
  const priceOf = (line: ClaimLine, code = line.code, modifiers: readonly string[] = line.modifiers) =>
    contractPrice(
      contract,
      {
        code,
        modifiers,
        placeOfService,
        on: day,
        chargeCentsPerUnit: cents(Math.round(line.chargeCents / line.units)),
      },
      practice,
      prices,
    );
  const rowOf = (line: ClaimLine) => prices.physicianFees.inForceOn(day)?.find(line.code, '');
  const caseRates = withCaseRates(lines, contract);
  const priced = lines.map((line, index): PricedLine => {
    const rate = caseRates.get(line.lineNumber);
    if (rate !== undefined) {
      return {
        line,
        priceCents: rate.allowedCents,
        practiceExpenseCents: zeroCents,
        row: undefined,
        basePriceCents: undefined,
        parts: undefined,
        isFixed: true,
        because: [rate.because],
      };
    }
    const price = priceOf(line);
    if (price.priceCents === undefined) {
      return unpriced(line, price.why);
    }
    return withModifiers(line, price, contract, {
      row: price.row ?? rowOf(line),
      otherSideOf: otherSideBefore(lines, index),
      priceOf: (code, modifiers) => priceOf(line, code, modifiers),
    });
  });
  const reductions = reductionsOf(priced, contract);
  return priced.map(({ line, priceCents, isFixed, because }): ExpectedLine => {
    const { lineNumber, code, chargeCents } = line;
    const reduction = reductions.get(lineNumber);
    if (priceCents === undefined || reduction === 'unknown') {
      return {
        lineNumber,
        code,
        contractId: contract.contractId,
        because:
          reduction === 'unknown'
            ? [...because, `Medicare's indicator for several procedures of a day is not loaded for ${code}`]
            : because,
      };
    }
    const contractCents = reduction?.reducedCents ?? priceCents;
    const isLesser = !isFixed && contract.rules.isLesserOfCharge && chargeCents < contractCents;
    return {
      lineNumber,
      code,
      contractId: contract.contractId,
      contractCents,
      expectedCents: isLesser ? chargeCents : contractCents,
      because: [
        ...because,
        ...(reduction === undefined ? [] : [reduction.because]),
        ...(isLesser ? ['no more than the charge'] : []),
      ],
    };
  });
}

function unpriced(line: ClaimLine, why: string): PricedLine {
  return {
    line,
    priceCents: undefined,
    practiceExpenseCents: zeroCents,
    row: undefined,
    basePriceCents: undefined,
    parts: undefined,
    isFixed: false,
    because: [why],
  };
}

/** The amount of each line that a case rate prices: the rate for the first that names it, nothing for what it covers. */
function withCaseRates(
  lines: readonly ClaimLine[],
  { rules: { caseRates, isLesserOfCharge } }: ContractInForce,
): Map<number, { readonly allowedCents: Cents; readonly because: string }> {
  const priced = new Map<number, { readonly allowedCents: Cents; readonly because: string }>();
  for (const { codes, covers, allowedCents } of caseRates) {
    const [first, ...further] = lines.filter(
      ({ code, lineNumber }) => codes.includes(code) && !priced.has(lineNumber),
    );
    if (first !== undefined) {
      const covered = lines.filter(
        (line) =>
          line !== first &&
          (further.includes(line) || (covers.includes(line.code) && !priced.has(line.lineNumber))),
      );
      // The rate is for the case, so it is held against the charges of the case.
      const chargeCents = sumCents([first, ...covered], (line) => line.chargeCents);
      priced.set(first.lineNumber, {
        allowedCents: isLesserOfCharge && chargeCents < allowedCents ? chargeCents : allowedCents,
        because: `the case rate of ${first.code}`,
      });
      for (const { lineNumber } of covered) {
        priced.set(lineNumber, {
          allowedCents: zeroCents,
          because: `within the case rate of ${first.code}`,
        });
      }
    }
  }
  return priced;
}

interface ModifierFacts {
  readonly row: PhysicianFeeRow | undefined;
  /** The line before it that has the same code for the other side. */
  readonly otherSideOf: number | undefined;
  readonly priceOf: (code: string, modifiers: readonly string[]) => ContractPrice;
}

function withModifiers(
  line: ClaimLine,
  price: Extract<ContractPrice, { readonly priceCents: Cents }>,
  { basis, rules }: ContractInForce,
  { row, otherSideOf, priceOf }: ModifierFacts,
): PricedLine {
  const isMedicare = basis.kind === 'percent-of-medicare';
  const sides = rules.bilateral === undefined ? undefined : sidesOf(line, rules.bilateral, row, otherSideOf);
  if (sides === 'unknown') {
    return unpriced(line, `Medicare's indicator for both sides of the body is not loaded for ${line.code}`);
  }
  const units = sides?.are === 'both' ? 1 : line.units;
  let priceCents = cents(price.priceCents * units);
  let { practiceExpenseCents } = price;
  const because = [
    `${line.code}${price.pricedModifier === undefined ? '' : ` with ${price.pricedModifier}`} is priced at ${formatDollars(
      price.priceCents,
    )}${units === 1 ? '' : `, times ${units}`}`,
  ];
  const take = (share: number, why: string) => {
    priceCents = shareOf(priceCents, share);
    practiceExpenseCents = shareOf(practiceExpenseCents, share);
    because.push(`${percent(share)} ${why}`);
  };
  for (const modifier of line.modifiers) {
    if (modifier !== price.pricedModifier) {
      const share =
        rules.modifierShares.find((one) => one.modifier === modifier)?.basisPoints ??
        (isMedicare ? (medicareShares[modifier] ?? packageShare(modifier, row)) : undefined);
      if (share !== undefined) {
        take(share, `for modifier ${modifier}`);
      }
    }
  }
  if (sides !== undefined) {
    take(
      sides.basisPoints,
      sides.are === 'other'
        ? 'for the other side'
        : `for both sides${line.units === 1 ? '' : `, in ${line.units} units`}`,
    );
  }
  const base = row?.multipleIndicator === '3' ? priceOf(row.endoscopicBase, []).priceCents : undefined;
  return {
    line,
    priceCents,
    practiceExpenseCents,
    row,
    basePriceCents: base,
    parts: partsOf(line, priceCents, price.priceCents, row, priceOf),
    isFixed: false,
    otherSideOf: sides?.are === 'other' ? otherSideOf : undefined,
    because,
  };
}

/** The share of a global package: 54 surgery with what goes before, 55 what comes after, 56 only what goes before. */
function packageShare(modifier: string, row: PhysicianFeeRow | undefined): number | undefined {
  if (row === undefined || !['010', '090'].includes(row.globalDays)) {
    return undefined;
  }
  const { preoperativePercent, intraoperativePercent, postoperativePercent } = row;
  switch (modifier) {
    case '54':
      return (preoperativePercent + intraoperativePercent) * 100;
    case '55':
      return postoperativePercent * 100;
    case '56':
      return preoperativePercent * 100;
    default:
      return undefined;
  }
}

/** What of a line's amount is the reading and what the picture; a line of one part alone is all of it. */
function partsOf(
  line: ClaimLine,
  priceCents: Cents,
  unitPriceCents: Cents,
  row: PhysicianFeeRow | undefined,
  priceOf: (code: string, modifiers: readonly string[]) => ContractPrice,
): RankedLine['parts'] {
  if (row === undefined || !['4', '6', '7'].includes(row.multipleIndicator)) {
    return undefined;
  }
  if (line.modifiers.includes('26')) {
    return { professionalCents: priceCents, technicalCents: zeroCents };
  }
  if (line.modifiers.includes('TC')) {
    return { professionalCents: zeroCents, technicalCents: priceCents };
  }
  const reading = priceOf(line.code, ['26']).priceCents;
  // Units, modifiers and sides have changed both parts alike.
  const professionalCents =
    reading === undefined || unitPriceCents === 0
      ? undefined
      : cents(Math.min(Math.round((priceCents * reading) / unitPriceCents), priceCents));
  return professionalCents === undefined
    ? undefined
    : { professionalCents, technicalCents: cents(priceCents - professionalCents) };
}

/** By line: what several procedures of the day leave of its price; `unknown` where an indicator would decide and is not loaded. */
function reductionsOf(
  priced: readonly PricedLine[],
  { rules: { multipleProcedures } }: ContractInForce,
): Map<number, { readonly reducedCents: Cents; readonly because: string } | 'unknown'> {
  const reducible = priced.filter(({ isFixed, priceCents }) => !isFixed && priceCents !== undefined);
  if (multipleProcedures === undefined || reducible.length < 1) {
    return new Map();
  }
  const ranked = reducible.map((one): RankedLine => ({
    lineNumber: one.line.lineNumber,
    priceCents: one.priceCents ?? zeroCents,
    otherSideOf: one.otherSideOf,
    indicator: one.row?.multipleIndicator ?? '0',
    endoscopicBase: one.row?.endoscopicBase ?? '',
    basePriceCents: one.basePriceCents,
    parts: one.parts,
    units: one.line.units,
    practiceExpenseCents: one.practiceExpenseCents,
  }));
  if (multipleProcedures.by === 'shares') {
    // A contract's own shares are for what the fee schedule, or by its code, is surgery; a visit is never reduced.
    const surgery = new Set(
      reducible.filter(({ line, row }) => isSurgery(line.code, row)).map(({ line }) => line.lineNumber),
    );
    return new Map(
      reduceByShares(
        ranked.filter(({ lineNumber }) => surgery.has(lineNumber)),
        multipleProcedures.shares,
      ).map(({ lineNumber, ...reduction }) => [lineNumber, reduction]),
    );
  }
  const reductions = new Map<number, { readonly reducedCents: Cents; readonly because: string } | 'unknown'>(
    reduceByMedicare(ranked).map(({ lineNumber, ...reduction }) => [lineNumber, reduction]),
  );
  if (reducible.length > 1) {
    for (const { line, row } of reducible) {
      if (row === undefined && isSurgery(line.code, row)) {
        reductions.set(line.lineNumber, 'unknown');
      }
    }
  }
  return reductions;
}

function isSurgery(code: string, row: PhysicianFeeRow | undefined): boolean {
  return row === undefined
    ? procedureKind(code) === 'surgery'
    : row.multipleIndicator === '2' || row.multipleIndicator === '3';
}
