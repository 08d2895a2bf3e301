import type { Command } from 'commander';
import * as z from 'zod';
import { auditedKinds, type CoderAccuracy } from '#contracts/coding-audit.ts';
import { PlainDate } from '#contracts/dates.ts';
import { percentText } from '#domain/reports/percent-text.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseOptions, practiceOf } from './options.ts';
import { amount, csvOption, note, print } from './print-report.ts';

const Options = z.object({
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  csv: z.boolean().default(false),
});

/** `reports coding-accuracy`. */
export function addCodingReportCommand(program: Command): void {
  const reports = program.commands.find((command) => command.name() === 'reports');
  if (reports === undefined) {
    throw new Error('The commands of "reports" are added before the one about coding');
  }
  reports
    .command('coding-accuracy')
    .description('how right each coder was by kind of code, from the audits that were closed')
    .option('--from <day>', 'the first day, ninety days ago unless given')
    .option('--to <day>', 'the last day, today unless given')
    .option(...csvOption)
    .action(async (given: unknown, command: Command) => {
      const { from, to, csv } = parseOptions(Options, given);
      const session = await openSession(command);
      const answer = await session.facts.report({
        report: 'coding-accuracy',
        practiceId: await practiceOf(session),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
      if (answer.outcome !== 'coding-accuracy') {
        throw new CommandFailed('read-reports gave another report than that of coding that was asked for.');
      }
      print(session, csv, answer, answer.coders, [
        { title: 'coder', cell: ({ coder }) => coder },
        { title: 'audits', cell: ({ audits }) => String(audits), align: 'right' },
        { title: 'right', cell: ({ accuracyMillis }) => percentText(accuracyMillis), align: 'right' },
        ...auditedKinds.map((kind) => ({
          title: kind,
          cell: ({ kinds }: CoderAccuracy) => {
            const { total = 0, errors = 0 } = kinds.find((one) => one.kind === kind) ?? {};
            return `${total - errors}/${total}`;
          },
          align: 'right' as const,
        })),
        amount('too high', ({ overCodedCents }) => overCodedCents),
        amount('too low', ({ underCodedCents }) => underCodedCents),
      ]);
      note(
        session,
        csv,
        `${answer.from} to ${answer.to}; right: of diagnoses, procedures, visit levels and modifiers together`,
      );
    });
}
