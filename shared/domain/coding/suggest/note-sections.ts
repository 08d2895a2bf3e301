/** What a part of a note is for. */
export const sectionKinds = [
  'complaint',
  'history-of-illness',
  'review-of-systems',
  'past-history',
  'family-history',
  'social-history',
  'medications',
  'allergies',
  'exam',
  'results',
  'assessment',
  'plan',
  'procedure',
  'unnamed',
] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** A part of a note: what stands behind its heading, up to the next one. */
export interface NoteSection {
  readonly kind: SectionKind;
  readonly start: number;
  readonly end: number;
}

/** What providers head the parts of their notes with. What is not here heads nothing, and is read as text. */
const headings: Readonly<Record<Exclude<SectionKind, 'unnamed'>, string>> = {
  complaint: 'cc|chief complaint|reason for visit|presenting complaint|presenting problem',
  'history-of-illness':
    's|subjective|hpi|history of present illness|history of presenting illness|present illness|interval history|history|interim history',
  'review-of-systems': 'ros|review of systems',
  'past-history':
    'pmh|pmhx|past medical history|past history|medical history|psh|past surgical history|surgical history|active problems|problem list|past psychiatric history',
  'family-history': 'fh|fhx|family history|family hx',
  'social-history': 'sh|shx|social history|social hx|habits',
  medications: 'meds|medications|current medications|medication list|home medications|rx',
  allergies: 'allergies|drug allergies|nkda',
  exam: 'o|objective|pe|exam|examination|physical exam|physical examination|vitals|vital signs|mental status|mental status exam|mse|on exam',
  results:
    'labs|lab|laboratory|results|data|imaging|x-ray|xray|mri|ct|ekg|ecg|studies|diagnostics|ua|pathology|emg|biopsy|echo',
  assessment:
    'a|assessment|impression|diagnosis|diagnoses|dx|a/p|a&p|ap|assessment/plan|assessment and plan|assessment & plan|final diagnosis|diagnostic impression|problems addressed|clinical impression',
  plan: 'p|plan|recommendations|disposition|follow-up|follow up|treatment plan|orders|instructions',
  procedure: 'procedure|procedures|procedure note|procedures performed|operation|services performed',
};

const kindOf = new Map<string, SectionKind>(
  Object.entries(headings).flatMap(([kind, names]) =>
    names.split('|').map((name) => [name, kind as SectionKind] as const),
  ),
);
const alternatives = [...kindOf.keys()]
  .toSorted((one, other) => other.length - one.length)
  .map((name) => name.replaceAll(/[/&-]/g, String.raw`\$&`))
  .join('|');
/** Headings that are understood without a colon, where they begin a sentence. */
const bare = 'impression|assessment|diagnosis|dx|a/p';
const heading = new RegExp(
  String.raw`(?<=^|[\n.!?;]\s*)(?:(?<named>${alternatives})[ \t]*(?::|[-–][ \t]|\n)|(?<bare>${bare})[ \t]+(?=[a-z]))`,
  'gi',
);

/** The parts of a note, in its order; what stands before the first heading is `unnamed`. */
export function noteSections(text: string): readonly NoteSection[] {
  const found = [...text.matchAll(heading)].map((match) => ({
    at: match.index,
    behind: match.index + match[0].length,
    kind: kindOf.get((match.groups?.['named'] ?? match.groups?.['bare'] ?? '').toLowerCase()) ?? 'unnamed',
  }));
  const [first] = found;
  return [
    { kind: 'unnamed' as const, start: 0, end: first?.at ?? text.length },
    ...found.map(({ kind, behind }, index) => ({
      kind,
      start: behind,
      end: found[index + 1]?.at ?? text.length,
    })),
  ].filter(({ start, end }) => text.slice(start, end).trim() !== '');
}
