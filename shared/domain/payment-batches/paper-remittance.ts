import type { PaperClaim, PaymentMethod, PayerPayment } from '#contracts/payment-batch.ts';
import { PlainDate, type Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf, timeOf } from '../calendar/plain-date.ts';
import { negateCents } from '../money/cents.ts';
import type { Adjustment } from '../x12/adjudication.ts';
import type {
  Claim835,
  Payment835,
  ProviderAdjustment835,
  Remittance835,
  ServiceLine835,
} from '../x12/guides/005010X221A1-835/model.ts';
import { write835 } from '../x12/guides/005010X221A1-835/write.ts';

/** BPR04. A virtual card is none of the methods that X12 knows, so it is announced like a check. */
const methodOf: Readonly<Record<PayerPayment['method'], Payment835['method']>> = {
  check: 'CHK',
  card: 'CHK',
  eft: 'ACH',
};

/** How the money of a remittance comes, by BPR04; unknown where it says that none does. */
export function methodOfPayment(method: string): PaymentMethod | undefined {
  return method === 'CHK' ? 'check' : ['ACH', 'BOP', 'FWT'].includes(method) ? 'eft' : undefined;
}

type PracticeFacts = Pick<
  Practice,
  'npi' | 'name' | 'taxId' | 'payers' | 'address' | 'billingContact' | 'phone'
>;

/** CLP06 where nobody says which kind of plan decided. */
const anyPlan = 'ZZ';

/**
 * An explanation of benefits on paper as the 835 that the payer could have sent: from here on the two go the same way,
 * through the same checks and the same postings.
 * @param numberOf the control number under which the payer knows a claim that was named by its id.
 */
export function paperRemittance(
  payment: PayerPayment,
  practice: PracticeFacts,
  numberOf: (claim: PaperClaim) => string = ({ claim }) => claim,
): Remittance835 {
  const payer = practice.payers.find(({ payerId }) => payerId === payment.payerId);
  return {
    controlNumber: '0001',
    payment: {
      handling: payment.amountCents === 0 ? 'H' : 'I',
      amountCents: payment.amountCents,
      creditOrDebit: 'C',
      method: payment.amountCents === 0 ? 'NON' : methodOf[payment.method],
      date: payment.date,
    },
    trace: { number: payment.number, originatingCompanyId: `9${practice.taxId}` },
    productionDate: payment.date,
    payer: {
      ...(payer === undefined ? {} : { name: payer.name }),
      identifier: { qualifier: 'XV', value: payment.payerId },
      // Who wrote the file can be asked about it, and that is the practice.
      address: withoutAbsent(practice.address),
      references: [{ qualifier: '2U', value: payment.payerId }],
      contacts: [
        {
          functionCode: 'BL',
          name: practice.billingContact,
          numbers: [{ qualifier: 'TE', value: practice.phone }],
        },
      ],
    },
    payee: {
      name: practice.name,
      identifier: { qualifier: 'XX', value: practice.npi },
      references: [{ qualifier: 'TJ', value: practice.taxId }],
    },
    batches: payment.claims.length === 0 ? [] : [{ batchNumber: '1' }],
    claims: payment.claims.map((claim) => claimOf(claim, numberOf(claim))),
    providerAdjustments: payment.providerAdjustments.map(
      ({ code, reference, amountCents }): ProviderAdjustment835 => ({
        providerId: practice.npi,
        fiscalPeriodEnd: PlainDate.parse(`${payment.date.slice(0, 4)}-12-31`),
        reasonCode: code,
        ...(reference === undefined ? {} : { reference }),
        amountCents,
      }),
    ),
  };
}

function withoutAbsent({
  line2,
  ...address
}: Practice['address']): Remittance835['payer']['address'] & object {
  return line2 === undefined ? address : { ...address, line2 };
}

function claimOf(claim: PaperClaim, number: string): Claim835 {
  return {
    batchNumber: '1',
    patientControlNumber: number,
    statusCode: claim.status,
    chargeCents: claim.chargeCents,
    paidCents: claim.paidCents,
    ...(claim.patientResponsibilityCents === undefined
      ? {}
      : { patientResponsibilityCents: claim.patientResponsibilityCents }),
    claimFilingIndicator: anyPlan,
    payerControlNumber: claim.payerControlNumber,
    adjustments: claim.adjustments.map(adjustmentOf),
    patient: {
      entityType: 'person',
      name: claim.patient.lastName,
      ...(claim.patient.firstName === undefined ? {} : { firstName: claim.patient.firstName }),
    },
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines: claim.lines.map((line): ServiceLine835 => ({
      procedure: { qualifier: 'HC', code: line.code, modifiers: line.modifiers },
      chargeCents: line.chargeCents,
      paidCents: line.paidCents,
      ...(line.units === undefined ? {} : { paidUnits: line.units }),
      dates: line.serviceDate === undefined ? [] : [{ qualifier: '472', from: line.serviceDate }],
      adjustments: line.adjustments.map(adjustmentOf),
      references: [],
      amounts: [],
      quantities: [],
      remarkCodes: line.remarkCodes.map((value) => ({ qualifier: 'HE', value })),
    })),
  };
}

function adjustmentOf({ group, reason, amountCents }: PaperClaim['adjustments'][number]): Adjustment {
  return { group, reason, amountCents };
}

/** What takes a remittance back whole: every claim reversed, every provider adjustment negated. */
export function takenBackRemittance(remittance: Remittance835): Remittance835 {
  const { payment, trace, claims, providerAdjustments } = remittance;
  return {
    ...remittance,
    payment: { ...payment, amountCents: negateCents(payment.amountCents) },
    trace: { ...trace, number: `${trace.number}-BACK` },
    claims: claims.map((claim) => ({
      ...claim,
      statusCode: '22',
      chargeCents: negateCents(claim.chargeCents),
      paidCents: negateCents(claim.paidCents),
      ...(claim.patientResponsibilityCents === undefined
        ? {}
        : { patientResponsibilityCents: negateCents(claim.patientResponsibilityCents) }),
      adjustments: claim.adjustments.map(negated),
      lines: claim.lines.map((line) => ({
        ...line,
        chargeCents: negateCents(line.chargeCents),
        paidCents: negateCents(line.paidCents),
        adjustments: line.adjustments.map(negated),
      })),
    })),
    providerAdjustments: providerAdjustments.map((adjustment) => ({
      ...adjustment,
      amountCents: negateCents(adjustment.amountCents),
    })),
  };
}

function negated(adjustment: Adjustment): Adjustment {
  return { ...adjustment, amountCents: negateCents(adjustment.amountCents) };
}

/**
 * The file of such a remittance, from the practice to itself: evidence of what was entered, read and posted like any 835.
 * Errors: `X12WriteRefused` when something of it cannot stand in an 835.
 */
export function paperFile(
  remittance: Remittance835,
  { submitterId }: Pick<Practice, 'submitterId'>,
  at: Instant,
): string {
  return write835(
    {
      senderQualifier: 'ZZ',
      senderId: submitterId,
      receiverQualifier: 'ZZ',
      receiverId: submitterId,
      date: dateOf(at),
      time: timeOf(at),
      usageIndicator: 'P',
    },
    [remittance],
    { interchange: 1, group: 1 },
  );
}
