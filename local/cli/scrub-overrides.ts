import type { Command } from 'commander';
import * as z from 'zod';
import { Instant } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { idleWords, overrideUses, type OverrideUse } from '#domain/scrub/override-use.ts';
import { openSession, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const standingWords = {
  used: 'in use',
  unused: 'lifts nothing: take it out',
  ended: 'has ended: take it out',
  'not-begun': 'has not begun',
} as const;

/** `scrub overrides`. */
export async function runOverrides(command: Command): Promise<void> {
  const session = await openSession(command);
  const practiceId = await practiceOf(session);
  const { practice } = z
    .object({ practice: Practice })
    .parse(await session.target.invoke('read-practices', { practiceId, read: 'edition' }));
  const claims = await session.facts.claims(practiceId);
  const today = dateOf(Instant.parse(new Date().toISOString()));
  const uses = overrideUses(practice, claims, today);
  const idle = idleWords(claims);
  if (session.options.json) {
    printJson({ overrides: uses, attested: idle });
    return;
  }
  if (uses.length === 0) {
    printLine(`${practiceId} overrides no edit.`);
  } else {
    printUses(uses);
  }
  for (const { claimId, sentences } of idle) {
    printLine(`${claimId}: ${sentences.join(' ')}`);
  }
}

function printUses(uses: readonly OverrideUse[]): void {
  printTable(uses, [
    { title: 'override', cell: ({ override }) => override.overrideId },
    { title: 'edit', cell: ({ override }) => override.editId },
    { title: 'until', cell: ({ override }) => override.until },
    { title: 'approved by', cell: ({ override }) => override.approvedBy },
    { title: 'claims', cell: (use) => String(use.claims), align: 'right' },
    { title: 'charged', cell: (use) => formatDollars(use.chargeCents), align: 'right' },
    { title: 'last', cell: ({ lastOn = '' }) => lastOn },
    { title: '', cell: ({ standing }) => standingWords[standing] },
  ]);
}
