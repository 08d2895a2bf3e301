/** Fields whose values may be repeated in an answer file: what was done, when and to whom it is billed, not who the patient is. */
const repeatable: ReadonlySet<string> = new Set([
  'sourceSystem',
  'encounterId',
  'version',
  'sex',
  'state',
  'order',
  'payerId',
  'relationship',
  'renderingNpi',
  'npi',
  'placeOfService',
  'serviceDateFrom',
  'serviceDateTo',
  'serviceDate',
  'diagnoses',
  'code',
  'modifiers',
  'units',
  'charge',
  'diagnosisPointers',
  'totalCharge',
  'signatureOnFile',
  'assignmentOfBenefits',
  'releaseOfInformation',
]);
const longest = 40;

/** The first character and three stars: enough to recognize a value that one has in front of oneself. */
export function maskText(text: string): string {
  return text === '' ? '""' : `"${text.charAt(0)}***"`;
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
    return repeatable.has(field) ? JSON.stringify(shorten(value)) : maskText(value);
  }
  if (typeof value === 'number') {
    return repeatable.has(field) ? `the number ${value}` : 'a number';
  }
  return JSON.stringify(value);
}

/** The name of a field that we do not know, as an answer may show it: unless it looks like a name of a field, masked. */
export function describeFieldName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(name) ? `"${name}"` : maskText(name);
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
