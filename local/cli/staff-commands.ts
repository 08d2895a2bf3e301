import type { Command } from 'commander';
import * as z from 'zod';
import { DollarText } from '#contracts/cents.ts';
import { ManageStaffAnswer, type ManageStaffRequest } from '#contracts/staff-management.ts';
import { Npi } from '#contracts/identifiers.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import { StaffRole, type StaffMember } from '#contracts/staff-member.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const Rights = z.object({
  roles: z.array(StaffRole).min(1),
  writeOffLimit: DollarText.optional(),
  refundLimit: DollarText.optional(),
  providerNpi: Npi.optional(),
  skills: z.array(TaskKind).min(1).optional(),
});
const Given = z.object({ as: z.string() });
const Invited = z.object({ name: z.string(), email: z.string() });

/** `staff list`, `staff invite`, `staff change`, `staff disable`, `staff enable` and `staff reset`. */
export function addStaffCommands(program: Command): void {
  const staff = program
    .command('staff')
    .description('who works in a practice, as what and with which limits');
  staff
    .command('list')
    .description('list everybody who works in the practice')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const answer = await ask(session, { action: 'list', practiceId: await practiceOf(session) });
      const members = answer.outcome === 'staff' ? answer.members : [];
      if (session.options.json) {
        printJson(members);
        return;
      }
      printTable(members, [
        { title: 'user', cell: ({ user }) => user },
        { title: 'name', cell: ({ name }) => name },
        { title: 'roles', cell: ({ roles }) => roles.join(', ') },
        { title: 'limits', cell: limitsInWords },
        { title: 'skills', cell: ({ skills }) => skills?.join(', ') ?? '' },
        { title: 'shut out', cell: ({ disabled }) => (disabled ? 'yes' : '') },
      ]);
    });
  withRights(
    staff
      .command('invite')
      .description('invite a person, who gets a first password by mail')
      .argument('<user>', 'the user name')
      .requiredOption('--name <name>', 'what the person is called')
      .requiredOption('--email <address>', 'where the first password goes'),
  ).action(async (staffUser: string, given: unknown, command: Command) => {
    const session = await openSession(command);
    const place = await placeOf(session, given);
    const invited = { ...parseOptions(Invited, given), ...rightsIn(given) };
    tell(session, await ask(session, { action: 'invite', ...place, staffUser, ...invited }));
  });
  withRights(
    staff
      .command('change')
      .description('say anew what a person may do; limits that are left out are what the roles say')
      .argument('<user>', 'the user name'),
  ).action(async (staffUser: string, given: unknown, command: Command) => {
    const session = await openSession(command);
    const place = await placeOf(session, given);
    tell(session, await ask(session, { action: 'change', ...place, staffUser, ...rightsIn(given) }));
  });
  for (const { action, description } of [
    { action: 'disable', description: 'shut a person out at once' },
    { action: 'enable', description: 'let a person in again' },
    { action: 'reset', description: 'make the account of a person anew who lost password or device' },
  ] as const) {
    staff
      .command(action)
      .description(description)
      .argument('<user>', 'the user name')
      .requiredOption('--as <user>', 'who does it')
      .action(async (staffUser: string, given: unknown, command: Command) => {
        const session = await openSession(command);
        tell(session, await ask(session, { action, ...(await placeOf(session, given)), staffUser }));
      });
  }
}

function withRights(command: Command): Command {
  return command
    .requiredOption('--roles <roles...>', `any of: ${StaffRole.options.join(', ')}`)
    .option('--write-off-limit <dollars>', 'writes off alone up to this')
    .option('--refund-limit <dollars>', 'gives back alone up to this')
    .option('--provider-npi <npi>', 'which provider of the practice the person is; for the role provider')
    .option(
      '--skills <kinds...>',
      'kinds of tasks that are handed to the person; all that the roles decide unless given',
    )
    .requiredOption('--as <user>', 'who does it');
}

function rightsIn(given: unknown) {
  const { roles, writeOffLimit, refundLimit, providerNpi, skills } = parseOptions(Rights, given);
  return {
    roles,
    ...(writeOffLimit === undefined ? {} : { writeOffLimitCents: writeOffLimit }),
    ...(refundLimit === undefined ? {} : { refundLimitCents: refundLimit }),
    ...(providerNpi === undefined ? {} : { providerNpi }),
    ...(skills === undefined ? {} : { skills }),
  };
}

async function placeOf(session: Session, given: unknown) {
  return { practiceId: await practiceOf(session), user: parseOptions(Given, given).as };
}

async function ask(
  { target }: Session,
  request: ManageStaffRequest,
): Promise<Exclude<ManageStaffAnswer, { outcome: 'refused' }>> {
  const answer = ManageStaffAnswer.parse(await target.invoke('manage-staff', request));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  return answer;
}

function tell({ options }: Session, answer: Exclude<ManageStaffAnswer, { outcome: 'refused' }>): void {
  if (options.json) {
    printJson(answer);
  } else if (answer.outcome === 'done') {
    printLine(answer.summary);
  }
}

function limitsInWords({ writeOffLimitCents, refundLimitCents }: StaffMember): string {
  return [
    ...(writeOffLimitCents === undefined ? [] : [`write-offs ${formatDollars(writeOffLimitCents)}`]),
    ...(refundLimitCents === undefined ? [] : [`refunds ${formatDollars(refundLimitCents)}`]),
  ].join(', ');
}
