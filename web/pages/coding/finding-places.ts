import type { ScrubFinding } from '#contracts/claim.ts';
import type { AskedOfDraft } from './coding-draft.ts';

/** Where a finding is shown: at rows of the form, or above them. Places are counted from 0. */
export interface FindingPlaces {
  readonly lines: readonly number[];
  readonly diagnoses: readonly number[];
}

/** The rows of the draft that a finding is about: `line 2`, `lines 1 and 2`, `diagnosis 1` of what was asked. */
export function placesOf(
  { where }: Pick<ScrubFinding, 'where'>,
  { linePlaces, diagnosisPlaces }: Pick<AskedOfDraft, 'linePlaces' | 'diagnosisPlaces'>,
): FindingPlaces {
  const [, rows = '', numbers = ''] = /^(lines?|diagnos[ie]s) ([\d, and]+)$/.exec(where) ?? [];
  const asked = rows.startsWith('line') ? linePlaces : diagnosisPlaces;
  const places = [...numbers.matchAll(/\d+/g)]
    .map(([number]) => asked[Number(number) - 1])
    .filter((place) => place !== undefined);
  return rows.startsWith('line') ? { lines: places, diagnoses: [] } : { lines: [], diagnoses: places };
}

/** A finding with where it stands. */
export interface PlacedFinding extends FindingPlaces {
  readonly finding: ScrubFinding;
}

/** What holds a claim or is worth a look, each with its rows; what passed or could not be checked is not among it. */
export function placedFindings(
  findings: readonly ScrubFinding[],
  asked: Pick<AskedOfDraft, 'linePlaces' | 'diagnosisPlaces'>,
): readonly PlacedFinding[] {
  return findings
    .filter(({ result }) => result === 'fail')
    .map((finding) => ({ finding, ...placesOf(finding, asked) }));
}

/** Whether it holds nothing: it is told, and the claim goes on. */
export function isAdvice({ severity }: Pick<ScrubFinding, 'severity'>): boolean {
  return severity === 'advisory' || severity === 'trial';
}
