const code = /^[A-Za-z0-9.]{1,7}$/;
const date = /^[\d/.-]{4,10}$/;
const amount = /^[-$\d.,]{1,14}$/;
const digits = /^\d{1,12}$/;
const letters = /^[A-Za-z]{1,2}$/;
const word = /^[a-z]{1,10}$/;

/**
 * Fields whose values may be repeated in an answer file: what was done, when and to whom it is billed, not who the
 * patient is. A text is repeated only if it has the shape of the field: an export whose columns have shifted puts names
 * where codes belong.
 */
const repeatable: ReadonlyMap<string, RegExp> = new Map([
  ['sex', letters],
  ['state', letters],
  ['order', word],
  ['relationship', word],
  ['renderingNpi', digits],
  ['npi', digits],
  ['placeOfService', digits],
  ['serviceDateFrom', date],
  ['serviceDateTo', date],
  ['serviceDate', date],
  ['admissionDate', date],
  ['onsetDate', date],
  ['ndc', digits],
  ['unit', letters],
  ['diagnoses', code],
  ['code', code],
  ['modifiers', code],
  ['charge', amount],
  ['totalCharge', amount],
]);

/** Fields whose numbers may be repeated. */
const repeatableNumbers: ReadonlySet<string> = new Set([
  ...repeatable.keys(),
  'version',
  'units',
  'quantity',
  'diagnosisPointers',
]);

/** The first character and three stars: enough to recognize a value that one has in front of oneself. */
function maskText(text: string): string {
  return text === '' ? '""' : `"${text.charAt(0)}***"`;
}

/** A text as an answer may show it: as it is when it has the shape of what is expected, else masked. */
export function describeText(text: string, shape: RegExp): string {
  return shape.test(text) ? JSON.stringify(text) : maskText(text);
}

/**
 * A value as an answer may show it. Texts of a field about the patient, the guarantor or the subscriber are masked;
 * `path` is the field's path from the record down.
 */
export function describeFound(path: readonly PropertyKey[], value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return value.length === 1 ? 'a list of 1' : `a list of ${value.length}`;
  }
  if (typeof value === 'object') {
    return 'an object';
  }
  const field = path.findLast((step) => typeof step === 'string') ?? '';
  if (typeof value === 'string') {
    return repeatable.get(field)?.test(value) === true ? JSON.stringify(value) : maskText(value);
  }
  if (typeof value === 'number') {
    return repeatableNumbers.has(field) ? `the number ${value}` : 'a number';
  }
  return JSON.stringify(value);
}

/** The name of a field that we do not know, as an answer may show it: unless it looks like a name of a field, masked. */
export function describeFieldName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(name) ? `"${name}"` : maskText(name);
}
