import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import {
  answerInterchange,
  answerName,
  pairOfReceived,
  verdictOn,
  writeAnswer,
} from '#domain/submission/answer-interchange.ts';
import { profileOf } from '#domain/submission/trading-partner.ts';
import type { ReadInterchange } from '#domain/x12/read-result.ts';
import { X12WriteRefused } from '#domain/x12/write-transaction.ts';
import type { Clearinghouse } from './clearinghouse.ts';
import type { Commit } from './commit.ts';
import type { ControlNumbers } from './control-numbers.ts';

export interface AnswerReceivedWorld {
  readonly commit: Commit;
  readonly controlNumbers: Pick<ControlNumbers, 'issue' | 'noteReceived'>;
  readonly clearinghouse: Clearinghouse;
}

/**
 * Records an interchange that came and sends its TA1 and 999s, once however often the file comes. Gives what is wrong
 * with answering, in words; undefined when the answer went out or none is wanted.
 */
export async function answerReceived(
  received: {
    readonly practice: Practice;
    readonly interchange: ReadInterchange;
    readonly interchangeIndex: number;
    readonly fileKey: string;
    readonly at: Instant;
  },
  world: AnswerReceivedWorld,
): Promise<string | undefined> {
  const { practice, interchange, interchangeIndex, fileKey, at } = received;
  const { practiceId } = practice;
  const pair = pairOfReceived(interchange);
  const { firstFileKey } = await world.controlNumbers.noteReceived(practiceId, pair, {
    controlNumber: interchange.controlNumber,
    fileKey,
    interchangeIndex,
    receivedAt: at,
    verdict: verdictOn(interchange),
  });
  const answer = answerInterchange(interchange, profileOf(practice, pair.partnerId), {
    at,
    isRepeat: firstFileKey !== undefined,
  });
  if (answer === undefined) {
    return undefined;
  }
  const name = answerName(fileKey, interchangeIndex, interchange);
  const interchangeNumber = await world.controlNumbers.issue(practiceId, pair, name, at);
  try {
    await world.clearinghouse.send(practice, name, writeAnswer(answer, interchangeNumber));
  } catch (error) {
    if (error instanceof X12WriteRefused) {
      return `interchange ${interchange.controlNumber} cannot be acknowledged: the ids of its sender and receiver cannot be written`;
    }
    throw error;
  }
  await world.commit.apply([{ kind: 'record-interchange', practiceId, pair, interchangeNumber, sentAt: at }]);
  return undefined;
}
