import { Address } from '#contracts/address.ts';
import { Coverage, Encounter, EncounterLine, Guarantor, Patient } from '#contracts/encounter.ts';

const fieldNames: readonly string[] = [
  ...new Set(
    [Encounter, Patient, Guarantor, Coverage, EncounterLine, Address].flatMap((schema) =>
      Object.keys(schema.shape),
    ),
  ),
];

/** The described field that a misspelt one most likely means: of an encounter, unless told which. Undefined when none is near. */
export function nearestFieldName(
  name: string,
  candidates: readonly string[] = fieldNames,
): string | undefined {
  if (name.length > 40) {
    return undefined;
  }
  const plain = normalized(name);
  let nearest: string | undefined;
  let distance = Math.min(3, Math.floor(plain.length / 2));
  for (const candidate of candidates) {
    const changes = editDistance(plain, normalized(candidate));
    if (changes < distance) {
      nearest = candidate;
      distance = changes;
    }
  }
  return nearest;
}

function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Levenshtein distance: how many letters must be added, dropped or replaced. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
