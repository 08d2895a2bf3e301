import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import type { ReadGroup, ReadInterchange, ReadTransaction } from '#domain/x12/read-result.ts';
import { answerDelays } from './delays.ts';
import type { PayerBook } from './payer-book.ts';
import { isLeftUnanswered, type ClaimFile, type Route } from './sent-claim.ts';

/**
 * Plans what is answered to an interchange of a practice, and takes note of what it acknowledges. Called inside
 * `store.write`. Gives what the payer has to complain of, a sentence each.
 */
export function planAnswers(
  book: PayerBook,
  interchange: ReadInterchange,
  at: number,
  isTraining = false,
): string[] {
  const route: Route = {
    practice: interchange.senderId.trim(),
    clearinghouse: interchange.receiverId.trim(),
    usageIndicator: interchange.usageIndicator === 'P' ? 'P' : 'T',
    ...(isTraining ? { isTraining } : {}),
  };
  const complaints = interchange.acknowledgements.flatMap(({ interchangeControlNumber, code, noteCode }) =>
    takeAcknowledgement(book, route, {
      number: Number(interchangeControlNumber),
      code: `TA1 ${code} ${noteCode}`,
      isTaken: code !== 'R',
    }),
  );
  for (const group of interchange.groups) {
    for (const transaction of group.transactions) {
      complaints.push(...planAnswer(book, route, group, transaction, at));
    }
  }
  return complaints;
}

function planAnswer(
  book: PayerBook,
  route: Route,
  group: ReadGroup,
  transaction: ReadTransaction,
  at: number,
): string[] {
  switch (transaction.setCode) {
    case '270':
      for (const inquiry of read270(transaction)) {
        const payload = { route, inquiry };
        book.addJob({ dueAt: at + answerDelays.eligibility, kind: 'eligibility', payload });
      }
      return [];
    case '837':
      planClaimAnswers(book, route, group, transaction, at);
      return [];
    case '999': {
      const { functionalCode, groupControlNumber, code } = read999(transaction);
      const kind = kinds[functionalCode];
      return kind === undefined
        ? []
        : takeAcknowledgement(book, route, {
            kind,
            number: Number(groupControlNumber),
            code: `AK9 ${code}`,
            isTaken: code === 'A',
          });
    }
    default:
      return [`${route.practice} sent a ${transaction.setCode}, which nobody here reads`];
  }
}

function planClaimAnswers(
  book: PayerBook,
  route: Route,
  group: ReadGroup,
  transaction: ReadTransaction,
  at: number,
): void {
  const { header, claims } = read837P(transaction);
  const file: ClaimFile = {
    route,
    groupControlNumber: group.controlNumber,
    transactionControlNumber: transaction.controlNumber,
    version: group.version,
    reference: header.reference,
    claims,
  };
  const plan = (kind: string, delay: number) => {
    book.addJob({ dueAt: at + delay, kind, payload: file });
  };
  plan('999', answerDelays.implementationAcknowledgement);
  if (!claims.every(isLeftUnanswered)) {
    plan('277ca-clearinghouse', answerDelays.clearinghouseAcknowledgement);
    plan('277ca-payer', answerDelays.payerAcknowledgement);
  }
}

/** The kinds of files that the payer sends, by GS01. */
const kinds: Readonly<Record<string, string>> = { HB: '271', HN: '277CA', HP: '835' };

/** An acknowledgement of what the payer did not send itself, for example of a file that was put by hand, says nothing to it. */
function takeAcknowledgement(
  book: PayerBook,
  { practice }: Route,
  answer: {
    readonly kind?: string;
    readonly number: number;
    readonly code: string;
    readonly isTaken: boolean;
  },
): string[] {
  const kind = book.acknowledge(practice, answer);
  return kind === undefined || answer.isTaken
    ? []
    : [`${practice} refused the ${kind} ${String(answer.number).padStart(9, '0')} (${answer.code})`];
}
