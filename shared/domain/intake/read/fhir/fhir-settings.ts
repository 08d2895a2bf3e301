import { FhirMapping } from '#contracts/intake-settings/fhir-mapping.ts';
import type { SourceSystem } from '#contracts/intake-settings/source-system.ts';
import type { Practice } from '#contracts/practice.ts';

/** How the resources of one source of a practice are read. */
export interface FhirSettings {
  readonly sourceSystem: string;
  readonly mapping: FhirMapping;
  readonly timeZone: string;
  /** What is taken where resources say nothing. */
  readonly defaults: SourceSystem['defaults'];
}

/** Put together once for a practice, not for each resource. */
const known = new WeakMap<Practice, readonly FhirSettings[]>();

/**
 * Every FHIR source of a practice: those with a mapping; a practice without one but with a single source that sends
 * visits in parts is read by the defaults.
 */
function sourcesOf(practice: Practice): readonly FhirSettings[] {
  const found = known.get(practice);
  if (found !== undefined) {
    return found;
  }
  const { fhirMappings, sources } = practice.intake;
  const [only, other] = sources.filter(({ kind }) => kind === 'parts');
  const mappings =
    fhirMappings.length > 0 || only === undefined || other !== undefined
      ? fhirMappings
      : [FhirMapping.parse({ sourceSystem: only.sourceSystem })];
  const settings = mappings.map((mapping): FhirSettings => {
    const source = sources.find(({ sourceSystem }) => sourceSystem === mapping.sourceSystem);
    return {
      sourceSystem: mapping.sourceSystem,
      mapping,
      timeZone: source?.timeZone ?? practice.timeZone,
      defaults: source?.defaults ?? {},
    };
  });
  known.set(practice, settings);
  return settings;
}

/**
 * Which of a practice's FHIR sources a file is from: the one that its folder names, else the only one there is.
 * Resources do not say it. Undefined when that leaves none, or more than one.
 */
export function fhirSettingsFor(practice: Practice, folder: string | undefined): FhirSettings | undefined {
  const sources = sourcesOf(practice);
  const ofFolder = sources.find(({ sourceSystem }) => sourceSystem === folder);
  const [only, other] = sources;
  return ofFolder ?? (other === undefined ? only : undefined);
}
