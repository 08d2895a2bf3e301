import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf, timeOf } from '#domain/calendar/plain-date.ts';
import { cents, zeroCents } from '#domain/money/cents.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import type { Envelope } from '#domain/x12/interchange.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import {
  clearinghouseAcknowledgement,
  examine,
  payerAcknowledgement,
} from '../../local/payer/acknowledge-claim.ts';
import { adjudicate, reconsider, reverse } from '../../local/payer/adjudicate-claim.ts';
import { answerInquiry } from '../../local/payer/answer-inquiry.ts';
import { behaviourOf } from '../../local/payer/behaviour.ts';
import { composeRemittance } from '../../local/payer/compose-remittance.ts';

/* The files of payers, by the synthetic payer's own functions, without its clock and memory. */

let numbers = 0;
function nextNumbers(): { interchange: number; group: number } {
  numbers += 1;
  return { interchange: numbers, group: numbers };
}

/** From the clearinghouse to the practice. */
export function envelopeFrom(at: Instant, receiverId = 'CEDARHILL'): Envelope {
  return {
    senderQualifier: 'ZZ',
    senderId: 'OPENFIELD',
    receiverQualifier: 'ZZ',
    receiverId,
    date: dateOf(at),
    time: timeOf(at),
    usageIndicator: 'T',
  };
}

function onlyTransaction(bytes: Uint8Array) {
  const [interchange] = readInterchanges(bytes).interchanges;
  const [group] = interchange?.groups ?? [];
  const [transaction] = group?.transactions ?? [];
  if (interchange === undefined || group === undefined || transaction === undefined) {
    throw new Error('The file holds no transaction');
  }
  return { interchange, group, transaction };
}

/** The payer's 271 to a 270 of ours. */
export function answerTo270(bytes: Uint8Array, at: Instant): string {
  const [inquiry] = read270(onlyTransaction(bytes).transaction);
  const answer = inquiry === undefined ? undefined : answerInquiry(inquiry, at);
  if (answer === undefined) {
    throw new Error('This member id is never answered');
  }
  return write271(envelopeFrom(at), [answer], nextNumbers());
}

export interface PayerFiles {
  /** Whether the file could be read: A or R. */
  acknowledgement999(code?: 'A' | 'R'): string;
  acknowledgement277CA(sender: 'payer' | 'clearinghouse'): string;
  /** The payer's decision, as it would stand in an 835. */
  decision(): Claim835;
  /** The decision that replaces the first. */
  secondDecision(): Claim835;
}

/** What a payer and its clearinghouse can send back about an 837P of ours. */
export function filesFor(bytes: Uint8Array, practice: Practice, at: Instant): PayerFiles {
  const { group, transaction } = onlyTransaction(bytes);
  const { header, claims } = read837P(transaction);
  const [claim] = claims;
  if (claim === undefined) {
    throw new Error('The file holds no claim');
  }
  const payerId = claim.payer.name.identifier?.value ?? '';
  const payer = practice.payers.find((one) => one.payerId === payerId);
  const behaviour = behaviourOf(claim.subscriber.name.identifier?.value ?? '');
  const payerControlNumber = `${payerId}${claim.patientControlNumber.replaceAll('-', '')}`;
  const occasion = {
    reference: 'REF1',
    date: dateOf(at),
    time: timeOf(at),
    batchReference: header.reference,
  };
  return {
    acknowledgement999: (code = 'A') =>
      write999(
        envelopeFrom(at),
        [
          {
            functionalCode: 'HC',
            groupControlNumber: group.controlNumber,
            version: group.version,
            transactions: [
              {
                setCode: '837',
                controlNumber: transaction.controlNumber,
                version: group.version,
                segmentErrors: [],
                code,
                errorCodes: code === 'A' ? [] : ['I5'],
              },
            ],
            code,
            includedCount: 1,
            receivedCount: 1,
            acceptedCount: code === 'A' ? 1 : 0,
            errorCodes: [],
          },
        ],
        nextNumbers(),
      ),
    acknowledgement277CA: (sender) =>
      write277CA(
        envelopeFrom(at),
        [
          sender === 'clearinghouse'
            ? clearinghouseAcknowledgement(claims, {
                ...occasion,
                source: {
                  role: 'AY',
                  name: {
                    entityType: 'organization',
                    name: 'Openfield Clearinghouse',
                    identifier: { qualifier: '46', value: 'OPENFIELD' },
                  },
                },
              })
            : payerAcknowledgement(
                [{ claim, verdict: examine(claim, behaviour, payerControlNumber, () => true) }],
                { ...occasion, source: { role: 'PR', name: claim.payer.name } },
              ),
        ],
        nextNumbers(),
      ),
    decision: () => adjudicate(claim, payer, { behaviour, payerControlNumber, isDuplicate: false }),
    secondDecision: () => reconsider(claim, payer, { behaviour, payerControlNumber }),
  };
}

let traces = 0;

/** An 835 over decisions, which balances unless it is changed. */
export function remittanceFile(
  decisions: readonly Claim835[],
  at: Instant,
  changes: Partial<Remittance835> & { readonly receiverId?: string } = {},
): string {
  traces += 1;
  const { receiverId, ...rest } = changes;
  const { remittance } = composeRemittance(decisions, {
    payer: { payerId: 'JUNIP', name: 'Juniper Mutual Health' },
    payee: {
      name: {
        entityType: 'organization',
        name: 'Cedar Hill Family Medicine',
        identifier: { qualifier: 'XX', value: '2000000010' },
      },
      address: { line1: '400 Cedar Hill Road', city: 'Alder Falls', state: 'OR', zip: '970990001' },
      taxId: { qualifier: 'EI', value: '990001234' },
    },
    date: dateOf(at),
    traceNumber: `T${String(traces).padStart(8, '0')}`,
    forwardedCents: zeroCents,
  });
  return write835(envelopeFrom(at, receiverId), [{ ...remittance, ...rest }], nextNumbers());
}

/** A payer's decision about a claim of the old system: the contract takes a quarter off. */
export function legacyDecision(number: string, chargeCents: number, paidCents: number): Claim835 {
  return {
    batchNumber: '1',
    patientControlNumber: number,
    statusCode: '1',
    chargeCents: cents(chargeCents),
    paidCents: cents(paidCents),
    claimFilingIndicator: 'CI',
    payerControlNumber: '26306JX1',
    facilityCode: '11',
    frequencyCode: '1',
    adjustments: [{ group: 'CO', reason: '45', amountCents: cents(chargeCents - paidCents) }],
    patient: { entityType: 'person', name: 'Waxwing', firstName: 'Odette' },
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines: [],
  };
}

export const reversalOf = reverse;
