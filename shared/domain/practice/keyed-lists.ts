/**
 * Lists of a practice document whose entries have a key of their own, by the path of the list without positions. What
 * stands in one is the same thing wherever in the list it stands; every other list is one value.
 */
const keys: Readonly<Record<string, readonly string[]>> = {
  providers: ['npi'],
  'providers.aliases': ['sourceSystem', 'id', 'name'],
  'providers.licences': ['state', 'number'],
  'providers.enrollments': ['payerId', 'effectiveFrom'],
  locations: ['locationId'],
  'locations.aliases': ['sourceSystem', 'id', 'name'],
  payers: ['payerId'],
  'payers.contract': ['code', 'modifier', 'effectiveFrom'],
  'payers.contracts': ['contractId'],
  'payers.contracts.basis.rows': ['code', 'modifier', 'effectiveFrom'],
  'payers.aliases': ['sourceSystem', 'id', 'name'],
  'payers.filingLimits': ['claimKind', 'effectiveFrom'],
  feeSchedules: ['feeScheduleId'],
  'feeSchedules.rows': ['code', 'modifier', 'effectiveFrom'],
  codeMappings: ['kind', 'sourceSystem', 'system', 'from', 'effectiveFrom'],
  'intake.sources': ['sourceSystem'],
  'intake.csvMappings': ['mappingId'],
  'intake.hl7Mappings': ['sourceSystem'],
  'intake.fhirMappings': ['sourceSystem'],
  'cutover.legacySystems': ['name'],
  'scrub.rules': ['ruleId'],
  'scrub.overrides': ['overrideId'],
};

/** The fields that make the key of a list's entries; undefined when the list is one value. */
export function keyFieldsOf(listPath: string): readonly string[] | undefined {
  return keys[listPath];
}

/** The key of an entry as people read it: `99213 25 2026-01-01`. */
export function keyTextOf(entry: unknown, fields: readonly string[]): string {
  const values = entry as Readonly<Record<string, unknown>>;
  return fields
    .map((field) => values[field])
    .filter((value) => value !== undefined)
    .map(String)
    .join(' ');
}

/** Distinguishes what `keyTextOf` may write alike: `A B` and `A`, `B`. */
export function keyOf(entry: unknown, fields: readonly string[]): string {
  const values = entry as Readonly<Record<string, unknown>>;
  return JSON.stringify(fields.map((field) => values[field] ?? null));
}

/** Calls back for every keyed list of a document, with the path to it. */
export function forEachKeyedList(
  value: unknown,
  visit: (entries: readonly unknown[], fields: readonly string[], path: readonly (string | number)[]) => void,
  path: readonly (string | number)[] = [],
): void {
  if (Array.isArray(value)) {
    const fields = keyFieldsOf(path.filter((step) => typeof step === 'string').join('.'));
    if (fields !== undefined) {
      visit(value, fields, path);
    }
    value.forEach((entry, index) => forEachKeyedList(entry, visit, [...path, index]));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      forEachKeyedList(inner, visit, [...path, name]);
    }
  }
}
