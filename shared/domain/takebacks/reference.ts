import type { ClaimId } from '#contracts/identifiers.ts';
import { claimIdOfControlNumber } from '../identity/ids.ts';

/** A shorter piece of a reference is a year, a counter or a word, and names nothing. */
const shortestName = 6;

/**
 * The pieces of a reference (PLB03-2) that may name something: payers write their claim number and our control number,
 * in either order, with blanks, colons or slashes between them, or nothing at all.
 */
export function namesIn(reference: string | undefined): string[] {
  return (reference ?? '')
    .toUpperCase()
    .split(/[^0-9A-Z-]+/)
    .map((piece) => piece.replace(/^-+|-+$/g, ''))
    .filter((piece) => piece.length >= shortestName && /\d/.test(piece));
}

/** Claims of ours whose control number stands in a reference, though something may stand right before or behind it. */
export function claimsNamedIn(reference: string | undefined): ClaimId[] {
  const found = [...(reference ?? '').toUpperCase().matchAll(/C[0-9A-HJKMNP-TV-Z]{12}-[1-9]\d{0,5}/g)];
  const claimIds = found.map(([text]) => claimIdOfControlNumber(text)).filter((id) => id !== undefined);
  return [...new Set(claimIds)];
}

/** Whether two references name the same thing: one piece in common, or one piece within another. */
export function nameTheSame(one: string | undefined, other: string | undefined): boolean {
  const others = namesIn(other);
  return namesIn(one).some((name) => others.some((piece) => piece.includes(name) || name.includes(piece)));
}
