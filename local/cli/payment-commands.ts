import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { ClaimId, PaymentBatchId, PostingId } from '#contracts/identifiers.ts';
import {
  EnterPaymentsAnswer,
  PaymentBatchEntry,
  type EnterPaymentsRequest,
  type PaymentBatch,
} from '#contracts/payment-batch.ts';
import { problemsOf } from '#contracts/queries.ts';
import { cents, decimalText } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const PeriodOptions = z.object({ from: PlainDate.optional(), to: PlainDate.optional() });

const ApplyOptions = z.object({
  claim: ClaimId,
  amount: z
    .string()
    .regex(/^\d{1,9}\.\d{2}$/, 'an amount with two decimals, such as 70.00')
    .transform((text) => cents(Number(text.replace('.', ''))))
    .optional(),
  date: PlainDate.optional(),
  user: z.string(),
});
const ItemNumber = z.coerce.number('the number of an item').pipe(z.int('the number of an item').min(1));

/** `payments enter`, `payments list`, `payments show`, `payments take-back`, `payments move-on`, `payments apply` and `payments un-apply`. */
export function addPaymentCommands(program: Command): void {
  const payments = program
    .command('payments')
    .description('batches of payments that are entered by hand: checks, deposits, lockbox lists, the desk');
  payments
    .command('enter')
    .description('post a batch; entered again it changes nothing')
    .argument('<file>', 'the batch as JSON')
    .requiredOption('--user <name>', 'who enters it')
    .action(async (file: string, given: { user: string }, command: Command) => {
      const entry = readEntry(file);
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      await untilDone(session, { action: 'enter', practiceId, user: given.user, batch: entry });
    });
  payments
    .command('take-back')
    .description('take a wrong batch back, by postings that correct those it made')
    .argument('<batch>', 'the batch id, as "payments list" shows it')
    .requiredOption('--user <name>', 'who takes it back')
    .requiredOption('--reason <text>', 'why')
    .action(async (batch: string, given: { user: string; reason: string }, command: Command) => {
      const batchId = parseArgument(PaymentBatchId, 'batch', batch);
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      await untilDone(session, { action: 'take-back', practiceId, batchId, ...given });
    });
  payments
    .command('move-on')
    .description('move out of its day what keeps it open: a batch of which nothing is posted, or a held item')
    .argument('<batch>', 'the batch id, as "payments list" shows it')
    .option('--item <number>', 'the item that is held; it is posted on the day on which it is decided')
    .requiredOption('--user <name>', 'who decides it')
    .requiredOption('--reason <text>', 'why')
    .action(
      async (
        batch: string,
        { item, ...given }: { item?: string; user: string; reason: string },
        command: Command,
      ) => {
        const batchId = parseArgument(PaymentBatchId, 'batch', batch);
        const number = item === undefined ? undefined : parseArgument(ItemNumber, 'item', item);
        const session = await openSession(command);
        const practiceId = await practiceOf(session);
        await untilDone(session, {
          action: 'move-on',
          practiceId,
          batchId,
          ...(number === undefined ? {} : { item: number }),
          ...given,
        });
      },
    );
  payments
    .command('apply')
    .description('apply money of a batch that belonged to no claim to one: what is left and owed, or less')
    .argument('<batch>', 'the batch id, as "payments list" shows it')
    .argument('<item>', 'the number of the item, as "payments show" shows it')
    .requiredOption('--claim <id>', 'the claim that it is for')
    .option('--amount <dollars>', 'how much of it, such as 70.00')
    .option('--date <day>', 'the posting date, if it is not today')
    .requiredOption('--user <name>', 'who applies it')
    .action(async (batch: string, item: string, given: unknown, command: Command) => {
      const { claim, amount, date, user } = parseOptions(ApplyOptions, given);
      const batchId = parseArgument(PaymentBatchId, 'batch', batch);
      const number = parseArgument(ItemNumber, 'item', item);
      const session = await openSession(command);
      const { unapplied } = await batchOf(session, batchId);
      const money = unapplied.find((one) => one.item === number);
      if (money === undefined) {
        throw new CommandFailed(`Of item ${item} of batch ${batch} nothing was left without a claim.`);
      }
      await move(session, {
        action: 'apply',
        practiceId: await practiceOf(session),
        user,
        batchId,
        item: number,
        sequence: money.sequence,
        claimId: claim,
        ...(amount === undefined ? {} : { amountCents: amount }),
        ...(date === undefined ? {} : { postingDate: date }),
      });
    });
  payments
    .command('un-apply')
    .description('take back what was applied: it belongs to no claim again')
    .argument('<batch>', 'the batch id, as "payments list" shows it')
    .argument('<posting>', 'the posting by which it was applied, as "payments show" shows it')
    .requiredOption('--user <name>', 'who takes it back')
    .requiredOption('--reason <text>', 'why')
    .action(
      async (batch: string, posting: string, given: { user: string; reason: string }, command: Command) => {
        const batchId = parseArgument(PaymentBatchId, 'batch', batch);
        const postingId = parseArgument(PostingId, 'posting', posting);
        const session = await openSession(command);
        const practiceId = await practiceOf(session);
        await move(session, { action: 'un-apply', practiceId, batchId, postingId, ...given });
      },
    );
  payments
    .command('list')
    .description('batches by their posting dates')
    .option('--from <day>', 'from this posting date on')
    .option('--to <day>', 'up to this posting date')
    .action(async (given: unknown, command: Command) => {
      const { from, to } = parseOptions(PeriodOptions, given);
      const session = await openSession(command);
      const answer = await session.facts.report({
        report: 'batches',
        practiceId: await practiceOf(session),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
      const batches = answer.outcome === 'batches' ? answer.batches : [];
      if (session.options.json) {
        printJson(batches);
        return;
      }
      printTable(batches, [
        { title: 'batch', cell: ({ batchId }) => batchId },
        { title: 'name', cell: ({ name }) => name },
        { title: 'kind', cell: ({ kind }) => kind },
        { title: 'posted', cell: ({ postingDate }) => postingDate },
        { title: 'items', cell: ({ control }) => String(control.count), align: 'right' },
        { title: 'amount', cell: ({ control }) => decimalText(control.amountCents), align: 'right' },
        { title: 'state', cell: stateText },
      ]);
    });
  payments
    .command('show')
    .description('a batch with its items and what became of each')
    .argument('<batch>', 'the batch id, as "payments list" shows it')
    .action(async (batch: string, _given: unknown, command: Command) => {
      const batchId = parseArgument(PaymentBatchId, 'batch', batch);
      const session = await openSession(command);
      const shown = await batchOf(session, batchId);
      if (session.options.json) {
        printJson(shown);
        return;
      }
      printBatch(shown.batch);
      printTable(
        [...shown.items.entries()],
        [
          { title: 'item', cell: ([index]) => String(index + 1), align: 'right' },
          { title: 'kind', cell: ([, { kind }]) => kind },
          { title: 'method', cell: ([, { method }]) => method },
          { title: 'number', cell: ([, item]) => item.number ?? '' },
          { title: 'amount', cell: ([, { amountCents }]) => decimalText(amountCents), align: 'right' },
          {
            title: 'not applied',
            cell: ([index]) => {
              const left = shown.unapplied.find(({ item }) => item === index + 1)?.leftCents;
              return left === undefined ? '' : decimalText(left);
            },
            align: 'right',
          },
          {
            title: 'what became of it',
            cell: ([index]) => {
              const run = shown.runs.find(({ item }) => item === index + 1)?.run;
              return run === undefined
                ? index < shown.batch.done
                  ? shown.batch.state
                  : 'to be done'
                : `remittance ${run.remittanceId}: ${run.state}, ${run.posted} posted, ${run.suspended} parked`;
            },
          },
        ],
      );
      const applied = shown.unapplied.flatMap(({ item, applications }) =>
        applications.map((one) => ({ item, ...one })),
      );
      if (applied.length > 0) {
        printLine('Applied to claims:');
        printTable(applied, [
          { title: 'item', cell: ({ item }) => String(item), align: 'right' },
          { title: 'posting', cell: ({ postingId }) => postingId },
          { title: 'claim', cell: ({ claimId }) => claimId },
          { title: 'posted', cell: ({ postingDate }) => postingDate },
          { title: 'amount', cell: ({ amountCents }) => decimalText(amountCents), align: 'right' },
        ]);
      }
    });
}

async function batchOf(session: Session, batchId: PaymentBatchId) {
  const practiceId = await practiceOf(session);
  const shown = await session.facts.report({ report: 'batch', practiceId, batchId });
  if (shown.outcome !== 'batch') {
    throw new CommandFailed('read-reports gave another report than the batch that was asked for.');
  }
  return shown;
}

async function move(session: Session, request: EnterPaymentsRequest): Promise<void> {
  const answer = EnterPaymentsAnswer.parse(await session.target.invoke('enter-payments', request));
  if (answer.outcome !== 'moved') {
    throw new CommandFailed(
      answer.outcome === 'refused' ? answer.problems.join('\n') : 'enter-payments entered a batch instead.',
    );
  }
  if (session.options.json) {
    printJson(answer);
  } else {
    printLine(answer.summary);
  }
}

function readEntry(file: string): PaymentBatchEntry {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandFailed(
      `${file}: it cannot be read as JSON (${error instanceof Error ? error.message : 'no reason given'}).`,
    );
  }
  const entry = PaymentBatchEntry.safeParse(read);
  if (!entry.success) {
    throw new CommandFailed(
      problemsOf(entry.error)
        .map((problem) => `${file}: ${problem}`)
        .join('\n'),
    );
  }
  return entry.data;
}

/** A long batch takes several calls, each going on where the last one left it. */
async function untilDone(session: Session, request: EnterPaymentsRequest): Promise<void> {
  for (;;) {
    const answer = EnterPaymentsAnswer.parse(await session.target.invoke('enter-payments', request));
    if (answer.outcome !== 'entered') {
      throw new CommandFailed(
        answer.outcome === 'refused' ? answer.problems.join('\n') : 'enter-payments applied money instead.',
      );
    }
    if (answer.isDone) {
      if (session.options.json) {
        printJson(answer.batch);
      } else {
        printBatch(answer.batch);
      }
      return;
    }
  }
}

function stateText({ state, done, control }: PaymentBatch): string {
  return state === 'posting' || state === 'taking-back' ? `${state}: ${done} of ${control.count}` : state;
}

function printBatch(batch: PaymentBatch): void {
  const { batchId, name, kind, postingDate, control, byMethod, takenBack, enteredBy } = batch;
  const { movedOn = [] } = batch;
  printLine(
    `batch ${batchId} "${name}" (${kind}), posted on ${postingDate} by ${enteredBy}: ${stateText(batch)}`,
  );
  printLine(
    `${control.count} items, ${decimalText(control.amountCents)}: ${byMethod.map(({ method, count, amountCents }) => `${method} ${decimalText(amountCents)} (${count})`).join(', ')}`,
  );
  for (const { item, from, by, reason } of movedOn) {
    printLine(
      `${item === undefined ? 'the batch' : `item ${item}`} was moved out of ${from} by ${by}: ${reason}`,
    );
  }
  if (takenBack !== undefined) {
    printLine(`taken back on ${takenBack.postingDate} by ${takenBack.by}: ${takenBack.reason}`);
  }
}
