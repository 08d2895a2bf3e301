import type { Command } from 'commander';
import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { ClosePeriodAnswer, Month, type ClosePeriodRequest } from '#contracts/periods.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, parseOptions, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const Dollars = z
  .string()
  .regex(/^\d{1,9}(?:\.\d{2})?$/, 'METHOD=AMOUNT with an amount such as 120.00')
  .transform((text) => Math.round(Number(text) * 100));
const SlipPart = z
  .string()
  .transform((text) => text.split('='))
  .pipe(z.tuple([z.enum(['cash', 'check', 'card']), Dollars], 'METHOD=AMOUNT, such as check=120.00'));
const CloseOptions = z
  .object({
    day: PlainDate.optional(),
    month: Month.optional(),
    user: z.string(),
    role: z.enum(['staff', 'manager']).default('staff'),
    slip: z.array(SlipPart).default([]),
    slipRemittance: z.array(z.string()).default([]),
  })
  .refine(({ day, month }) => (day === undefined) !== (month === undefined), {
    path: ['day'],
    message: 'either --day or --month',
  });

const collect = (value: string, former: readonly string[] = []): readonly string[] => [...former, value];

/** `periods list`, `periods close`, `periods reopen` and `periods confirm-reopening`. */
export function addPeriodCommands(program: Command): void {
  const periods = program.command('periods').description('closed days and months of the books');
  periods
    .command('list')
    .description('up to which day the books are closed, and who closed and opened what')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const answer = await session.facts.report({
        report: 'periods',
        practiceId: await practiceOf(session),
      });
      if (answer.outcome !== 'periods') {
        throw new CommandFailed('read-reports gave another report than the periods that were asked for.');
      }
      if (session.options.json) {
        printJson({ book: answer.book, history: answer.history });
        return;
      }
      const { closedThrough, closedMonth, reopening } = answer.book;
      printLine(
        `days closed through ${closedThrough ?? 'none'}, months through ${closedMonth ?? 'none'}${reopening === undefined ? '' : `; ${reopening.requestedBy} asks for ${reopening.from} to be opened again: ${reopening.reason}`}`,
      );
      printTable(answer.history, [
        { title: 'when', cell: ({ at }) => at.slice(0, 16) },
        { title: 'who', cell: ({ by }) => by },
        { title: 'what', cell: ({ event }) => event },
        { title: 'day', cell: ({ day, month }) => month ?? day },
        { title: 'why', cell: ({ reason }) => reason ?? '' },
      ]);
    });
  periods
    .command('close')
    .description('close a day or a month; only a manager, and only when it ties')
    .option('--day <day>', 'this posting day, and every open day before it')
    .option('--month <month>', 'this month, YYYY-MM, whose days are closed')
    .requiredOption('--user <name>', 'who closes it')
    .option('--role <role>', 'staff or manager', 'staff')
    .option('--slip <method=amount>', 'what the deposit slip has by cash, check or card', collect)
    .option('--slip-remittance <number>', 'a check of an 835 on the slip, by its number', collect)
    .action(async (given: unknown, command: Command) => {
      const { day, month, user, role, slip, slipRemittance } = parseOptions(CloseOptions, given);
      const amountOf = (method: string) =>
        slip.reduce((sum, [named, amount]) => (named === method ? sum + amount : sum), 0);
      await ask(command, (practiceId) =>
        day === undefined
          ? { action: 'close-month', practiceId, user, role, month: month ?? '' }
          : {
              action: 'close-day',
              practiceId,
              user,
              role,
              day,
              slip: {
                cashCents: amountOf('cash'),
                checkCents: amountOf('check'),
                cardCents: amountOf('card'),
                remittanceChecks: slipRemittance,
              },
            },
      );
    });
  periods
    .command('reopen')
    .description('ask for a closed day, and those after it, to be opened again; another manager confirms')
    .argument('<day>', 'the first day to open')
    .requiredOption('--user <name>', 'who asks')
    .option('--role <role>', 'staff or manager', 'staff')
    .requiredOption('--reason <text>', 'why')
    .action(async (text: string, given: Given & { reason: string }, command: Command) => {
      const day = parseArgument(PlainDate, 'day', text);
      await ask(command, (practiceId) => ({
        action: 'request-reopening',
        practiceId,
        day,
        ...whoOf(given),
        reason: given.reason,
      }));
    });
  periods
    .command('confirm-reopening')
    .description('have a day opened again that another manager asked for')
    .argument('<day>', 'the day that was asked for')
    .requiredOption('--user <name>', 'who confirms')
    .option('--role <role>', 'staff or manager', 'staff')
    .action(async (text: string, given: Given, command: Command) => {
      const day = parseArgument(PlainDate, 'day', text);
      await ask(command, (practiceId) => ({ action: 'confirm-reopening', practiceId, day, ...whoOf(given) }));
    });
}

interface Given {
  readonly user: string;
  readonly role: string;
}

function whoOf({ user, role }: Given) {
  return { user, role: parseArgument(z.enum(['staff', 'manager']), '--role', role) };
}

async function ask(
  command: Command,
  requestFor: (practiceId: PracticeId) => ClosePeriodRequest,
): Promise<void> {
  const session = await openSession(command);
  const request = requestFor(await practiceOf(session));
  const answer = ClosePeriodAnswer.parse(await session.target.invoke('close-periods', request));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  if (session.options.json) {
    printJson(answer.book);
  } else {
    printLine(answer.summary);
  }
}
