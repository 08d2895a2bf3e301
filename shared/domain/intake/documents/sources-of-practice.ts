import type { Practice } from '#contracts/practice.ts';

/** Every system that the practice's visits come from, as far as its settings name it. */
export function sourcesOfPractice({ intake }: Pick<Practice, 'intake'>): readonly string[] {
  const { sources, hl7Mappings, fhirMappings, csvMappings } = intake;
  const named = [...sources, ...hl7Mappings, ...fhirMappings, ...csvMappings];
  return [...new Set(named.flatMap(({ sourceSystem }) => sourceSystem ?? []))].toSorted();
}
