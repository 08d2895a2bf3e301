import { describeText } from '../mask-value.ts';
import type { Resolved } from './resolved.ts';

/** Labeler, product and package: how many digits each may have before it is filled up to 5, 4 and 2. */
const forms: readonly RegExp[] = [
  /^(\d{5})-(\d{4})-(\d{2})$/,
  /^(\d{4})-(\d{4})-(\d{2})$/,
  /^(\d{5})-(\d{3})-(\d{2})$/,
  /^(\d{5})-(\d{4})-(\d)$/,
];

/**
 * A national drug code as the eleven digits that claims carry. Of the forms with ten digits only one with dashes tells
 * where a zero is missing.
 */
export function readNdc(text: string): Resolved<string> {
  const plain = text.trim().replaceAll('*', '0');
  if (/^\d{11}$/.test(plain)) {
    return { value: plain };
  }
  for (const form of forms) {
    const [, labeler, product, packaging] = form.exec(plain) ?? [];
    if (labeler !== undefined && product !== undefined && packaging !== undefined) {
      return { value: labeler.padStart(5, '0') + product.padStart(4, '0') + packaging.padStart(2, '0') };
    }
  }
  return {
    problem: {
      code: 'ndc-invalid',
      found: describeText(text, /^[\d*-]{1,20}$/),
      expected: 'eleven digits, or ten or eleven with dashes: 5-4-2, 4-4-2, 5-3-2 or 5-4-1',
      howToFix: 'Copy the national drug code from the package, with its dashes.',
    },
  };
}
