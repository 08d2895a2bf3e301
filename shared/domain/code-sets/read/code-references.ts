import type { DiagnosisRange } from '../code-tables.ts';

const category = String.raw`[A-Z](?:\d[0-9A-Z]|[A-Z]\d)`;
const code = String.raw`${category}(?:\.[0-9A-Z]{1,4})?`;
const range = String.raw`${code}\.?-?(?:\s*(?:-|\u2013|to)\s*${code}\.?-?)?`;
const rangeParts = new RegExp(String.raw`^(${code})\.?-?(?:\s*(?:-|\u2013|to)\s*(${code})\.?-?)?$`);
/** Categories, each with the same characters behind the dot: `E08-E13 with .44`. */
const withCharacters = /^([A-Z])(\d\d)-\1(\d\d) with (?:5th character )?\.([0-9A-Z]{1,4})-?$/;
/** Codes at the end of a note that has none in brackets, as in "classified to Q67.0-Q67.4". */
const atTheEnd = new RegExp(String.raw`(?:^|\s)(${range}(?:,\s*${range})*)\)?$`);

/**
 * The diagnoses that a note of the tabular list refers to: what stands in its brackets, as `(A05.-)`, `(K70-K77)` or
 * `(C43.-, D03.-)`, else at its end. A reference that is narrowed by words ("with fifth character 5") is left out, since
 * it would say more than the note does; so is whatever else a program cannot read.
 */
export function codeReferences(note: string): DiagnosisRange[] {
  const text = note.replaceAll(/\s+/g, ' ').trim();
  const found: DiagnosisRange[] = [];
  for (const [, inside = ''] of text.matchAll(/\(([^()]*)\)/g)) {
    found.push(...referencesIn(inside));
  }
  if (found.length === 0) {
    found.push(...referencesIn(atTheEnd.exec(text)?.[1] ?? ''));
  }
  return found;
}

function referencesIn(list: string): DiagnosisRange[] {
  const found: DiagnosisRange[] = [];
  for (const part of list.split(/[,;]|\band\b|\bor\b/)) {
    const reference = part.trim();
    const [, letter = '', first = '', last = '', characters] = withCharacters.exec(reference) ?? [];
    if (characters !== undefined) {
      for (let number = Number(first); number <= Number(last); number += 1) {
        const one = `${letter}${String(number).padStart(2, '0')}${characters}`;
        found.push({ from: one, to: one });
      }
      continue;
    }
    const [, from, to = from] = rangeParts.exec(reference) ?? [];
    if (from !== undefined && to !== undefined) {
      const bare = { from: from.replace('.', ''), to: to.replace('.', '') };
      if (bare.from.slice(0, bare.to.length) <= bare.to) {
        found.push(bare);
      }
    }
  }
  return found;
}
