import type { Guide } from './guide.ts';
import type { ControlNumbers, Envelope } from './interchange.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from './write-interchange.ts';
import { type SegmentData, writeTransaction } from './write-transaction.ts';

/**
 * An interchange with one group of one guide: a transaction for each body, which is everything between ST and SE.
 * Errors: `X12WriteRefused`.
 */
export function writeGroup(
  guide: Guide,
  envelope: Envelope,
  controlNumbers: ControlNumbers,
  bodies: readonly (readonly SegmentData[])[],
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const transactions = bodies.map((body, index) =>
    writeTransaction(guide, transactionControlNumber(controlNumbers, index), body, delimiters),
  );
  return writeInterchange({ envelope, controlNumbers, transactions });
}
