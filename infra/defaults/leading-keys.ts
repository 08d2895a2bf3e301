/** In a condition: what the session of a function is tagged with. */
export const itemsOfThePractice = '${aws:PrincipalTag/practice}#*';

/** A condition that every partition key of a call is one of these, and that the call names some at all. */
export function onlyKeys(...keys: readonly string[]): Record<string, Record<string, unknown>> {
  return {
    // True also of a call that names no key, such as a Scan: hence the second line.
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
