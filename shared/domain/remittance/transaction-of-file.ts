import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';
import { read835 } from '../x12/guides/005010X221A1-835/read.ts';
import type { ReadInterchange } from '../x12/read-result.ts';

/** The remittance that a run names, among the interchanges of its file; undefined when it is not there. */
export function transactionOfFile(
  interchanges: readonly ReadInterchange[],
  { interchangeIndex, transactionIndex }: Pick<RemittanceRun, 'interchangeIndex' | 'transactionIndex'>,
): Remittance835 | undefined {
  const interchange = interchanges[interchangeIndex];
  const transaction = interchange?.groups.flatMap((group) => group.transactions)[transactionIndex];
  return transaction === undefined ? undefined : read835(transaction);
}
