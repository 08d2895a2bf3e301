import type { InterchangeEnvelope, ReadTransaction } from './read-result.ts';

/**
 * An ISA and a GS behind which a transaction reads as it does in its own file: they tell the delimiters and the guide,
 * and nothing of who sent it. Undefined where the delimiters are no plain characters.
 */
export function openingEnvelope(
  { delimiters, version }: Pick<InterchangeEnvelope, 'delimiters' | 'version'>,
  transaction: Pick<ReadTransaction, 'version' | 'guide'>,
): string | undefined {
  const { element, component, repetition = 'U', segment } = delimiters;
  const marks = `${element}${component}${repetition}${segment}`;
  // Any other would take more bytes here than in its file.
  if (new TextEncoder().encode(marks).length > marks.length) {
    return undefined;
  }
  const [nobody, unused] = [' '.repeat(15), ' '.repeat(10)];
  const isa = `ISA|00|${unused}|00|${unused}|ZZ|${nobody}|ZZ|${nobody}|000101|0000|`.split('|');
  const gs = ['GS', transaction.guide?.functionalCode ?? '', 'X', 'X', '20000101', '0000', '1', 'X'];
  return (
    isa.join(element) +
    [repetition, version, '000000001', '0', 'P', component].join(element) +
    segment +
    [...gs, transaction.version].join(element) +
    segment
  );
}
