import { Claim, type ClaimEvent } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { type ClaimId, PayerId, RemittanceId } from '#contracts/identifiers.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import { Posting } from '#contracts/ledger.ts';
import { addDays, daysBetween } from '#domain/calendar/plain-date.ts';
import { makePosting } from '#domain/ledger/make-posting.ts';
import { cents } from '#domain/money/cents.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import type { Claim835, ServiceLine835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { at, benchPractice, openBooks } from '../posting/sample-books.ts';
import { sentEvents } from '../posting/sent-claims.ts';

/** The first day of the books, and how many days they have. */
export const firstDay = PlainDate.parse('2026-01-01');
export const days = 365;

const templateDay = at.slice(0, 10);
const templateRemittance = RemittanceId.parse('R0000000000000001');
const dollars = (amount: number) => cents(amount * 100);

/** What is kept of one claim that was charged, decided and paid, all on one day. */
interface Template {
  readonly claimId: ClaimId;
  readonly claim: string;
  readonly postings: readonly string[];
  readonly events: readonly string[];
  readonly legs: number;
}

/**
 * A year of a practice in which every claim is charged, decided by the payer and paid by the patient: so many legs of
 * postings, the same number each day. Nothing of it is kept in memory: a day is made when it is asked for, as text that
 * is read by the schemas as it would be from the tables.
 */
export class YearOfBooks {
  readonly claimsPerDay: number;
  readonly legsPerClaim: number;
  private readonly template = template();

  constructor(legs: number) {
    this.legsPerClaim = this.template.legs;
    this.claimsPerDay = Math.max(1, Math.round(legs / this.legsPerClaim / days));
  }

  get legs(): number {
    return this.claimsPerDay * this.legsPerClaim * days;
  }

  postingsOf(day: PlainDate): Posting[] {
    return this.numbersOf(day).flatMap((number) =>
      this.template.postings.map((text) => Posting.parse(this.read(text, day, number))),
    );
  }

  entriesOf(day: PlainDate): JournalEntry[] {
    return this.numbersOf(day).flatMap((number) =>
      this.template.events.map((text): JournalEntry => ({
        kind: 'claim-event',
        event: this.read(text, day, number) as ClaimEvent,
      })),
    );
  }

  claim(claimId: ClaimId): Claim {
    const { day, number } = this.placeOf(claimId);
    return Claim.parse(this.read(this.template.claim, day, number));
  }

  /** The postings of a claim, all of them of one day. */
  postingsOfClaim(claimId: ClaimId): Posting[] {
    const { day, number } = this.placeOf(claimId);
    return this.template.postings.map((text) => Posting.parse(this.read(text, day, number)));
  }

  historyOf(claimId: ClaimId): ClaimEvent[] {
    const { day, number } = this.placeOf(claimId);
    return this.template.events.map((text) => this.read(text, day, number) as ClaimEvent);
  }

  private placeOf(claimId: ClaimId): { readonly day: PlainDate; readonly number: number } {
    const number = Number.parseInt(claimId.slice(1), 10);
    return { number, day: addDays(firstDay, Math.floor((number - 1) / this.claimsPerDay)) };
  }

  private numbersOf(day: PlainDate): number[] {
    const before = daysBetween(firstDay, day) * this.claimsPerDay;
    return Array.from({ length: this.claimsPerDay }, (_, index) => before + index + 1);
  }

  private read(text: string, day: PlainDate, number: number): unknown {
    const claimId = `C${String(number).padStart(12, '0')}`;
    return JSON.parse(
      text
        .replaceAll(this.template.claimId, claimId)
        .replaceAll(templateRemittance, `R${String(number).padStart(16, '0')}`)
        .replaceAll(templateDay, day),
    );
  }
}

function template(): Template {
  const { claim, postings } = openBooks();
  const paid = postClaimPayment(
    claim,
    benchPractice,
    {
      remittanceId: templateRemittance,
      traceNumber: 'BENCH1',
      payerId: PayerId.parse('JUNIP'),
    },
    decisionOf(claim),
    1,
    { at, postingDate: PlainDate.parse(templateDay), postings },
  );
  if (paid.outcome !== 'posted') {
    throw new Error(`The made-up decision is not posted: ${paid.outcome}`);
  }
  const decided = paid.writes.flatMap((write) => (write.kind === 'post' ? [write.posting] : []));
  const moved = paid.writes.flatMap((write) => (write.kind === 'record-event' ? [write.event] : []));
  const all = [...postings, ...decided, paymentOf(claim)];
  return {
    claimId: claim.claimId,
    claim: JSON.stringify(paid.claim),
    postings: all.map((posting) => JSON.stringify(posting)),
    events: [...sentEvents(claim, at), ...moved].map((event, index) =>
      JSON.stringify({ ...event, at, version: index + 1 }),
    ),
    legs: all.reduce((sum, { legs }) => sum + legs.length, 0),
  };
}

/** The contract takes $60.00 off, the patient owes $20.00. */
function decisionOf(claim: Claim): Claim835 {
  const line = (
    { code, modifiers, chargeCents, lineControlNumber }: Claim['lines'][number],
    paidDollars: number,
    adjusted: readonly (readonly [group: string, reason: string, dollars: number])[],
  ): ServiceLine835 => ({
    procedure: { qualifier: 'HC', code, modifiers },
    chargeCents,
    paidCents: dollars(paidDollars),
    dates: [],
    adjustments: adjusted.map(([group, reason, amount]) => ({
      group,
      reason,
      amountCents: dollars(amount),
    })),
    lineControlNumber,
    references: [],
    amounts: [],
    quantities: [],
    remarkCodes: [],
  });
  return {
    batchNumber: '1',
    patientControlNumber: claim.submissions[0]?.patientControlNumber ?? '',
    statusCode: '1',
    chargeCents: dollars(200),
    paidCents: dollars(120),
    patientResponsibilityCents: dollars(20),
    payerControlNumber: 'BENCH0000001',
    adjustments: [],
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines: claim.lines.map((ours, index) =>
      index === 0
        ? line(ours, 90, [
            ['CO', '45', 40],
            ['PR', '3', 20],
          ])
        : line(ours, 30, [['CO', '45', 20]]),
    ),
  };
}

function paymentOf({ practiceId, claimId, guarantorId, serviceDateFrom }: Claim): Posting {
  return makePosting({
    practiceId,
    postingId: `payment-${claimId}`,
    cause: 'payment',
    claimId,
    guarantorId,
    postingDate: PlainDate.parse(templateDay),
    serviceDate: serviceDateFrom,
    knownAt: Instant.parse(at),
    by: 'bench',
    words: 'Made up',
    legs: [
      { account: 'cash-in-transit', amountCents: dollars(20), reason: 'card' },
      { account: 'patient-receivable', amountCents: dollars(-20) },
    ],
  });
}
