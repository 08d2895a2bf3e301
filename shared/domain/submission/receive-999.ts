import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type {
  Acknowledgement999,
  SegmentError999,
  TransactionResponse999,
} from '#domain/x12/guides/005010X231A1-999/model.ts';
import type { InterchangeAcknowledgementTA1 } from '#domain/x12/guides/TA1/model.ts';
import { recordAcknowledgement, type AcknowledgementReceived } from './record-acknowledgement.ts';

interface ReceivedFile {
  /** The submission that the answered file carried. */
  readonly sequence: number;
  readonly at: Instant;
  readonly fileKey: string;
  /** ISA06 of the file that answers. */
  readonly sender: string;
}

/** AK9 and IK5: the group or transaction was taken, perhaps with errors noted. */
const takenCodes = new Set(['A', 'E']);

/**
 * Takes a 999: whether the file that carried the claim could be read. Where the group was accepted in part only the
 * claim's own transaction counts.
 * @param transactionControlNumber ST02 of the transaction that carried the claim; without it, or where the 999 does
 * not list it, the group's code counts.
 */
export function receive999(
  claim: Claim,
  practice: Practice,
  acknowledgement: Acknowledgement999,
  file: ReceivedFile & { readonly transactionControlNumber?: string },
): AcknowledgementReceived {
  const { transactions, code: groupCode } = acknowledgement;
  const own = transactions.find(({ controlNumber }) => controlNumber === file.transactionControlNumber);
  const transaction = own ?? (transactions.length === 1 ? transactions[0] : undefined);
  const isTaken =
    transaction === undefined
      ? takenCodes.has(groupCode) || (groupCode === 'P' && transactions.length > 0)
      : takenCodes.has(transaction.code);
  const code = transaction === undefined ? `AK9 ${groupCode}` : `IK5 ${transaction.code}`;
  return recordAcknowledgement(claim, practice, file.sequence, {
    acknowledgement: {
      receivedAt: file.at,
      kind: '999',
      outcome: isTaken ? 'informational' : 'rejected',
      code,
      sender: file.sender,
      reason: isTaken ? `The file was read (${code}).` : `The file could not be processed (${code}).`,
      fileKey: file.fileKey,
    },
    verdict: isTaken ? 'informed' : 'rejected',
    evidence: transaction === undefined ? [] : describeErrors(transaction),
  });
}

const interchangeNotes: Readonly<Record<string, string>> = {
  '000': 'no error',
  '001': 'the control numbers of header and trailer differ',
  '006': 'the sender is not known',
  '008': 'the receiver is not known',
  '021': 'the number of groups is wrong',
  '023': 'the file ended too early',
  '025': 'the control number was used before',
};

/** Takes a TA1: whether the interchange that carried the claim was accepted at all. */
export function receiveTA1(
  claim: Claim,
  practice: Practice,
  acknowledgement: InterchangeAcknowledgementTA1,
  file: ReceivedFile,
): AcknowledgementReceived {
  const { code, noteCode } = acknowledgement;
  const isTaken = code !== 'R';
  const words = interchangeNotes[noteCode] ?? 'a reason that is not in our table';
  return recordAcknowledgement(claim, practice, file.sequence, {
    acknowledgement: {
      receivedAt: file.at,
      kind: 'TA1',
      outcome: isTaken ? 'informational' : 'rejected',
      code: `TA1 ${code} ${noteCode}`,
      sender: file.sender,
      reason: isTaken
        ? `The interchange was accepted (TA1 ${code}).`
        : `The interchange was refused: ${words} (TA1 ${code} ${noteCode}).`,
      fileKey: file.fileKey,
    },
    verdict: isTaken ? 'informed' : 'rejected',
    evidence: isTaken ? [] : [`Interchange ${acknowledgement.interchangeControlNumber}: ${words}.`],
  });
}

const segmentFaults: Readonly<Record<string, string>> = {
  '1': 'is not known there',
  '2': 'is not expected there',
  '3': 'is missing',
  '4': 'occurs too often in its loop',
  '5': 'exceeds its maximum use',
  '6': 'is not defined for the transaction',
  '7': 'is out of order',
  '8': 'has elements in error',
};

const elementFaults: Readonly<Record<string, string>> = {
  '1': 'is missing',
  '2': 'is missing beside another',
  '3': 'is one too many',
  '4': 'is too short',
  '5': 'is too long',
  '6': 'has a character that is not allowed',
  '7': 'has a code that is not known',
  '8': 'is not a date',
  '9': 'is not a time',
};

/** At most so many errors are told to a person; the file has the rest. */
const errorLimit = 5;

/** Names segments and elements, never their values: those are about a patient. */
function describeErrors({ segmentErrors }: TransactionResponse999): string[] {
  const sentences = segmentErrors.flatMap(describeSegmentError);
  const more = sentences.length - errorLimit;
  return more > 0 ? [...sentences.slice(0, errorLimit), `And ${more} more errors in the file.`] : sentences;
}

function describeSegmentError(error: SegmentError999): string[] {
  const where = `Segment ${error.segmentId}, number ${error.position} of the transaction${
    error.loopId === undefined ? '' : `, loop ${error.loopId}`
  }`;
  if (error.elementErrors.length === 0) {
    const fault = segmentFaults[error.code ?? ''] ?? `is in error (${error.code ?? 'no code'})`;
    return [`${where}, ${fault}.`];
  }
  return error.elementErrors.map(({ element, code }) => {
    const fault = elementFaults[code] ?? `is in error (${code})`;
    return `${where}: element ${error.segmentId}${String(element).padStart(2, '0')} ${fault}.`;
  });
}
