import type { Cents } from '#contracts/cents.ts';
import { read837P } from '../x12/guides/005010X222A1-837P/read.ts';
import { readInterchanges } from '../x12/read-interchanges.ts';

/** The charge of a claim as a file of claims has it (CLM02), by the control number that it was sent under (CLM01); undefined where it has no such claim. */
export function chargeOfFile(file: Uint8Array, patientControlNumber: string): Cents | undefined {
  return readInterchanges(file)
    .interchanges.flatMap(({ groups }) => groups.flatMap(({ transactions }) => transactions))
    .flatMap((transaction) => read837P(transaction).claims)
    .find((claim) => claim.patientControlNumber === patientControlNumber)?.totalChargeCents;
}
