import type { AwaitedDeposit } from '#contracts/bank.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';

/** How money comes by BPR04; undefined where none does. */
const methodsByCode: Readonly<Record<string, AwaitedDeposit['method']>> = {
  ACH: 'electronic',
  BOP: 'electronic',
  FWT: 'electronic',
  CHK: 'check',
};

/** What the bank is to show of a remittance; undefined where no money comes with it. */
export function awaitedOfRemittance(
  run: RemittanceRun,
  payerId: PayerId | undefined,
): AwaitedDeposit | undefined {
  const method = run.paymentMethod === undefined ? 'check' : methodsByCode[run.paymentMethod];
  if (method === undefined || run.paymentCents <= 0) {
    return undefined;
  }
  return {
    practiceId: run.practiceId,
    holder: run.remittanceId,
    method,
    ...(payerId === undefined ? {} : { payerId }),
    payerName: run.payerName,
    traceNumber: run.traceNumber,
    ...(run.originatorId === undefined ? {} : { originatorId: run.originatorId }),
    issuedOn: run.paymentDate,
    openCents: run.paymentCents,
    version: 1,
    asked: 0,
  };
}
