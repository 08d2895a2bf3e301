/**
 * What is noticed about a record and is no reason to refuse it. A note is its code, and where a record says more about
 * it, a colon and that.
 */
export const intakeNotes = {
  'claim-stopped':
    'A claim was made of what had come before; it is stopped until the visit can be billed as it is now.',
  'document-elsewhere': 'A document is named by an address only; it is not fetched.',
  'document-not-needed':
    'Somebody has decided before that nobody needs the document; it is given to no visit.',
  'document-unmatched': 'A document was understood as a file; nothing in it says to which visit it belongs.',
  'guarantor-is-subscriber':
    'The patient is a minor and nothing says who receives the bill; the subscriber does.',
  'label-ignored':
    'The record says that the code is of another system than it is; the code itself was believed.',
  'line-repeated': 'The very same charge stands in the record twice; it was taken once.',
  'merge-noted':
    'The source says that two patient numbers are one person; no records were put together by it. Once there are visits under both, a task asks whether it is so.',
  'message-type-not-used': 'A message of a kind that says nothing about visits, charges or appointments.',
  'message-without-content': 'A message of a kind that is used, with nothing in it that is.',
  'minutes-to-coder': 'A service is counted in minutes; a coder decides its units.',
  'not-carried': 'The record has something that a claim made of it will not have.',
  'patient-id-derived': 'The record has no number of the patient; one was made of what it says.',
  'provider-left-out':
    'The visit names who referred the patient or supervised, of whom nothing has come; it goes without, and has them when they come.',
  'payment-not-taken': 'A payment or adjustment stands among the charges; it was not posted.',
  'pharmacy-claim': 'A claim of a pharmacy; it is not billed by the practice.',
  'price-filled-in': 'A charge had no amount; the fee schedule of the practice gave it.',
  'relationship-by-age':
    'The word for the relationship is used for child and parent alike; the ages of the two decided.',
  'replacement-of-claim':
    'The claim says that it replaces one sent before; it was taken as new content of the visit.',
  'resource-not-used': 'A resource of FHIR from which nothing about a visit is taken.',
  'second-payer-not-billed':
    'The first payer has decided; the claim was taken over with what is left, and a person bills the second payer elsewhere.',
  'visit-taken-back': 'The source says that the visit did not take place, or took back all of its charges.',
  'version-unclear':
    'The resource does not say when it was changed; of two versions of it nobody can tell the newer one.',
  'visit-number-derived': 'The record has no number of its visit; one was made of what it says.',
} as const satisfies Readonly<Record<string, string>>;

const meanings: ReadonlyMap<string, string> = new Map(Object.entries(intakeNotes));

/** `not-carried` of `not-carried: 2400 NTE`. */
export function codeOfNote(note: string): string {
  return note.split(':', 1)[0] ?? note;
}

/** What a code of the notes means; undefined for one that nobody gives. */
export function meaningOfNote(code: string): string | undefined {
  return meanings.get(code);
}
