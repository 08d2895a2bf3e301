import { type Command, Option } from 'commander';
import * as z from 'zod';
import { TaskId } from '#contracts/identifiers.ts';
import { TaskListing } from '#contracts/queries.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { outcomeInWords } from '#domain/tasks/moot-words.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { addHandlingCommands } from './task-handling-commands.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `tasks`, `tasks show`, `tasks work`, and what is done with a task beside deciding it. */
export function addTaskCommands(program: Command): void {
  const tasks = program
    .command('tasks')
    .description('list the open tasks of a practice, the one due first first')
    .option('--kind <kind...>', 'of these kinds alone')
    .option('--of <user>', 'of this person alone')
    .option('--asleep', 'those that are put off, or wait for another task')
    .addOption(new Option('--by <order>', 'in which order').choices(['due', 'priority']).default('due'))
    .option('--limit <count>', 'at most so many', '200')
    .option('--next <place>', 'what comes after a page: the place that it ended with')
    .action(async (given: ListOptions, command: Command) => {
      const session = await openSession(command);
      const page = await session.facts.taskPage(await practiceOf(session), listingOf(given));
      if (session.options.json) {
        printJson(page.tasks);
        return;
      }
      printTable(page.tasks, [
        { title: 'task', cell: (task) => task.taskId },
        { title: 'due', cell: (task) => task.dueOn },
        { title: 'at stake', cell: (task) => formatDollars(task.dollarsAtStakeCents), align: 'right' },
        { title: 'whose', cell: ({ handling }) => handling?.assignedTo ?? handling?.lease?.by ?? '' },
        { title: 'why', cell: (task) => task.why },
      ]);
      if (page.next !== undefined) {
        printLine(`There are more: --next "${page.next}"`);
      }
    });
  tasks
    .command('show')
    .description('show one task: why it exists, the evidence, and what may be decided')
    .argument('<task>', 'the task id')
    .action(async (id: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const taskId = parseArgument(TaskId, 'task', id);
      const task = await session.facts.task(await practiceOf(session), taskId);
      if (session.options.json) {
        printJson(task);
        return;
      }
      printLine(`${task.kind} task ${task.taskId}, ${task.status}, due ${task.dueOn}`);
      printLine(task.why);
      for (const sentence of task.evidence) {
        printLine(`  - ${sentence}`);
      }
      printLine(`At stake: ${formatDollars(task.dollarsAtStakeCents)}`);
      for (const { at, by, change, words } of task.handling?.changes ?? []) {
        printLine(`  ${at} ${by}, ${change.replaceAll('-', ' ')}: ${words}`);
      }
      printLine(
        task.status === 'open'
          ? `May be decided: ${task.outcomes.join(', ')}`
          : `Closed by ${task.closedBy ?? ''}: ${outcomeInWords(task.outcome ?? '')}`,
      );
    });
  tasks
    .command('work')
    .description('work a task: hand in what was decided')
    .argument('<task>', 'the task id')
    .requiredOption('--as <user>', 'who decides')
    .addOption(new Option('--role <role>', 'in which role').choices(['staff', 'manager']).default('staff'))
    .requiredOption('--outcome <json>', 'the decision, for example \'{"outcome":"appeal","reason":"..."}\'')
    .action(async (id: string, given: { as: string; role: string; outcome: string }, command: Command) => {
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const answer = await session.facts.workTask({
        practiceId,
        taskId: parseArgument(TaskId, 'task', id),
        user: given.as,
        role: given.role === 'manager' ? 'manager' : 'staff',
        outcome: outcomeOf(given.outcome),
      });
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      if (session.options.json) {
        printJson(answer);
      } else {
        printLine(answer.summary);
      }
    });
  addHandlingCommands(tasks);
}

interface ListOptions {
  readonly kind?: readonly string[];
  readonly of?: string;
  readonly asleep?: boolean;
  readonly by: string;
  readonly limit: string;
  readonly next?: string;
}

function listingOf({ kind, of, asleep, by, limit, next }: ListOptions): TaskListing {
  const { shape } = TaskListing;
  return {
    list: asleep === true ? 'asleep' : 'open',
    order: parseArgument(shape.order, '--by', by),
    limit: parseArgument(z.coerce.number().pipe(z.int().min(1).max(500)), '--limit', limit),
    ...(kind === undefined ? {} : { kinds: kind.map((text) => parseArgument(TaskKind, '--kind', text)) }),
    ...(of === undefined ? {} : { owner: of }),
    ...(next === undefined ? {} : { next }),
  };
}

function outcomeOf(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandFailed(
      `--outcome: expected a JSON object such as '{"outcome":"appeal","reason":"..."}'; ${error instanceof Error ? error.message : 'it is not JSON'}.`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CommandFailed('--outcome: expected a JSON object with the field "outcome".');
  }
  return { ...value };
}
