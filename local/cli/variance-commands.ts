import type { Command } from 'commander';
import * as z from 'zod';
import type { PracticeId } from '#contracts/identifiers.ts';
import { Month } from '#contracts/periods.ts';
import type { VarianceGroup } from '#contracts/variance-group.ts';
import { VarianceAnswer, type InterestReceived, type VarianceQuery } from '#contracts/variances.ts';
import { latePaymentLetter } from '#domain/expected-payment/late-payment-letter.ts';
import { interestOn, openInterest, type InterestOnPayment } from '#domain/expected-payment/late-payments.ts';
import { VarianceGroups, type UnknownLines } from '#domain/expected-payment/variance-groups.ts';
import { decimalText, sumCents } from '#domain/money/cents.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, type Column } from './print.ts';
import { amount, csvOption, note, print } from './print-report.ts';

const VarianceOptions = z.object({
  month: Month,
  payer: z.string().optional(),
  csv: z.boolean().default(false),
  letter: z.boolean().default(false),
});
type VarianceOptions = z.infer<typeof VarianceOptions>;

/** `reports underpayments|charges-too-low|late-payments`. */
export function addVarianceCommands(program: Command): void {
  const reports = program.commands.find((command) => command.name() === 'reports');
  if (reports === undefined) {
    throw new Error('The commands of "reports" are added before those about contracts');
  }
  inMonth(reports.command('underpayments'))
    .description('what payers allowed below or above their contracts, by payer, code and contract')
    .action(async (given: unknown, command: Command) => {
      const options = parseOptions(VarianceOptions, given);
      const session = await openSession(command);
      const { groups, asExpected, denied, lines } = await variances(session, options);
      const rows = groups.of('underpaid', 'overpaid');
      const { unknown } = groups;
      print(session, options.csv, { month: options.month, asExpected, denied, rows: lines, unknown }, rows, [
        { title: 'payer', cell: ({ payerId }) => payerId },
        { title: 'code', cell: ({ code }) => code },
        { title: 'contract', cell: ({ contractId }) => contractId },
        { title: 'found', cell: ({ verdict }) => verdict },
        { title: 'lines', cell: ({ count }) => String(count), align: 'right' },
        amount('expected', ({ expectedCents }) => expectedCents),
        amount('allowed', ({ allowedCents }) => allowedCents),
        amount('difference', ({ differenceCents }) => differenceCents),
        ...days(),
      ]);
      note(
        session,
        options.csv,
        `${options.month}: ${asExpected} lines as their contracts say, ${denied} denied, ${notCheckedIn(unknown)} not checked; a positive difference is owed to the practice`,
      );
      noteNotChecked(session, options, unknown);
    });
  inMonth(reports.command('charges-too-low'))
    .description('codes that were charged below what a contract would have allowed')
    .action(async (given: unknown, command: Command) => {
      const options = parseOptions(VarianceOptions, given);
      const session = await openSession(command);
      const { groups } = await variances(session, options);
      const rows = groups.of('charge-too-low');
      const { unknown } = groups;
      print(session, options.csv, { month: options.month, rows, unknown }, rows, [
        { title: 'payer', cell: ({ payerId }) => payerId },
        { title: 'code', cell: ({ code }) => code },
        { title: 'contract', cell: ({ contractId }) => contractId },
        { title: 'lines', cell: ({ count }) => String(count), align: 'right' },
        amount('charged', ({ chargeCents }) => chargeCents),
        amount('by contract', ({ contractCents }) => contractCents),
        amount('left', ({ differenceCents }) => differenceCents),
        ...days(),
      ]);
      note(
        session,
        options.csv,
        `${options.month}: ${decimalText(sumCents(rows, ({ differenceCents }) => differenceCents))} were left by charges below their contracts, as far as these are known; ${notCheckedIn(unknown)} lines are not checked`,
      );
      noteNotChecked(session, options, unknown);
    });
  inMonth(reports.command('late-payments'))
    .description('interest that payers owe for paying late')
    .option('--letter', 'print the letter to the payer that is named')
    .action(async (given: unknown, command: Command) => {
      const options = parseOptions(VarianceOptions, given);
      const session = await openSession(command);
      const { practice, payers } = await latePayments(session, options);
      if (options.letter) {
        const [only, ...others] = payers;
        if (options.payer === undefined || only === undefined || others.length > 0) {
          throw new CommandFailed('--letter: say with --payer to whom; it must be a payer with promptPay.');
        }
        const letter = latePaymentLetter(practice, only, only.interest, options.month);
        if (session.options.json) {
          printJson({ letter });
        } else {
          letter.forEach(printLine);
        }
        return;
      }
      print(session, options.csv, { month: options.month, payers }, payers, [
        { title: 'payer', cell: ({ payerId }) => payerId },
        { title: 'claims', cell: ({ interest }) => String(interest.length), align: 'right' },
        amount('interest', ({ interest }) => sumCents(interest, ({ owed }) => owed.interestCents)),
        amount('received', ({ interest }) => sumCents(interest, ({ receivedCents }) => receivedCents)),
        amount('open', ({ interest }) => openInterest(interest)),
        { title: 'not known', cell: ({ unknown }) => String(unknown.length), align: 'right' },
      ]);
      for (const { payerId, unknown } of payers) {
        const [first] = unknown;
        if (first !== undefined) {
          note(session, options.csv, `not known of ${payerId}: ${first}`);
        }
      }
      note(
        session,
        options.csv,
        `${options.month}: ${payers.length === 0 ? 'no payer has promptPay in the practice document' : 'interest on first payments of claims; read the letter before it is sent'}`,
      );
    });
}

