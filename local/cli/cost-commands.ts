import type { Command } from 'commander';
import * as z from 'zod';
import { DollarText } from '#contracts/cents.ts';
import { CostKind, costKinds, KeepCostsAnswer } from '#contracts/costs.ts';
import { Month } from '#contracts/periods.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const aMonth = z.string().pipe(Month);
const CostOptions = z
  .object({
    month: aMonth,
    kind: CostKind,
    service: z.string().optional(),
    amount: DollarText,
    reference: z.string(),
  })
  .transform(({ amount, service, ...rest }) => ({
    ...rest,
    amountCents: amount,
    ...(service === undefined ? {} : { service }),
  }));
const ListOptions = z.object({ from: aMonth.optional(), to: aMonth.optional() });
const EntryNumber = z.coerce.number('the number of an entry').int().min(1, 'the number of an entry');

interface Given {
  readonly user: string;
  readonly reason: string;
}

/** `costs list`, `costs enter`, `costs correct` and `costs take-back`. */
export function addCostCommands(program: Command): void {
  const costs = program.command('costs').description('the book of what collecting costs, month by month');
  costs
    .command('list')
    .description('what was entered, by whom and for which month, the latest first')
    .option('--from <month>', 'first month, YYYY-MM')
    .option('--to <month>', 'last month, YYYY-MM')
    .action(async (given: unknown, command: Command) => {
      const months = parseOptions(ListOptions, given);
      const session = await openSession(command);
      const answer = await ask(session, { action: 'list', ...months });
      if (answer.outcome !== 'listed') {
        throw new CommandFailed('keep-costs gave another answer than the list that was asked for.');
      }
      if (session.options.json) {
        printJson(answer.entries);
        return;
      }
      printTable(answer.entries, [
        { title: 'entry', cell: ({ number }) => String(number), align: 'right' },
        { title: 'when', cell: ({ at }) => at.slice(0, 16) },
        { title: 'who', cell: ({ by }) => by },
        { title: 'month', cell: ({ cost }) => cost?.month ?? '' },
        { title: 'kind', cell: ({ cost }) => [cost?.kind, cost?.service].filter(Boolean).join(', ') },
        {
          title: 'amount',
          cell: ({ cost }) => (cost === undefined ? '' : formatDollars(cost.amountCents)),
          align: 'right',
        },
        { title: 'from', cell: ({ cost }) => cost?.reference ?? '' },
        {
          title: 'about',
          cell: ({ takesBack, reason, isTakenBack }) =>
            [
              ...(takesBack === undefined ? [] : [`takes back entry ${takesBack.number}: ${reason ?? ''}`]),
              ...(isTakenBack ? ['taken back'] : []),
            ].join('; '),
        },
      ]);
    });
  withCost(
    costs.command('enter').description('enter what a month cost, from a bill or another record'),
  ).action(async (given: Given, command: Command) => {
    const cost = parseOptions(CostOptions, given);
    await change(command, { action: 'enter', user: given.user, cost });
  });
  withCost(
    costs
      .command('correct')
      .description('enter a cost in the place of another entry, which then does not count'),
  )
    .argument('<entry>', 'the number of the entry')
    .requiredOption('--reason <text>', 'why')
    .action(async (entry: string, given: Given, command: Command) => {
      const cost = parseOptions(CostOptions, given);
      const number = parseArgument(EntryNumber, 'entry', entry);
      await change(command, { action: 'correct', user: given.user, number, cost, reason: given.reason });
    });
  costs
    .command('take-back')
    .description('let an entry not count any more')
    .argument('<entry>', 'the number of the entry')
    .requiredOption('--user <name>', 'who takes it back')
    .requiredOption('--reason <text>', 'why')
    .action(async (entry: string, { user, reason }: Given, command: Command) => {
      const number = parseArgument(EntryNumber, 'entry', entry);
      await change(command, { action: 'take-back', user, number, reason });
    });
}

function withCost(command: Command): Command {
  return command
    .requiredOption('--month <month>', 'the month that it is for, YYYY-MM')
    .requiredOption('--kind <kind>', costKinds.join(', '))
    .option('--service <name>', 'of the cloud: which service, where the bill says so')
    .requiredOption('--amount <dollars>', 'what it cost, such as 120.00')
    .requiredOption('--reference <text>', 'the number of the bill, or what else names the record')
    .requiredOption('--user <name>', 'who enters it');
}

async function change(command: Command, request: object): Promise<void> {
  const session = await openSession(command);
  const answer = await ask(session, request);
  if (answer.outcome === 'listed') {
    throw new CommandFailed('keep-costs gave a list where an entry was expected.');
  }
  if (session.options.json) {
    printJson(answer.entry);
  } else {
    printLine(answer.summary);
  }
}

async function ask(
  session: Session,
  request: object,
): Promise<Exclude<KeepCostsAnswer, { readonly outcome: 'refused' }>> {
  const practiceId = await practiceOf(session);
  const answer = KeepCostsAnswer.parse(await session.target.invoke('keep-costs', { practiceId, ...request }));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  return answer;
}
