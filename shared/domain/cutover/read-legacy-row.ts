import { DollarText, type Cents } from '#contracts/cents.ts';
import type { LegacyFacts } from '#contracts/claim.ts';
import type { CutoverProblem } from '#contracts/cutover.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { classifyAdjustment } from '../denials/classify-adjustment.ts';
import { GroupCode } from '../denials/reason-row.ts';
import { checkDraft } from '../intake/check-encounter.ts';
import { readAmount } from '../intake/map/read-amount.ts';
import { describeText } from '../intake/mask-value.ts';
import type { CompiledMapping } from '../intake/read/csv/compiled-mapping.ts';
import { CsvRow } from '../intake/read/csv/csv-row.ts';
import { readDay } from '../intake/read/csv/read-day.ts';
import { readVisitRow } from '../intake/read/csv/read-rows.ts';
import { addCents, cents, formatDollars, subtractCents, zeroCents } from '../money/cents.ts';
import { numberColumn, type BalanceColumn } from './cutover-columns.ts';
import type { CutoverRow } from './cutover-row.ts';
import type { LegacyClaim, LegacyDenial } from './legacy-claim.ts';
import { systemsNumbering } from './legacy-numbers.ts';

interface RowSurroundings {
  readonly columns: readonly string[];
  /** The columns of the visit, laid over these. */
  readonly compiled: CompiledMapping;
  readonly practice: Practice;
  readonly system: string;
  readonly today: PlainDate;
}

type ReadLegacyRow = { readonly claimNumber: string | undefined } & (
  | { readonly claim: Omit<LegacyClaim, 'contentHash'>; readonly problems?: never }
  | { readonly claim?: never; readonly problems: readonly CutoverProblem[] }
);

type Say = (
  column: BalanceColumn | 'total_charge' | typeof numberColumn,
  found: string,
  expected: string,
  howToFix: string,
) => void;

/** Claim numbers of 837 files, of which a control number and an id can be made. */
const numberShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,37}$/;
const statuses = ['open', 'denied', 'second-payer', 'patient', 'credit'] as const;

/**
 * Reads one claim of an old system: its visit as a row of the template of visits, held to the rules of every visit, and
 * what was open of it. Everything that is wrong is told at once.
 */
export function readLegacyRow(row: CutoverRow, surroundings: RowSurroundings): ReadLegacyRow {
  const { system, practice, today } = surroundings;
  const problems: CutoverProblem[] = [];
  const written = row.cells.get(numberColumn) ?? '';
  const claimNumber = numberShape.test(written) ? written : undefined;
  const named = claimNumber === undefined ? {} : { claimNumber };
  const say: Say = (column, found, expected, howToFix) => {
    problems.push({ row: row.row, ...named, column, found, expected, howToFix });
  };
  if (claimNumber === undefined) {
    say(
      numberColumn,
      written === '' ? 'nothing' : describeText(written, /^$/),
      'the number under which the payer knows the claim: 1 to 38 letters, digits, dot, colon, dash or underscore',
      'Export the number that the old system wrote into CLM01.',
    );
  } else if (!systemsNumbering(practice, claimNumber).some(({ name }) => name === system)) {
    say(
      numberColumn,
      claimNumber,
      `a number that the controlNumberPattern of ${system} in the practice document describes`,
      'Correct the pattern: by it the payments for this claim will be known.',
    );
  }
  const amounts = readAmounts(row, say);
  const status = statuses.find((one) => one === row.cells.get('status')?.toLowerCase());
  if (status === undefined) {
    say(
      'status',
      describeText(row.cells.get('status') ?? '', /^[A-Za-z -]{1,15}$/),
      'open, denied, second-payer, patient or credit',
      'Say who must do something next: the first payer, a biller, the payer after the first, or the patient; credit where money is to be given back.',
    );
  }
  const read = readVisit(row, surroundings);
  problems.push(...read.problems.map((problem) => ({ row: row.row, ...named, ...problem })));
  const { encounter } = read;
  const days = readDays(row, encounter?.serviceDateFrom, today, say);
  const facts =
    amounts === undefined || status === undefined || claimNumber === undefined
      ? undefined
      : { system, claimNumber, status, ...amounts };
  if (facts !== undefined) {
    checkStatus(facts, row, encounter?.coverages.length ?? 2, say);
  }
  const denial = status === 'denied' ? readDenial(row, days.decidedOn, say) : undefined;
  if (problems.length > 0 || facts === undefined || encounter === undefined) {
    return { claimNumber, problems };
  }
  const submittedOn = days.submittedOn ?? days.decidedOn;
  const payerControlNumber = row.cells.get('payer_control_number');
  return {
    claimNumber,
    claim: {
      row: row.row,
      legacy: facts,
      encounter,
      ...(submittedOn === undefined ? {} : { submittedOn }),
      ...(payerControlNumber === undefined ? {} : { payerControlNumber }),
      ...(denial === undefined ? {} : { denial }),
    },
  };
}

