import type { Assertion } from '#contracts/coding.ts';
import type { DocumentKind } from '#contracts/visit-document.ts';
import type * as z from 'zod';

/** What a document is to a coder. */
export const documentKindWords: Readonly<Record<z.infer<typeof DocumentKind>, string>> = {
  note: 'Note',
  operative: 'Operative report',
  consult: 'Consult',
  order: 'Order',
  result: 'Result',
  referral: 'Referral',
  consent: 'Consent',
  card: 'Insurance card',
  letter: 'Letter',
  other: 'Document',
};

/** How a note says what speaks for a code. */
export const assertionWords: Readonly<Record<z.infer<typeof Assertion>, string>> = {
  present: 'Present',
  past: 'History of',
  family: 'Family history',
  screening: 'Screening',
  done: 'Done',
  negated: 'Denied',
  uncertain: 'Uncertain',
};
