import type { Instant } from '#contracts/dates.ts';
import type { TradingPair, TradingPartnerProfile } from '#contracts/trading-partner.ts';
import { dateOf, timeOf } from '../calendar/plain-date.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { acknowledge } from '../x12/acknowledge.ts';
import { hasError } from '../x12/findings.ts';
import type { Acknowledgement999 } from '../x12/guides/005010X231A1-999/model.ts';
import { transactions999 } from '../x12/guides/005010X231A1-999/write.ts';
import type { InterchangeAcknowledgementTA1 } from '../x12/guides/TA1/model.ts';
import type { Envelope } from '../x12/interchange.ts';
import type { ReadGroup, ReadInterchange, ReadTransaction } from '../x12/read-result.ts';
import { openEnvelope, writeInterchange } from '../x12/write-interchange.ts';
import type { InterchangeVerdict } from './control-numbers.ts';
import { formatFor } from './envelope.ts';

/** What goes back to the sender of an interchange. */
export interface InterchangeAnswer {
  readonly envelope: Envelope;
  readonly interchange: readonly InterchangeAcknowledgementTA1[];
  readonly groups: readonly Acknowledgement999[];
}

/** GS01 of a group of 999s. */
const acknowledgementGroup = 'FA';
/** TA105: the interchange control number was used before. */
const repeatedNumber = '025';

/** The two ends of an interchange that came. */
export function pairOfReceived(interchange: Pick<ReadInterchange, 'senderId' | 'receiverId'>): TradingPair {
  return { ourId: interchange.receiverId.trim(), partnerId: interchange.senderId.trim() };
}

/** Whether the transaction can be worked on: neither it, nor its group, nor its interchange was refused. */
export function isAccepted(
  interchange: ReadInterchange,
  group: ReadGroup,
  transaction: ReadTransaction,
): boolean {
  return !hasError(interchange.findings) && !hasError(group.findings) && transaction.accepted;
}

/** What became of the interchange as a whole. */
export function verdictOn(interchange: ReadInterchange): InterchangeVerdict {
  const accepted = interchange.groups.flatMap((group) =>
    group.transactions.map((transaction) => isAccepted(interchange, group, transaction)),
  );
  if (hasError(interchange.findings) || (accepted.length > 0 && !accepted.includes(true))) {
    return 'rejected';
  }
  return accepted.includes(false) || interchange.groups.some((group) => hasError(group.findings))
    ? 'partly-rejected'
    : 'accepted';
}

/**
 * The TA1 and the 999s that an interchange is to be answered with, as its sender wants them; undefined for none. A TA1
 * when the sender asks for it, when the interchange is refused (and then no 999), and to note that its number was used
 * before. What is itself nothing but acknowledgements is never answered, or two partners would answer each other for ever.
 */
export function answerInterchange(
  interchange: ReadInterchange,
  profile: TradingPartnerProfile,
  occasion: { readonly at: Instant; readonly isRepeat: boolean },
): InterchangeAnswer | undefined {
  if (carriesOnlyAcknowledgements(interchange)) {
    return undefined;
  }
  const { interchange: verdict, groups } = acknowledge(interchange);
  const isRefused = verdict.code === 'R';
  const isRepeat = occasion.isRepeat && verdict.code === 'A';
  const wantsTA1 =
    profile.sendTA1 === 'when-asked' && (interchange.acknowledgementRequested || isRefused || isRepeat);
  const answer: InterchangeAnswer = {
    envelope: envelopeBack(interchange, profile, occasion.at),
    interchange: wantsTA1
      ? [
          {
            ...verdict,
            ...sendable(verdict),
            ...(isRepeat ? { code: 'E', noteCode: repeatedNumber } : {}),
          },
        ]
      : [],
    groups: profile.send999 && !isRefused ? groups : [],
  };
  return answer.interchange.length + answer.groups.length > 0 ? answer : undefined;
}

/** The name of the answer to an interchange of a file: the same each time the file comes. */
export function answerName(
  fileKey: string,
  interchangeIndex: number,
  { controlNumber }: Pick<ReadInterchange, 'controlNumber'>,
): string {
  const number = controlNumber.replaceAll(/[^0-9A-Z]/g, '').padStart(9, '0');
  return `ACK-${number}-${contentHashOf([fileKey, interchangeIndex, controlNumber]).slice(0, 12)}.edi`;
}

/** Errors: `X12WriteRefused` when an id of the sender cannot be written. */
export function writeAnswer({ envelope, interchange, groups }: InterchangeAnswer, number: number): string {
  const controlNumbers = { interchange: number, group: number };
  return writeInterchange({
    envelope,
    controlNumbers,
    acknowledgements: interchange,
    transactions: transactions999(groups, controlNumbers, openEnvelope(envelope, controlNumbers)),
  });
}

function carriesOnlyAcknowledgements({ groups, acknowledgements }: ReadInterchange): boolean {
  return (
    groups.length + acknowledgements.length > 0 &&
    groups.every(({ functionalCode }) => functionalCode === acknowledgementGroup)
  );
}

function envelopeBack(interchange: ReadInterchange, profile: TradingPartnerProfile, at: Instant): Envelope {
  const [group] = interchange.groups;
  const { ourId, partnerId } = pairOfReceived(interchange);
  const senderCode = applicationCode(group?.receiverCode);
  const receiverCode = applicationCode(group?.senderCode);
  return {
    senderQualifier: interchange.receiverQualifier,
    senderId: ourId,
    receiverQualifier: interchange.senderQualifier,
    receiverId: partnerId,
    ...(senderCode === undefined ? {} : { senderCode }),
    ...(receiverCode === undefined ? {} : { receiverCode }),
    date: dateOf(at),
    time: timeOf(at),
    usageIndicator: interchange.usageIndicator === 'P' ? 'P' : 'T',
    ...formatFor(profile),
  };
}

/** GS02 or GS03 of the group that came, if it can be written with any delimiters. */
function applicationCode(code: string | undefined): string | undefined {
  return code !== undefined && /^[A-Za-z0-9][A-Za-z0-9 ]{1,14}$/.test(code) ? code : undefined;
}

/** What stood in the ISA, as far as a TA1 can carry it. */
function sendable({
  interchangeControlNumber,
  time,
}: InterchangeAcknowledgementTA1): Pick<InterchangeAcknowledgementTA1, 'interchangeControlNumber' | 'time'> {
  return {
    interchangeControlNumber: interchangeControlNumber.replaceAll(/\D/g, '').slice(0, 9).padStart(9, '0'),
    time: /^\d{4}$/.test(time) ? time : '0000',
  };
}
