import type { EntityName } from '#domain/x12/party.ts';
import { inpatientRemarkPlaces } from '#domain/x12/adjudication.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { openEnvelope, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  addressSegments,
  adjustmentSegments,
  amountText,
  contactSegment,
  dateText,
  nameSegment,
  numberText,
  outpatientAdjudicationSegments,
  procedureComposite,
  referenceSegment,
  remarkText,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import { type SegmentData, writeTransaction, X12WriteRefused } from '#domain/x12/write-transaction.ts';
import { guide835 } from './loops.ts';
import type {
  BankAccount835,
  Batch835,
  Claim835,
  InpatientAdjudication835,
  Payee835,
  Payer835,
  Payment835,
  ProviderAdjustment835,
  ProviderSummary835,
  Remittance835,
  ServiceLine835,
} from './model.ts';

/**
 * An interchange of 835 transactions, one for each remittance, under the remittance's own control number.
 * Errors: `X12WriteRefused`.
 */
export function write835(
  envelope: Envelope,
  remittances: readonly Remittance835[],
  controlNumbers: ControlNumbers,
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const transactions = remittances.map((remittance) =>
    writeTransaction(guide835, remittance.controlNumber, body835(remittance), delimiters),
  );
  return writeInterchange({ envelope, controlNumbers, transactions });
}

/**
 * Segments of one transaction between ST and SE.
 * Errors: `X12WriteRefused` when a claim names a batch that the remittance does not have, or has twice.
 */
export function body835(remittance: Remittance835): SegmentData[] {
  const { trace, productionDate } = remittance;
  const claims = claimsByBatch(remittance);
  return [
    paymentSegment(remittance.payment),
    ['TRN', '1', trace.number, trace.originatingCompanyId, trace.supplementalCode],
    ...(remittance.currency === undefined
      ? []
      : [['CUR', 'PR', remittance.currency, remittance.exchangeRate] as const]),
    ...referenceSegments('EV', remittance.receiverId),
    ...referenceSegments('F2', remittance.versionId),
    ...(productionDate === undefined ? [] : [['DTM', '405', dateText(productionDate)] as const]),
    ...payerSegments(remittance.payer),
    ...payeeSegments(remittance.payee),
    ...remittance.batches.flatMap((batch) => [
      ...batchSegments(batch),
      ...(claims.get(batch.batchNumber) ?? []).flatMap(claimSegments),
    ]),
    ...providerAdjustmentSegments(remittance.providerAdjustments),
  ];
}

/** The claims of each batch, in their order: none is lost, and none is written twice. */
function claimsByBatch(remittance: Remittance835): ReadonlyMap<string, readonly Claim835[]> {
  const claims = new Map<string, Claim835[]>();
  const refuse = (code: string, batchNumber: string, sentence: string): X12WriteRefused =>
    new X12WriteRefused(`Transaction ${remittance.controlNumber} (835)`, [
      {
        snip: 2,
        severity: 'error',
        code,
        loop: '2000',
        segment: 'LX',
        element: 1,
        value: batchNumber,
        sentence,
      },
    ]);
  for (const { batchNumber } of remittance.batches) {
    if (claims.has(batchNumber)) {
      throw refuse('batch-repeated', batchNumber, `Two batches have the number "${batchNumber}"`);
    }
    claims.set(batchNumber, []);
  }
  for (const claim of remittance.claims) {
    const batch = claims.get(claim.batchNumber);
    if (batch === undefined) {
      throw refuse(
        'batch-missing',
        claim.batchNumber,
        `The claim "${claim.patientControlNumber}" stands in batch "${claim.batchNumber}", which "batches" does not list`,
      );
    }
    batch.push(claim);
  }
  return claims;
}

function paymentSegment(payment: Payment835): SegmentData {
  return [
    'BPR',
    payment.handling,
    amountText(payment.amountCents),
    payment.creditOrDebit,
    payment.method,
    payment.format,
    ...accountElements(payment.senderAccount),
    payment.originatingCompanyId,
    payment.originatingCompanySupplementalCode,
    ...accountElements(payment.receiverAccount),
    dateText(payment.date),
  ];
}

function accountElements(account: BankAccount835 | undefined): (string | undefined)[] {
  return [account?.bankQualifier, account?.bankId, account?.accountQualifier, account?.accountNumber];
}

function payerSegments(payer: Payer835): SegmentData[] {
  return [
    ['N1', 'PR', payer.name, payer.identifier?.qualifier, payer.identifier?.value],
    ...addressSegments(payer.address),
    ...payer.references.map(referenceSegment),
    ...payer.contacts.map((contact) => contactSegment(contact)),
  ];
}

function payeeSegments(payee: Payee835): SegmentData[] {
  const delivery = payee.remittanceDelivery;
  return [
    ['N1', 'PE', payee.name, payee.identifier?.qualifier, payee.identifier?.value],
    ...addressSegments(payee.address),
    ...payee.references.map(referenceSegment),
    ...(delivery === undefined ? [] : [['RDM', delivery.method, delivery.name, delivery.number] as const]),
  ];
}

