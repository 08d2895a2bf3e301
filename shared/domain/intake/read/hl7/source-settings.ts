import { Hl7Mapping, type Hl7Field } from '#contracts/intake-settings/hl7-mapping.ts';
import type { SourceSystem } from '#contracts/intake-settings/source-system.ts';
import type { Practice } from '#contracts/practice.ts';
import { parsePath, type FieldPath } from './field-path.ts';
import { presetSources } from './presets.ts';

/** Where a field stands in the messages of a source, and what its values mean. */
interface FieldSource {
  readonly paths: readonly FieldPath[];
  readonly values: ReadonlyMap<string, string> | undefined;
}

/** How the messages of one source of a practice are read: its preset, and what its mapping says otherwise. */
export interface SourceSettings {
  readonly sourceSystem: string;
  readonly mapping: Hl7Mapping;
  readonly timeZone: string;
  /** What is taken where messages say nothing. */
  readonly defaults: SourceSystem['defaults'];
  fieldSource(field: Hl7Field): FieldSource;
}

const none: FieldSource = { paths: [], values: undefined };

/** Put together once for a practice, not for each of a hundred thousand messages. */
const known = new WeakMap<Practice, readonly SourceSettings[]>();

/**
 * Every HL7 source of a practice: those with a mapping; a practice without one but with a single source that sends
 * visits in parts is read by the standard.
 */
function sourcesOf(practice: Practice): readonly SourceSettings[] {
  const found = known.get(practice);
  if (found !== undefined) {
    return found;
  }
  const { hl7Mappings, sources } = practice.intake;
  const [only, other] = sources.filter(({ kind }) => kind === 'parts');
  const mappings =
    hl7Mappings.length > 0 || only === undefined || other !== undefined
      ? hl7Mappings
      : [Hl7Mapping.parse({ sourceSystem: only.sourceSystem })];
  const settings = mappings.map((mapping) =>
    settingsOf(
      practice,
      mapping,
      sources.find(({ sourceSystem }) => sourceSystem === mapping.sourceSystem),
    ),
  );
  known.set(practice, settings);
  return settings;
}

function settingsOf(
  practice: Practice,
  mapping: Hl7Mapping,
  source: SourceSystem | undefined,
): SourceSettings {
  const fields = new Map<Hl7Field, FieldSource>();
  for (const [field, paths] of Object.entries(presetSources(mapping.preset))) {
    fields.set(field as Hl7Field, { paths: paths.map(parsePath), values: undefined });
  }
  for (const { field, from, values } of mapping.fields) {
    fields.set(field, {
      paths: from.map(parsePath),
      values: values === undefined ? undefined : new Map(Object.entries(values)),
    });
  }
  return {
    sourceSystem: mapping.sourceSystem,
    mapping,
    timeZone: source?.timeZone ?? practice.timeZone,
    defaults: source?.defaults ?? {},
    fieldSource: (field) => fields.get(field) ?? none,
  };
}

/**
 * Which of a practice's HL7 sources a message is from: the one that the folder names, else the one that goes by the
 * sending application or facility, else the only one there is. Undefined when that leaves none, or more than one.
 * @param names MSH-3 and MSH-4.
 */
export function settingsOfSender(
  practice: Practice,
  names: readonly string[],
  folder: string | undefined,
): SourceSettings | undefined {
  const sources = sourcesOf(practice);
  const goesBy = ({ sourceSystem, mapping }: SourceSettings, name: string): boolean =>
    sourceSystem === name || mapping.sendingNames.includes(name);
  const ofFolder = folder === undefined ? undefined : sources.find((source) => goesBy(source, folder));
  if (ofFolder !== undefined) {
    return ofFolder;
  }
  const given = names.filter((name) => name !== '');
  const counts = sources.map((source) => ({
    source,
    count: given.filter((name) => goesBy(source, name)).length,
  }));
  const most = Math.max(0, ...counts.map(({ count }) => count));
  const [best, tie] = most === 0 ? counts : counts.filter(({ count }) => count === most);
  return tie === undefined ? best?.source : undefined;
}
