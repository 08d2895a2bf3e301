import { type Command, Option } from 'commander';
import { TaskId } from '#contracts/identifiers.ts';
import { TaskAction } from '#contracts/task-handling.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { printJson, printLine } from './print.ts';

interface Given {
  readonly as: string;
  readonly role: string;
  readonly preview?: boolean;
  readonly to?: string;
  readonly until?: string;
  readonly behind?: string;
  readonly reason?: string;
}

/** What each action is, and what it takes beside who does it. */
const actions: Readonly<Record<TaskAction['action'], { does: string; takes: readonly (keyof Given)[] }>> = {
  take: { does: 'take tasks in hand, so that nobody else decides them for half an hour', takes: [] },
  'take-over': { does: 'take over tasks that somebody else has; for managers', takes: ['reason'] },
  'give-back': { does: 'give tasks back that you have in hand', takes: [] },
  assign: { does: "say whose tasks they are; nobody's without --to", takes: ['to', 'reason'] },
  snooze: { does: 'put tasks off until a day', takes: ['until', 'reason'] },
  wake: { does: 'take tasks back into the queue before their day', takes: ['reason'] },
  block: { does: 'let tasks wait until another one is closed', takes: ['behind', 'reason'] },
  unblock: { does: 'let tasks wait no longer for another one', takes: ['behind', 'reason'] },
};

const options: Readonly<Record<string, readonly [string, string]>> = {
  to: ['--to <user>', 'whose they are from now on'],
  until: ['--until <day>', 'the day on which they come back, YYYY-MM-DD'],
  behind: ['--behind <task>', 'the task that comes first'],
  reason: ['--reason <words>', 'why, 3 to 500 characters'],
};

/** `tasks take`, `give-back`, `assign`, `snooze` and the like, for one task or many. */
export function addHandlingCommands(tasks: Command): void {
  for (const action of TaskAction.options.map(({ shape }) => shape.action.value)) {
    const { does, takes } = actions[action];
    const command = tasks
      .command(action)
      .description(does)
      .argument('<task...>', 'task ids')
      .requiredOption('--as <user>', 'who does it')
      .addOption(new Option('--role <role>', 'in which role').choices(['staff', 'manager']).default('staff'))
      .option('--preview', 'say what would be done, and do nothing');
    for (const name of takes) {
      const [flags, description] = options[name] ?? [`--${name} <value>`, name];
      command.option(flags, description);
    }
    command.action(async (ids: readonly string[], given: Given) => {
      const what = TaskAction.safeParse({
        action,
        ...Object.fromEntries(
          takes.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
        ),
      });
      if (!what.success) {
        throw new CommandFailed(
          what.error.issues
            .map(({ path: [name], message }) => {
              const found = takes.find((option) => option === name);
              const value = found === undefined ? undefined : given[found];
              const said = value === undefined ? 'nothing' : JSON.stringify(value);
              return `--${String(name)}: found ${said}; ${message}`;
            })
            .join('\n'),
        );
      }
      const session = await openSession(command);
      const answer = await session.facts.handleTasks({
        practiceId: await practiceOf(session),
        taskIds: ids.map((id) => parseArgument(TaskId, 'task', id)),
        user: given.as,
        role: given.role === 'manager' ? 'manager' : 'staff',
        what: what.data,
        preview: given.preview === true,
      });
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      if (session.options.json) {
        printJson(answer.tasks);
        return;
      }
      for (const { taskId, words } of answer.tasks.filter(({ done }) => done)) {
        printLine(`${taskId} ${answer.preview ? 'would be ' : ''}${words}`);
      }
      const failed = answer.tasks.filter(({ done }) => !done);
      if (failed.length > 0) {
        throw new CommandFailed(failed.map(({ taskId, words }) => `${taskId}: ${words}.`).join('\n'));
      }
    });
  }
}
