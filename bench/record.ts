import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from '../local/cli/synthesised.ts';

/** Where measurements are kept. */
export const measurementsPage = join(repositoryFolder, 'docs', 'measurements.md');

/** A part of the page: what stands between its two marks is replaced. */
export type MeasuredSection =
  | 'bench'
  | 'bench x12'
  | 'bench intake'
  | 'bench tables'
  | 'bench scrub'
  | 'bench posting'
  | 'bench posting on the runtime'
  | 'bench queue'
  | 'bench warehouse';

/**
 * Writes a result into its section of the page.
 * @throws Error when the page has no such section.
 */
export function record(section: MeasuredSection, text: string): void {
  const begin = `<!-- ${section}: begin -->`;
  const end = `<!-- ${section}: end -->`;
  const content = readFileSync(measurementsPage, 'utf8');
  const from = content.indexOf(begin);
  const to = content.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(
      `${measurementsPage} has no place for the result: expected the lines ${begin} and ${end}, in this order.`,
    );
  }
  writeFileSync(
    measurementsPage,
    `${content.slice(0, from + begin.length)}\n\n${text}\n\n${content.slice(to)}`,
  );
}