function notCheckedIn(unknown: readonly UnknownLines[]): number {
  return unknown.reduce((sum, { count }) => sum + count, 0);
}

function noteNotChecked(session: Session, { csv }: VarianceOptions, unknown: readonly UnknownLines[]): void {
  for (const { payerId, why, count, codes } of unknown) {
    note(session, csv, `not checked: ${count} of ${payerId}: ${why} (${codes.join(', ')})`);
  }
}

function inMonth(command: Command): Command {
  return command
    .requiredOption('--month <month>', 'the month of posting, YYYY-MM')
    .option('--payer <id>', 'of this payer alone')
    .option(...csvOption);
}

function days(): Column<VarianceGroup>[] {
  return [
    { title: 'first day', cell: ({ first }) => first },
    { title: 'last day', cell: ({ last }) => last },
  ];
}

async function variances(session: Session, { month, payer }: VarianceOptions) {
  const pages = await allPages(session, 'variances', month);
  const lines = pages
    .flatMap((page) => page.variances)
    .filter(({ payerId }) => payer === undefined || payerId === payer);
  const groups = new VarianceGroups();
  groups.add(lines);
  const count = (of: (page: (typeof pages)[number]) => number) =>
    pages.reduce((sum, page) => sum + of(page), 0);
  return {
    groups,
    lines,
    asExpected: count((page) => page.asExpected),
    denied: count((page) => page.denied),
  };
}

async function latePayments(session: Session, { month, payer }: VarianceOptions) {
  const pages = await allPages(session, 'late-payments', month);
  const [first] = pages;
  if (first === undefined) {
    throw new CommandFailed('read-variances gave no page.');
  }
  const payments = pages.flatMap((page) => page.payments);
  // A remittance whose claims are on two pages gives its interest with both.
  const interest: InterestReceived[] = [
    ...new Map(
      pages.flatMap((page) => [...Map.groupBy(page.interest, ({ remittanceId }) => remittanceId)]),
    ).values(),
  ].flat();
  return {
    practice: first.practice,
    payers: first.payers
      .filter(({ payerId }) => payer === undefined || payerId === payer)
      .map(({ promptPay, ...of }) => {
        const late = payments.filter(({ payerId }) => payerId === of.payerId);
        const owed: InterestOnPayment[] = interestOn(late, interest, promptPay);
        return {
          ...of,
          interest: owed,
          unknown: late.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
        };
      }),
  };
}

type Report = VarianceQuery['report'];
type Page<Outcome extends Report> = Extract<
  Exclude<VarianceAnswer, { outcome: 'refused' }>,
  { outcome: Outcome }
>;

async function allPages<Outcome extends Report>(
  session: Session,
  report: Outcome,
  month: Month,
): Promise<Page<Outcome>[]> {
  const practiceId: PracticeId = await practiceOf(session);
  const pages: Page<Outcome>[] = [];
  let next: string | undefined;
  do {
    const query: VarianceQuery = {
      report,
      practiceId,
      from: firstOfMonth(month),
      to: lastOfMonth(month),
      ...(next === undefined ? {} : { next }),
    };
    const page = VarianceAnswer.parse(await session.target.invoke('read-variances', query));
    if (page.outcome === 'refused') {
      throw new CommandFailed(page.problems.join('\n'));
    }
    if (page.outcome !== report) {
      throw new CommandFailed(`read-variances gave ${page.outcome} where ${report} was asked for.`);
    }
    const wanted = page as Page<Outcome>;
    pages.push(wanted);
    next = wanted.next;
  } while (next !== undefined);
  return pages;
}