function batchSegments(batch: Batch835): SegmentData[] {
  const { providerSummary, supplementalSummary } = batch;
  return [
    ['LX', batch.batchNumber],
    ...(providerSummary === undefined ? [] : [summarySegment(providerSummary)]),
    ...(supplementalSummary === undefined ? [] : [['TS2', ...supplementalSummary.map(numberText)] as const]),
  ];
}

function summarySegment(summary: ProviderSummary835): SegmentData {
  const further = Array.from({ length: 19 }, (_, index) =>
    numberText(summary.further[String(index + 6).padStart(2, '0')]),
  );
  return [
    'TS3',
    summary.providerId,
    summary.facilityCode,
    dateText(summary.fiscalPeriodEnd),
    numberText(summary.claimCount),
    amountText(summary.chargeCents),
    ...further,
  ];
}

function claimSegments(claim: Claim835): SegmentData[] {
  const name = (code: string, entity: EntityName | undefined): SegmentData[] =>
    entity === undefined ? [] : [nameSegment(code, entity)];
  return [
    [
      'CLP',
      claim.patientControlNumber,
      claim.statusCode,
      amountText(claim.chargeCents),
      amountText(claim.paidCents),
      amountText(claim.patientResponsibilityCents),
      claim.claimFilingIndicator,
      claim.payerControlNumber,
      claim.facilityCode,
      claim.frequencyCode,
      undefined,
      claim.diagnosisRelatedGroup,
      numberText(claim.diagnosisRelatedGroupWeight),
      numberText(claim.dischargeFraction),
    ],
    ...adjustmentSegments(claim.adjustments),
    ...name('QC', claim.patient),
    ...name('IL', claim.subscriber),
    ...name('74', claim.correctedSubscriber),
    ...name('82', claim.serviceProvider),
    ...name('TT', claim.crossoverCarrier),
    ...name('PR', claim.correctedPriorityPayer),
    ...name('GB', claim.otherSubscriber),
    ...inpatientSegments(claim.inpatientAdjudication),
    ...outpatientAdjudicationSegments(claim.outpatientAdjudication),
    ...claim.references.map(referenceSegment),
    ...claim.dates.map((date): SegmentData => ['DTM', date.qualifier, dateText(date.from)]),
    ...claim.contacts.map((contact) => contactSegment(contact, 'CX')),
    ...claim.amounts.map((amount): SegmentData => ['AMT', amount.qualifier, amountText(amount.amountCents)]),
    ...claim.quantities.map((quantity): SegmentData => [
      'QTY',
      quantity.qualifier,
      numberText(quantity.quantity),
    ]),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function inpatientSegments(mia: InpatientAdjudication835 | undefined): SegmentData[] {
  if (mia === undefined) return [];
  const elements = Array.from({ length: 23 }, (_, index) => {
    const element = index + 2;
    return inpatientRemarkPlaces.includes(element)
      ? remarkText(mia, inpatientRemarkPlaces, element)
      : mia.values[String(element).padStart(2, '0')];
  });
  return [['MIA', numberText(mia.coveredDays), ...elements]];
}

function lineSegments(line: ServiceLine835): SegmentData[] {
  return [
    [
      'SVC',
      procedureComposite(line.procedure),
      amountText(line.chargeCents),
      amountText(line.paidCents),
      line.revenueCode,
      numberText(line.paidUnits),
      line.submittedProcedure === undefined ? undefined : procedureComposite(line.submittedProcedure),
      numberText(line.submittedUnits),
    ],
    ...line.dates.map((date): SegmentData => ['DTM', date.qualifier, dateText(date.from)]),
    ...adjustmentSegments(line.adjustments),
    ...referenceSegments('6R', line.lineControlNumber),
    ...line.references.map(referenceSegment),
    ...line.amounts.map((amount): SegmentData => ['AMT', amount.qualifier, amountText(amount.amountCents)]),
    ...line.quantities.map((quantity): SegmentData => [
      'QTY',
      quantity.qualifier,
      numberText(quantity.quantity),
    ]),
    ...line.remarkCodes.map((remark): SegmentData => ['LQ', remark.qualifier, remark.value]),
  ];
}

/** PLB: neighbours of one provider and fiscal year share a segment, up to six. */
function providerAdjustmentSegments(adjustments: readonly ProviderAdjustment835[]): SegmentData[] {
  const segments: SegmentData[] = [];
  let at = 0;
  while (at < adjustments.length) {
    const first = adjustments[at];
    if (first === undefined) break;
    const pairs: SegmentData[number][] = [];
    for (let count = 0; at < adjustments.length && count < 6; at++, count++) {
      const one = adjustments[at];
      if (one?.providerId !== first.providerId || one.fiscalPeriodEnd !== first.fiscalPeriodEnd) break;
      pairs.push({ components: [one.reasonCode, one.reference] }, amountText(one.amountCents));
    }
    segments.push(['PLB', first.providerId, dateText(first.fiscalPeriodEnd), ...pairs]);
  }
  return segments;
}