type Amounts = Omit<LegacyFacts, 'system' | 'claimNumber' | 'status'>;

/** The five amounts, if each is one and together they add up. */
function readAmounts(row: CutoverRow, say: Say): Amounts | undefined {
  let isReadable = true;
  const amount = (column: Parameters<Say>[0]): Cents => {
    const text = row.cells.get(column);
    if (text === undefined && (column === 'paid' || column === 'adjusted')) {
      return zeroCents;
    }
    const { value, problem } = readAmount(text ?? '');
    const read = value === undefined ? zeroCents : DollarText.parse(value);
    if (problem !== undefined) {
      isReadable = false;
      say(column, text === undefined ? 'nothing' : problem.found, problem.expected, problem.howToFix);
    } else if (read < 0 && (column === 'total_charge' || column === 'paid')) {
      isReadable = false;
      say(
        column,
        formatDollars(read),
        'zero or more',
        'Write money that is to be given back as a negative balance.',
      );
    }
    return read;
  };
  const amounts: Amounts = {
    chargeCents: amount('total_charge'),
    paidCents: amount('paid'),
    adjustedCents: amount('adjusted'),
    payerBalanceCents: amount('payer_balance'),
    patientBalanceCents: amount('patient_balance'),
  };
  const leftCents = subtractCents(
    subtractCents(amounts.chargeCents, amounts.paidCents),
    amounts.adjustedCents,
  );
  const openCents = addCents(amounts.payerBalanceCents, amounts.patientBalanceCents);
  if (isReadable && leftCents !== openCents) {
    say(
      'payer_balance',
      `balances of ${formatDollars(openCents)}`,
      `${formatDollars(leftCents)}, the charge of ${formatDollars(amounts.chargeCents)} less what was paid and adjusted`,
      `Find the ${formatDollars(cents(Math.abs(leftCents - openCents)))} in the old system, and export again.`,
    );
  }
  return isReadable ? amounts : undefined;
}

/** Whose the balance of the payer may be: nothing or a credit, where no payer owes; else an amount. */
const payerOwes: Readonly<Record<LegacyFacts['status'], boolean>> = {
  open: true,
  denied: true,
  'second-payer': true,
  patient: false,
  credit: false,
};

/** Whether what is open belongs to whom the status says must act. */
function checkStatus(facts: LegacyFacts, row: CutoverRow, coverages: number, say: Say): void {
  const { status, payerBalanceCents, patientBalanceCents } = facts;
  if (payerBalanceCents === 0 && patientBalanceCents === 0) {
    say('payer_balance', 'nothing open', 'an open balance', 'Leave settled claims out.');
    return;
  }
  if (payerOwes[status] ? payerBalanceCents <= 0 : payerBalanceCents > 0) {
    say(
      'payer_balance',
      formatDollars(payerBalanceCents),
      payerOwes[status]
        ? `an amount, since the claim is ${status}`
        : `nothing, or a credit as a negative amount, since the claim is ${status}`,
      'Correct the status or the balance.',
    );
  }
  if (status === 'patient' ? patientBalanceCents <= 0 : status === 'credit' && patientBalanceCents > 0) {
    say(
      'patient_balance',
      formatDollars(patientBalanceCents),
      status === 'patient'
        ? 'an amount, since the patient must pay'
        : 'nothing, or a credit as a negative amount',
      'Correct the status or the balance.',
    );
  }
  if (payerBalanceCents !== 0 && coverages === 0) {
    say(
      'payer_balance',
      'a payer balance and no insurance',
      'the insurance that owes it, or that paid too much',
      'Fill in the columns of the primary insurance.',
    );
  } else if (status === 'second-payer' && coverages < 2) {
    say(
      'payer_balance',
      'a balance of the second payer and no second insurance',
      'the insurance that owes it',
      'Fill in the columns of the secondary insurance.',
    );
  }
  if (status === 'open' && !row.cells.has('submitted_on')) {
    say(
      'submitted_on',
      'nothing',
      'the day on which the claim was sent to the payer',
      'Export it: the deadline for an answer counts from it.',
    );
  }
}

