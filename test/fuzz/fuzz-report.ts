import type { Verdict } from './check-spoiled-file.ts';
import type { SpoilName } from './spoil.ts';

/** What a run has checked. */
export interface Tally {
  /** The good files that were spoiled. */
  readonly good: { readonly written: number; readonly samples: number };
  files: number;
  bytes: number;
  readonly verdicts: Record<Verdict, number>;
  readonly spoiledBy: Partial<Record<SpoilName, number>>;
}

export function emptyTally(good: Tally['good']): Tally {
  return { good, files: 0, bytes: 0, verdicts: { accepted: 0, rejected: 0, unreadable: 0 }, spoiledBy: {} };
}

/** The result of a run, for people. */
export function reportOf(run: {
  readonly tally: Tally;
  readonly seed: number;
  readonly seconds: number;
  readonly date: string;
  readonly peakMebibytes: number;
  readonly cores: number;
}): string {
  const { tally, seed, seconds, date, peakMebibytes, cores } = run;
  const { good, verdicts } = tally;
  const spoils = Object.entries(tally.spoiledBy).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...spoils.map(([name]) => name.length), 'spoiled by'.length);
  return [
    `Run on ${date} with seed ${seed}, ${cores} cores, Node ${process.versions.node}: ${tally.files} spoiled files, ${Math.round(tally.bytes / 1e6)} MB, in ${Math.round(seconds)} seconds, in at most ${Math.round(peakMebibytes)} MiB of memory. They were made of ${good.written} files that we wrote and ${good.samples} that others did. Every check held.`,
    '',
    `${verdicts.unreadable} were unreadable, ${verdicts.rejected} rejected, and ${verdicts.accepted} accepted, for not every change makes a file wrong.`,
    '',
    `| ${'spoiled by'.padEnd(width)} |    files |`,
    `| ${'-'.repeat(width)} | -------: |`,
    ...spoils.map(([name, files]) => `| ${name.padEnd(width)} | ${String(files).padStart(8)} |`),
  ].join('\n');
}
