import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { PlainDate } from '#contracts/dates.ts';
import { problemsOf, QueryRefused } from '#contracts/queries.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import { ReplayScrubAnswer } from '#contracts/scrub-replay.ts';
import { ScrubRule } from '#contracts/scrub-rule.ts';
import { formatDollars, sumCents, zeroCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { readDocument } from './practice-commands.ts';
import { printJson, printLine, printTable } from './print.ts';

type Held = ReplayScrubAnswer['held'][number];

/** How the payer decided what would have been held, and what that says of the edit. */
const meanings = [
  { decided: 'denied', means: 'denied, and would have been held' },
  { decided: 'paid', means: 'paid, and would have been held' },
  { decided: 'undecided', means: 'not decided yet' },
] as const;

export interface ReplayOptions {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly against?: string;
}

/** `scrub replay`. */
export async function runReplay(given: ReplayOptions, command: Command): Promise<void> {
  const tried = triedOf(given);
  const session = await openSession(command);
  const practiceId = await practiceOf(session);
  if (tried.practiceId !== undefined && tried.practiceId !== practiceId) {
    throw new CommandFailed(
      `--against: found a document of practice ${tried.practiceId}; expected one of ${practiceId}.`,
    );
  }
  const { editId, rule, overrides } = tried;
  const from = parseArgument(PlainDate, 'from', given.from);
  const to = parseArgument(PlainDate, 'to', given.to);
  if (to < from) {
    throw new CommandFailed(`--to: found ${to}; expected ${from} or later.`);
  }
  const held: Held[] = [];
  const lifted: ReplayScrubAnswer['lifted'] = [];
  let looked = 0;
  let next: string | undefined;
  do {
    const answer = await session.target.invoke('replay-scrub', {
      practiceId,
      editId,
      ...(rule === undefined ? {} : { rule }),
      ...(overrides === undefined ? {} : { overrides }),
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
    lifted.push(...page.lifted);
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
    printJson({ rule: editId, from, to, looked, totals, held, lifted });
    return;
  }
  printLine(
    `${editId}, visits from ${from} to ${to}: ${looked} billed claims, ${held.length} would have been held.`,
  );
  const byOverride = Map.groupBy(lifted, ({ overrideId }) => overrideId);
  for (const [overrideId, claims] of byOverride) {
    printLine(`${claims.length} more but for override ${overrideId}.`);
  }
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

interface Tried {
  readonly editId: string;
  readonly practiceId?: string;
  /** What the loaded practice does not have, or has otherwise. */
  readonly rule?: ScrubRule;
  readonly overrides?: readonly PracticeOverride[];
}

/** A rule is named, or is the file that it stands in; a practice document has rules and overrides that are tried. */
function triedOf({ rule, against }: ReplayOptions): Tried {
  const settings = against === undefined ? undefined : readDocument(against).practice;
  const others =
    settings === undefined ? {} : { practiceId: settings.practiceId, overrides: settings.scrub.overrides };
  if (existsSync(rule) || /[./\\]/.test(rule)) {
    const own = ruleIn(rule);
    return { ...others, editId: `rule-${own.ruleId}`, rule: own };
  }
  const named = settings?.scrub.rules.find(({ ruleId }) => `rule-${ruleId}` === rule);
  return { ...others, editId: rule, ...(named === undefined ? {} : { rule: named }) };
}

/** The rule that a file of YAML or JSON is. */
function ruleIn(file: string): ScrubRule {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandFailed(
      `--rule ${file}: cannot be read: ${error instanceof Error ? error.message : 'no reason given'}. Name an edit, a rule ("rule-" and its name), or a file with one rule as YAML or JSON.`,
    );
  }
  const read = ScrubRule.safeParse(value);
  if (!read.success) {
    throw new CommandFailed(
      `--rule ${file} is no rule that can be used:\n${problemsOf(read.error)
        .map((problem) => `  ${problem}`)
        .join('\n')}`,
    );
  }
  return read.data;
}
