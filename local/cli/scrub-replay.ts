import type { Command } from 'commander';
import { PlainDate } from '#contracts/dates.ts';
import { QueryRefused, ReplayScrubAnswer } from '#contracts/queries.ts';
import { formatDollars, sumCents, zeroCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

type Held = ReplayScrubAnswer['held'][number];

/** How the payer decided what would have been held, and what that says of the edit. */
const meanings = [
  { decided: 'denied', means: 'denied, and would have been held' },
  { decided: 'paid', means: 'paid, and would have been held' },
  { decided: 'undecided', means: 'not decided yet' },
] as const;

/** `scrub replay`. */
export async function runReplay(
  given: { readonly rule: string; readonly from: string; readonly to: string },
  command: Command,
): Promise<void> {
  const session = await openSession(command);
  const practiceId = await practiceOf(session);
  const from = parseArgument(PlainDate, 'from', given.from);
  const to = parseArgument(PlainDate, 'to', given.to);
  if (to < from) {
    throw new CommandFailed(`--to: found ${to}; expected ${from} or later.`);
  }
  const held: Held[] = [];
  let looked = 0;
  let next: string | undefined;
  do {
    const answer = await session.target.invoke('replay-scrub', {
      practiceId,
      editId: given.rule,
      from,
      to,
      ...(next === undefined ? {} : { next }),
    });
    const refused = QueryRefused.safeParse(answer);
    if (refused.success) {
      throw new CommandFailed(refused.data.problems.join('\n'));
    }
    const page = ReplayScrubAnswer.parse(answer);
    held.push(...page.held);
    looked += page.looked;
    next = page.next;
  } while (next !== undefined);
  const totals = meanings.map(({ decided, means }) => {
    const claims = held.filter((one) => one.decided === decided);
    const sum = (field: 'chargeCents' | 'paidCents' | 'deniedCents') =>
      claims.length === 0 ? zeroCents : sumCents(claims, (one) => one[field]);
    return {
      decided,
      means,
      claims: claims.length,
      chargeCents: sum('chargeCents'),
      paidCents: sum('paidCents'),
      deniedCents: sum('deniedCents'),
    };
  });
  if (session.options.json) {
    printJson({ rule: given.rule, from, to, looked, totals, held });
    return;
  }
  printLine(
    `${given.rule}, visits from ${from} to ${to}: ${looked} billed claims, ${held.length} would have been held.`,
  );
  printTable(totals, [
    { title: 'the payer', cell: ({ means }) => means },
    { title: 'claims', cell: ({ claims }) => String(claims), align: 'right' },
    { title: 'charged', cell: ({ chargeCents }) => formatDollars(chargeCents), align: 'right' },
    { title: 'paid', cell: ({ paidCents }) => formatDollars(paidCents), align: 'right' },
    { title: 'denied', cell: ({ deniedCents }) => formatDollars(deniedCents), align: 'right' },
  ]);
  if (held.length > 0) {
    printLine('');
    printTable(held, [
      { title: 'claim', cell: ({ claimId }) => claimId },
      { title: 'visit', cell: ({ serviceDateFrom }) => serviceDateFrom },
      { title: 'charged', cell: ({ chargeCents }) => formatDollars(chargeCents), align: 'right' },
      { title: 'decided', cell: ({ decided }) => decided },
      { title: 'found', cell: ({ found }) => found.map((one) => `${one.where}: ${one.found}`).join('; ') },
    ]);
  }
}
