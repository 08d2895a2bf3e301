import { whatToDo } from '#domain/x12/code-words/what-to-do.ts';
import type { Finding as X12Finding } from '#domain/x12/findings.ts';
import type { Finding } from '../../describe-issue.ts';
import { describeText } from '../../mask-value.ts';

/** Segments that say who somebody is, where he lives and by which numbers he goes. */
const personal: ReadonlySet<string> = new Set(['NM1', 'N2', 'N3', 'N4', 'DMG', 'PER', 'REF', 'SBR', 'NTE']);

/**
 * What cannot be of a person wherever it stands: a lost separator moves names, birth dates and member ids into any
 * element, so that of a wrong value only a qualifier or an amount with cents is repeated.
 */
const code = /^(?:[A-Z0-9]{1,2}|-?\d{0,7}\.\d{1,2})$/;
const segmentName = /^[A-Z][A-Z0-9]{1,2}$/;
const nothingIsShown = /^$/;

/** `2010BA NM1^9`: where in a claim something stands; of a composite element with its component. */
export function placeOfElement(
  loop: string | undefined,
  segment: string,
  element?: number,
  component?: number,
): string {
  const path = [segment, element, component]
    .filter((step) => step !== undefined && step !== 0 && step !== '')
    .join('^');
  return loop === undefined ? path : `${loop} ${path}`;
}

/**
 * What the X12 engine rejects a claim for, without repeating what the file says of a person. The engine's sentence has
 * what was found and what was expected in one.
 */
export function describeTransactionFault(finding: X12Finding): Finding {
  const { segment = '', loop, element, component } = finding;
  const isSegment = segmentName.test(segment);
  return {
    field: placeOfElement(loop, isSegment ? segment : '', element, component),
    code: 'transaction-invalid',
    found: isMisplaced(finding)
      ? `a segment ${describeText(segment, segmentName)} that has no place in or after loop ${loop ?? ''}`
      : sentenceOf(finding),
    expected: 'a claim by the implementation guide 005010X222A1',
    howToFix: whatToDo(finding.code) ?? 'Have the billing system correct the claim.',
  };
}

/** A segment that nobody expected may hold anything; its first element is part of the engine's sentence. */
function isMisplaced({ code: rule }: X12Finding): boolean {
  return rule === 'unexpected-segment' || rule === 'unrecognized-segment';
}

/** The engine's sentence; it quotes what it found, of long values only the beginning. */
function sentenceOf({ segment = '', sentence, value = '' }: X12Finding): string {
  const isPersonal = personal.has(segment);
  const shown = describeText(value, isPersonal ? nothingIsShown : code);
  const masked =
    value === ''
      ? sentence
      : sentence.replaceAll(`"${value}"`, shown).replaceAll(`"${value.slice(0, 99)}"`, shown);
  return isPersonal && value === '' ? masked.replace(/".+"/s, '"***"') : masked;
}