interface Days {
  readonly submittedOn: PlainDate | undefined;
  readonly decidedOn: PlainDate | undefined;
}

function readDays(row: CutoverRow, from: PlainDate | undefined, today: PlainDate, say: Say): Days {
  const day = (column: 'submitted_on' | 'decided_on'): PlainDate | undefined => {
    const text = row.cells.get(column);
    if (text === undefined) {
      return undefined;
    }
    const { value, problem } = readDay(text, 'YYYY-MM-DD', today);
    if (problem !== undefined) {
      say(column, problem.found, problem.expected, 'Correct the date.');
    } else if (value > today || (from !== undefined && value < from)) {
      say(
        column,
        value,
        from === undefined ? `a day not after ${today}` : `a day from ${from}, the service, to ${today}`,
        'Correct it.',
      );
    }
    return value;
  };
  return { submittedOn: day('submitted_on'), decidedOn: day('decided_on') };
}

const denialShape = /^(CO|PR|OA|PI|CR)[- ]?([A-Z]?\d{1,3})$/;

function readDenial(row: CutoverRow, decidedOn: PlainDate | undefined, say: Say): LegacyDenial | undefined {
  if (decidedOn === undefined) {
    if (!row.cells.has('decided_on')) {
      say(
        'decided_on',
        'nothing',
        'the day on which the payer denied the claim',
        'Export it: the time for an appeal counts from it.',
      );
    }
    return undefined;
  }
  const reason = (row.cells.get('denial_reason') ?? '').toUpperCase();
  const [, group, reasonCode] = denialShape.exec(reason) ?? [];
  const groupCode = GroupCode.safeParse(group).data;
  if (groupCode === undefined || reasonCode === undefined) {
    say(
      'denial_reason',
      describeText(reason, /^[A-Z0-9 -]{1,8}$/),
      'group and reason of the adjustment that denied it, for example CO-16',
      "Take it from the payer's remittance.",
    );
    return undefined;
  }
  const { treatment } = classifyAdjustment(
    { groupCode, reasonCode },
    { qualifiedMedicareBeneficiary: false, on: decidedOn },
  );
  if (treatment !== 'denied') {
    say(
      'denial_reason',
      `${groupCode}-${reasonCode}, which denies nothing`,
      'the reason why the payer balance was not paid',
      treatment === 'patient'
        ? 'Make it a patient balance, or give the reason of the denial.'
        : 'Put what the contract takes off into adjusted, or give the reason of the denial.',
    );
    return undefined;
  }
  const remarkCodes = (row.cells.get('denial_remarks') ?? '').toUpperCase().split(/[\s,;]+/);
  return { decidedOn, groupCode, reasonCode, remarkCodes: remarkCodes.filter((code) => code !== '') };
}

type VisitProblem = Omit<CutoverProblem, 'row' | 'claimNumber'>;

interface ReadVisit {
  readonly encounter?: LegacyClaim['encounter'];
  readonly problems: readonly VisitProblem[];
}

/** The visit behind the claim; an old system need not tell its codes. */
function readVisit(
  { row, cells }: CutoverRow,
  { columns, compiled, practice, system, today }: RowSurroundings,
): ReadVisit {
  const csvRow = new CsvRow(
    columns.map((column) => cells.get(column) ?? ''),
    { practice, compiled, sourceSystem: system, today },
  );
  const [record] = readVisitRow(csvRow, { line: row });
  const columnOf = (field: string): string => compiled.columns.get(field)?.[0]?.header ?? field;
  const told = (
    findings: readonly { field: string; found: string; expected: string; howToFix: string }[],
  ): ReadVisit => ({
    problems: findings
      // The number and the sum are told with the balances.
      .filter(({ field }) => field !== numberColumn && field !== 'total_charge')
      .map(({ field, found, expected, howToFix }) => ({
        column: columnOf(field),
        found,
        expected,
        howToFix,
      })),
  });
  if (record?.kind !== 'encounter') {
    return told(csvRow.problems);
  }
  const checked = checkDraft(
    row,
    {
      ...(typeof record.draft === 'object' ? record.draft : {}),
      note: `Claim ${cells.get(numberColumn) ?? ''} of ${system}, taken over with what was open of it.`,
    },
    practice,
    today,
  );
  return checked.accepted === undefined
    ? told(checked.problems)
    : { encounter: checked.accepted, problems: [] };
}
