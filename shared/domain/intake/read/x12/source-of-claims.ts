import type { Practice } from '#contracts/practice.ts';
import { foldedId } from '../../map/aliases.ts';

const sourceShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/**
 * The system that claims come from. The folder of the upload says it; else a source of the practice that goes by one of
 * the file's own names; else the file's first name. The same file always has the same source: on it hangs which claim
 * is which.
 * @param names how the file names its sender: submitter (1000A), GS02, ISA06.
 */
export function sourceOfClaims(
  practice: Practice,
  names: readonly string[],
  folder: string | undefined,
): string | undefined {
  if (folder !== undefined && folder !== '') {
    return folder;
  }
  const folded = new Set(names.map(foldedId));
  const known = practice.intake.sources.find(({ sourceSystem }) => folded.has(foldedId(sourceSystem)));
  return known?.sourceSystem ?? names.map((name) => name.trim()).find((name) => sourceShape.test(name));
}
