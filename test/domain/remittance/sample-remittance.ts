import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { cents, sumCents } from '#domain/money/cents.ts';
import { postClaimPayment, type ClaimPaymentPosted } from '#domain/remittance/post-claim-payment.ts';
import type {
  Claim835,
  ProviderAdjustment835,
  Remittance835,
  ServiceLine835,
} from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import { at, day, postingsIn, samplePractice } from '../ledger/sample-claim.ts';

/** `CO-45 60.00` as an adjustment; several are parted by commas. */
function adjustments(text: string): Adjustment[] {
  return text === ''
    ? []
    : text.split(',').map((part) => {
        const [, group = '', reason = '', amount = ''] = /^\s*(\w+)-(\w+) (-?[\d.]+)$/.exec(part) ?? [];
        return { group, reason, amountCents: dollars(amount) };
      });
}

export function dollars(text: string): ReturnType<typeof cents> {
  return cents(Math.round(Number(text) * 100));
}

export interface LineSketch {
  readonly code: string;
  readonly charge: string;
  readonly paid: string;
  readonly cas?: string;
  readonly remarks?: readonly string[];
  readonly controlNumber?: string;
  readonly modifiers?: readonly string[];
}

export function serviceLine(sketch: LineSketch): ServiceLine835 {
  return {
    procedure: { qualifier: 'HC', code: sketch.code, modifiers: sketch.modifiers ?? [] },
    chargeCents: dollars(sketch.charge),
    paidCents: dollars(sketch.paid),
    dates: [{ qualifier: '472', from: PlainDate.parse('2026-03-01') }],
    adjustments: adjustments(sketch.cas ?? ''),
    ...(sketch.controlNumber === undefined ? {} : { lineControlNumber: sketch.controlNumber }),
    references: [],
    amounts: [],
    quantities: [],
    remarkCodes: (sketch.remarks ?? []).map((value) => ({ qualifier: 'HE', value })),
  };
}

/** A CLP of the sample claim; charge and payment are the sums of its lines unless given. */
export function claimPayment(
  lines: readonly LineSketch[],
  changes: Partial<Claim835> & { readonly cas?: string } = {},
): Claim835 {
  const { cas, ...rest } = changes;
  const serviceLines = lines.map(serviceLine);
  return {
    batchNumber: '1',
    patientControlNumber: 'C000000000001-1',
    statusCode: '1',
    chargeCents: sumCents(serviceLines, ({ chargeCents }) => chargeCents),
    paidCents: sumCents(serviceLines, ({ paidCents }) => paidCents),
    payerControlNumber: 'ICN1',
    adjustments: adjustments(cas ?? ''),
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines: serviceLines,
    ...rest,
  };
}

/** The reversal (CLP02 22) that mirrors a payment. */
export function reversalOf(clp: Claim835): Claim835 {
  const negated = (list: readonly Adjustment[]) =>
    list.map(({ group, reason, amountCents }) => ({ group, reason, amountCents: cents(0 - amountCents) }));
  return {
    ...clp,
    statusCode: '22',
    chargeCents: cents(0 - clp.chargeCents),
    paidCents: cents(0 - clp.paidCents),
    adjustments: negated(clp.adjustments),
    lines: clp.lines.map((line) => ({
      ...line,
      chargeCents: cents(0 - line.chargeCents),
      paidCents: cents(0 - line.paidCents),
      adjustments: negated(line.adjustments),
    })),
  };
}

export function remittance(
  claims: readonly Claim835[],
  payment: string,
  providerAdjustments: readonly (readonly [code: string, amount: string])[] = [],
): Remittance835 {
  return {
    controlNumber: '0001',
    payment: {
      handling: 'I',
      amountCents: dollars(payment),
      creditOrDebit: 'C',
      method: 'ACH',
      date: PlainDate.parse('2026-03-20'),
    },
    trace: { number: 'EFT1', originatingCompanyId: '1990000001' },
    payer: { name: 'Juniper Mutual Health', references: [], contacts: [] },
    payee: { references: [] },
    batches: [],
    claims,
    providerAdjustments: pairs(providerAdjustments),
  };
}

export function pairs(sketch: readonly (readonly [code: string, amount: string])[]): ProviderAdjustment835[] {
  return sketch.map(([reasonCode, amount]) => ({
    providerId: '2000000010',
    fiscalPeriodEnd: PlainDate.parse('2026-12-31'),
    reasonCode,
    amountCents: dollars(amount),
  }));
}

/** A claim with its ledger: each decision is applied as the store would. */
export interface Books {
  readonly claim: Claim;
  readonly postings: readonly Posting[];
  readonly last?: ClaimPaymentPosted;
}

/** The claim with its charges posted. */
export function openBooks(claim: Claim): Books {
  const charged = postCharge(claim, { at, postingDate: day, by: 'test', postings: [] });
  return {
    claim: { ...claim, postedChargeCents: charged.postedChargeCents },
    postings: postingsIn(charged.writes),
  };
}

/** Posts one CLP after another; each gets the next position of the remittance. */
export function receive(
  books: Books,
  remittanceId: RemittanceId,
  clps: readonly Claim835[],
  practice: Practice = samplePractice(),
  firstIndex = 1,
  when: Pick<Parameters<typeof postClaimPayment>[5], 'at' | 'postingDate'> = { at, postingDate: day },
): Books {
  let { claim, last } = books;
  const postings = [...books.postings];
  for (const [offset, clp] of clps.entries()) {
    last = postClaimPayment(
      claim,
      practice,
      { remittanceId, traceNumber: 'EFT1' },
      clp,
      firstIndex + offset,
      { ...when, postings },
    );
    postings.push(...postingsIn(last.writes));
    claim = last.outcome === 'duplicate' ? claim : (last.claim ?? claim);
  }
  return last === undefined ? { claim, postings } : { claim, postings, last };
}
