import type { Command } from 'commander';
import * as z from 'zod';
import type { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { Month } from '#contracts/periods.ts';
import type { ReportAnswer, ReportQuery } from '#contracts/reports.ts';
import { decimalText, sumCents } from '#domain/money/cents.ts';
import { ageNames, type Ages } from '#domain/reports/age.ts';
import { agingReport } from '#domain/reports/aging.ts';
import { holderRows, type HolderRow } from '#domain/reports/holder-movements.ts';
import { lastOfMonth, monthEnd } from '#domain/reports/month-end.ts';
import { unbilledReport } from '#domain/reports/unbilled.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import type { Column } from './print.ts';
import { amount, csvOption, note, print } from './print-report.ts';

const AgingOptions = z.object({
  by: z.enum(['payer', 'patient']).default('payer'),
  since: z.enum(['service', 'due']).default('service'),
  csv: z.boolean().default(false),
});

/** `reports aging|unbilled|unapplied|deposits|day-sheet|month-end`. */
export function addReportCommands(program: Command): void {
  const reports = program.command('reports').description('reports over the books of a practice');
  reports
    .command('aging')
    .description('what payers or patients owe, by age')
    .option('--by <whom>', 'payer, or patient', 'payer')
    .option('--since <day>', 'aged since the day of service, or since it fell due: service or due', 'service')
    .option(...csvOption)
    .action(async (given: unknown, command: Command) => {
      const { by, since, csv } = parseOptions(AgingOptions, given);
      const session = await openSession(command);
      const { on, found } = await aging(session, await practiceOf(session));
      const report = agingReport(found, { by, since, on });
      const total = { key: 'total', name: '', ...report.total };
      print(
        session,
        csv,
        { on, since, ...report },
        [...report.rows, total],
        [
          { title: by, cell: ({ key }) => key },
          ...(by === 'patient' ? [{ title: 'name', cell: ({ name }: { name: string }) => name }] : []),
          { title: 'claims', cell: ({ claims }) => String(claims), align: 'right' },
          ...ageColumns(),
          amount('credits', ({ creditCents }) => creditCents),
          amount('total', ({ totalCents }) => totalCents),
        ],
      );
      note(
        session,
        csv,
        `on ${on}, aged since ${since === 'service' ? 'the day of service' : 'the day on which the balance fell due'}`,
      );
    });
  reports
    .command('unbilled')
    .description('claims that no payer has, by state and age since the day of service')
    .option(...csvOption)
    .action(async (given: { csv?: boolean }, command: Command) => {
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const pages = await allPages(session, { report: 'unbilled', practiceId }, 'unbilled');
      const claims = new Map(pages.flatMap(({ entries }) => entries).map((entry) => [entry.claimId, entry]));
      const on = onOf(pages);
      const rows = unbilledReport([...claims.values()], on);
      print(session, given.csv, { on, rows }, rows, [
        { title: 'state', cell: ({ state }) => state },
        { title: 'claims', cell: (row) => String(row.claims), align: 'right' },
        ...ageColumns(),
        amount('total', ({ totalCents }) => totalCents),
      ]);
      note(
        session,
        given.csv,
        `total ${decimalText(sumCents(rows, ({ totalCents }) => totalCents))} on ${on}`,
      );
    });
  reports
    .command('unapplied')
    .description('money in suspense and unapplied payments, by whom it came with and age')
    .option(...csvOption)
    .action(async (given: { csv?: boolean }, command: Command) => {
      const session = await openSession(command);
      const { on, rows } = await holders(session, 'unapplied');
      const open = rows.filter(({ openCents }) => openCents !== 0);
      print(session, given.csv, { on, rows: open }, open, [
        { title: 'account', cell: ({ account }) => account },
        ...holderColumns(),
        amount('open', ({ openCents }) => openCents),
      ]);
      note(
        session,
        given.csv,
        `total ${decimalText(sumCents(open, ({ openCents }) => openCents))} on ${on}; negative is money that the practice holds`,
      );
    });
  reports
    .command('deposits')
    .description('cash in transit by remittance and batch: found in the bank, or not yet')
    .option('--all', 'also what was found whole')
    .option(...csvOption)
    .action(async (given: { all?: boolean; csv?: boolean }, command: Command) => {
      const session = await openSession(command);
      const { on, rows } = await holders(session, 'deposits');
      const shown = rows.filter(({ openCents }) => given.all === true || openCents !== 0);
      print(session, given.csv, { on, rows: shown }, shown, [
        ...holderColumns(),
        amount('announced', ({ cameCents }) => cameCents),
        amount('in the bank', ({ depositedCents }) => depositedCents),
        amount('in transit', ({ openCents }) => openCents),
      ]);
      note(
        session,
        given.csv,
        `in transit ${decimalText(sumCents(rows, ({ openCents }) => openCents))} on ${on}`,
      );
    });
  reports
    .command('day-sheet')
    .description('charges, payments, adjustments and receivables of one posting day')
    .argument('<day>', 'the posting day')
    .option(...csvOption)
    .action(async (text: string, given: { csv?: boolean }, command: Command) => {
      const day = parseArgument(PlainDate, 'day', text);
      const session = await openSession(command);
      const answer = await session.facts.report({
        report: 'day-sheet',
        practiceId: await practiceOf(session),
        day,
      });
      if (answer.outcome !== 'day-sheet') {
        throw new CommandFailed('read-reports gave another report than the day sheet that was asked for.');
      }
      const { sheet } = answer;
      const rows: readonly (readonly [string, Cents])[] = [
        ['receivable before', sheet.openingReceivableCents],
        ['charges', sheet.chargesCents],
        ...sheet.payments.map(
          ({ source, method, byHand, amountCents }) =>
            [`paid by ${source}, ${method}${byHand ? ', by hand' : ''}`, amountCents] as const,
        ),
        ...sheet.adjustments.map(({ account, amountCents }) => [account, amountCents] as const),
        ['refunds', sheet.refundsCents],
        ['found in the bank', sheet.depositedCents],
        ['receivable after', sheet.closingReceivableCents],
        ...sheet.forDeposit.map(
          ({ method, amountCents }) => [`for the deposit slip: ${method}`, amountCents] as const,
        ),
        ['debits less credits', sheet.differenceCents],
      ];
      print(session, given.csv, sheet, rows, [
        { title: 'what', cell: ([what]) => what },
        amount('amount', ([, amountCents]) => amountCents),
      ]);
      note(
        session,
        given.csv,
        `${day}: ${sheet.postings} postings, ${sheet.isTotalled ? 'totalled' : 'not totalled yet'}, ${sheet.closed ? 'closed' : 'open'}; ${sheet.batches.length} batches`,
      );
      for (const { name, movedOn = [] } of sheet.batches) {
        for (const { item, from, by, reason } of movedOn) {
          const what = item === undefined ? `batch "${name}"` : `item ${item} of batch "${name}"`;
          note(session, given.csv, `${what} was moved out of ${from} by ${by}: ${reason}`);
        }
      }
    });
  reports
    .command('month-end')
    .description('the trial balance of a month: opening, movement, closing')
    .argument('<month>', 'the month, YYYY-MM')
    .option(...csvOption)
    .action(async (text: string, given: { csv?: boolean }, command: Command) => {
      const month = parseArgument(Month, 'month', text);
      const session = await openSession(command);
      const days = await session.facts.ledgerDays(await practiceOf(session), { to: lastOfMonth(month) });
      const report = monthEnd(days, month);
      print(session, given.csv, report, report.rows, [
        { title: 'account', cell: ({ account }) => account },
        amount('opening', ({ openingCents }) => openingCents),
        amount('debits', ({ debitCents }) => debitCents),
        amount('credits', ({ creditCents }) => creditCents),
        amount('closing', ({ closingCents }) => closingCents),
      ]);
      note(
        session,
        given.csv,
        `trial balance ${decimalText(report.openingDifferenceCents)}, ${decimalText(report.movementDifferenceCents)}, ${decimalText(report.closingDifferenceCents)}`,
      );
    });
}

function ageColumns<Row extends { readonly ages: Ages }>(): Column<Row>[] {
  return ageNames.map((age) => amount(age, ({ ages }) => ages[age]));
}

function holderColumns(): Column<HolderRow>[] {
  return [
    { title: 'came with', cell: ({ holder }) => holder },
    { title: 'called', cell: ({ holder, label }) => (label === holder ? '' : label) },
    { title: 'since', cell: ({ since }) => since },
    { title: 'days', cell: ({ age }) => age },
  ];
}

type PagedReport = Extract<ReportQuery, { report: 'aging' | 'unbilled' | 'unapplied' | 'deposits' }>;

async function allPages<Outcome extends 'aging' | 'unbilled' | 'movements'>(
  { facts }: Session,
  query: PagedReport,
  outcome: Outcome,
): Promise<Extract<ReportAnswer, { outcome: Outcome }>[]> {
  const pages: Extract<ReportAnswer, { outcome: Outcome }>[] = [];
  let next: string | undefined;
  do {
    const page = await facts.report({ ...query, ...(next === undefined ? {} : { next }) });
    if (page.outcome !== outcome) {
      throw new CommandFailed(`read-reports gave ${page.outcome} where ${outcome} was asked for.`);
    }
    const wanted = page as Extract<ReportAnswer, { outcome: Outcome }>;
    pages.push(wanted);
    next = 'next' in page ? page.next : undefined;
  } while (next !== undefined);
  return pages;
}

function onOf(pages: readonly { readonly on: PlainDate }[]): PlainDate {
  const on = pages[0]?.on;
  if (on === undefined) {
    throw new CommandFailed('read-reports gave no page.');
  }
  return on;
}

async function aging(session: Session, practiceId: PracticeId) {
  const pages = await allPages(session, { report: 'aging', practiceId }, 'aging');
  // A claim that moves while its list is read may be met twice; the later sight of it is the truer one.
  const byClaim = new Map(
    pages.flatMap(({ entries }) => [...Map.groupBy(entries, ({ claimId }) => claimId)]),
  );
  return { on: onOf(pages), found: [...byClaim.values()].flat() };
}

async function holders(session: Session, report: 'unapplied' | 'deposits') {
  const practiceId = await practiceOf(session);
  const pages = await allPages(session, { report, practiceId }, 'movements');
  const on = onOf(pages);
  return {
    on,
    rows: holderRows(
      pages.flatMap(({ movements }) => movements),
      on,
    ),
  };
}
