import type { Cents } from '#contracts/cents.ts';
import { inpatientRemarkPlaces } from '#domain/x12/adjudication.ts';
import type { QualifiedDate, QualifiedId } from '#domain/x12/party.ts';
import type { ModelReader } from '#domain/x12/model-reader.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import {
  addressOf,
  adjustmentsOf,
  centsAt,
  contactsOf,
  dateAt,
  entityName,
  modelOf,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededDateAt,
  neededNumberAt,
  neededProcedureAt,
  numberAt,
  outpatientAdjudicationOf,
  present,
  procedureAt,
  qualifiedId,
  referencesOf,
  remarksAt,
  textAt,
  type Writable,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
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
  QualifiedAmount835,
  QualifiedQuantity835,
  Remittance835,
  RemittanceDelivery835,
  ServiceLine835,
  Trace835,
} from './model.ts';
import { reportClaimBalance, reportPaymentBalance, reportTooManyBatches } from './rules.ts';

const summaryElements = [13, 15, 17, 18, 20, 21, 22, 23, 24];

/**
 * The remittance of one 835 transaction set.
 * Errors: `UnusableTransaction` when an amount, date or code that money depends on is missing or has no meaning.
 */
export function read835(transaction: ReadTransaction): Remittance835 {
  return modelOf(transaction, '835');
}

/**
 * LX loops of one transaction beyond which it is refused: memory stays bounded. Five times the claims that the guide
 * recommends as the most of one transaction, of which a batch has at least one.
 */
const batchLimit = 50_000;

/** Reads an 835 claim by claim. */
export const reader835: ModelReader = {
  partLoops: ['2100'],
  start: () => {
    const batches: Batch835[] = [];
    let isBeyondBatches = false;
    let paidCents = 0;
    return {
      part: (loop, above, report) => {
        const claim = claimFrom(loop, batchNumberOf(above.at(-1)));
        paidCents += claim.paidCents;
        reportClaimBalance(claim, loop, report);
        return { guide: '835', value: claim };
      },
      closed: (loop, _occurrences, report) => {
        if (batches.length < batchLimit) {
          batches.push(batchFrom(loop, batchNumberOf(loop)));
        } else if (!isBeyondBatches) {
          isBeyondBatches = true;
          reportTooManyBatches(batchLimit, loop, report);
        }
      },
      finish: (transaction, parts, controlNumber, report) => {
        const claims = parts.flatMap((part) => (part.guide === '835' ? part.value : []));
        const remittance = remittanceFrom(transaction, controlNumber, batches, claims);
        reportPaymentBalance(paidCents as Cents, remittance, transaction, report);
        return { guide: '835', value: remittance };
      },
    };
  },
};

function batchNumberOf(header: LoopView | undefined): string {
  return header?.first('LX')?.text(1) ?? '';
}

function remittanceFrom(
  tree: LoopView,
  controlNumber: string,
  batches: readonly Batch835[],
  claims: readonly Claim835[],
): Remittance835 {
  const currency = tree.first('CUR');
  return present<Remittance835>({
    controlNumber,
    payment: paymentFrom(needed(tree.first('BPR'), tree, 'The payment (BPR)')),
    trace: traceFrom(needed(tree.first('TRN'), tree, 'The payment trace (TRN)')),
    currency: currency?.text(2),
    exchangeRate: currency?.text(3),
    receiverId: tree.first('REF', 'EV')?.text(2),
    versionId: tree.first('REF', 'F2')?.text(2),
    productionDate: dateOf(tree.first('DTM', '405')),
    payer: payerFrom(needed(tree.loop('1000A'), tree, 'The payer (1000A)')),
    payee: payeeFrom(needed(tree.loop('1000B'), tree, 'The payee (1000B)')),
    batches,
    claims,
    providerAdjustments: tree.all('PLB').flatMap(providerAdjustmentsFrom),
  });
}

function dateOf(segment: SegmentView | undefined) {
  return segment === undefined ? undefined : dateAt(segment, 2);
}

function paymentFrom(segment: SegmentView): Payment835 {
  return present<Payment835>({
    handling: textAt(segment, 1),
    amountCents: neededCentsAt(segment, 2),
    creditOrDebit: neededCodeAt(segment, 3, ['C', 'D']),
    method: textAt(segment, 4),
    format: segment.text(5),
    senderAccount: accountAt(segment, 6),
    originatingCompanyId: segment.text(10),
    originatingCompanySupplementalCode: segment.text(11),
    receiverAccount: accountAt(segment, 12),
    date: neededDateAt(segment, 16),
  });
}

function accountAt(segment: SegmentView, element: number): BankAccount835 | undefined {
  const account = present<BankAccount835>({
    bankQualifier: segment.text(element),
    bankId: segment.text(element + 1),
    accountQualifier: segment.text(element + 2),
    accountNumber: segment.text(element + 3),
  });
  return Object.keys(account).length === 0 ? undefined : account;
}

function traceFrom(segment: SegmentView): Trace835 {
  return present<Trace835>({
    number: textAt(segment, 2),
    originatingCompanyId: textAt(segment, 3),
    supplementalCode: segment.text(4),
  });
}

function payerFrom(loop: LoopView): Payer835 {
  const name = needed(loop.first('N1'), loop, 'The name (N1)');
  return present<Payer835>({
    name: name.text(2),
    identifier: qualifiedId(name, 3),
    address: addressOf(loop),
    references: referencesOf(loop),
    contacts: contactsOf(loop),
  });
}

function payeeFrom(loop: LoopView): Payee835 {
  const name = needed(loop.first('N1'), loop, 'The name (N1)');
  const delivery = loop.first('RDM');
  return present<Payee835>({
    name: name.text(2),
    identifier: qualifiedId(name, 3),
    address: addressOf(loop),
    references: referencesOf(loop),
    remittanceDelivery:
      delivery === undefined
        ? undefined
        : present<RemittanceDelivery835>({
            method: textAt(delivery, 1),
            name: delivery.text(2),
            number: delivery.text(3),
          }),
  });
}

function batchFrom(loop: LoopView, batchNumber: string): Batch835 {
  const summary = loop.first('TS3');
  const supplement = loop.first('TS2');
  return present<Batch835>({
    batchNumber,
    providerSummary: summary === undefined ? undefined : summaryFrom(summary),
    supplementalSummary: supplement === undefined ? undefined : supplementFrom(supplement),
  });
}

function supplementFrom(segment: SegmentView): (number | undefined)[] {
  const numbers: (number | undefined)[] = [];
  for (let element = 1; element <= segment.elementCount; element++) numbers.push(numberAt(segment, element));
  return numbers;
}

function summaryFrom(segment: SegmentView): ProviderSummary835 {
  const further: Record<string, number> = {};
  for (const element of summaryElements) {
    const number = numberAt(segment, element);
    if (number !== undefined) further[String(element).padStart(2, '0')] = number;
  }
  return {
    providerId: textAt(segment, 1),
    facilityCode: textAt(segment, 2),
    fiscalPeriodEnd: neededDateAt(segment, 3),
    claimCount: neededNumberAt(segment, 4),
    chargeCents: neededCentsAt(segment, 5),
    further,
  };
}

function claimFrom(loop: LoopView, batchNumber: string): Claim835 {
  const segment = needed(loop.first('CLP'), loop, 'The claim payment (CLP)');
  const claim: Writable<Claim835> = {
    batchNumber,
    patientControlNumber: textAt(segment, 1),
    statusCode: textAt(segment, 2),
    chargeCents: neededCentsAt(segment, 3),
    paidCents: neededCentsAt(segment, 4),
    adjustments: adjustmentsOf(loop),
    references: referencesOf(loop),
    dates: datesFrom(loop),
    contacts: contactsOf(loop),
    amounts: amountsFrom(loop),
    quantities: quantitiesFrom(loop),
    lines: loop.loops('2110').map(lineFrom),
  };
  const patientResponsibilityCents = centsAt(segment, 5);
  if (patientResponsibilityCents !== undefined) claim.patientResponsibilityCents = patientResponsibilityCents;
  const claimFilingIndicator = segment.text(6);
  if (claimFilingIndicator !== undefined) claim.claimFilingIndicator = claimFilingIndicator;
  const payerControlNumber = segment.text(7);
  if (payerControlNumber !== undefined) claim.payerControlNumber = payerControlNumber;
  const facilityCode = segment.text(8);
  if (facilityCode !== undefined) claim.facilityCode = facilityCode;
  const frequencyCode = segment.text(9);
  if (frequencyCode !== undefined) claim.frequencyCode = frequencyCode;
  const diagnosisRelatedGroup = segment.text(11);
  if (diagnosisRelatedGroup !== undefined) claim.diagnosisRelatedGroup = diagnosisRelatedGroup;
  const diagnosisRelatedGroupWeight = numberAt(segment, 12);
  if (diagnosisRelatedGroupWeight !== undefined)
    claim.diagnosisRelatedGroupWeight = diagnosisRelatedGroupWeight;
  const dischargeFraction = numberAt(segment, 13);
  if (dischargeFraction !== undefined) claim.dischargeFraction = dischargeFraction;
  addNames(claim, loop);
  const inpatient = loop.first('MIA');
  if (inpatient !== undefined) claim.inpatientAdjudication = inpatientFrom(inpatient);
  const outpatient = outpatientAdjudicationOf(loop);
  if (outpatient !== undefined) claim.outpatientAdjudication = outpatient;
  return claim;
}

/** The first name of each kind. */
function addNames(claim: Writable<Claim835>, loop: LoopView): void {
  for (const segment of loop.all('NM1')) {
    switch (segment.text(1)) {
      case 'QC':
        claim.patient ??= entityName(segment);
        break;
      case 'IL':
        claim.subscriber ??= entityName(segment);
        break;
      case '74':
        claim.correctedSubscriber ??= entityName(segment);
        break;
      case '82':
        claim.serviceProvider ??= entityName(segment);
        break;
      case 'TT':
        claim.crossoverCarrier ??= entityName(segment);
        break;
      case 'PR':
        claim.correctedPriorityPayer ??= entityName(segment);
        break;
      case 'GB':
        claim.otherSubscriber ??= entityName(segment);
        break;
      default:
        break;
    }
  }
}

function inpatientFrom(segment: SegmentView): InpatientAdjudication835 {
  const values: Record<string, string> = {};
  for (let element = 2; element <= 24; element++) {
    const text = inpatientRemarkPlaces.includes(element) ? undefined : segment.text(element);
    if (text !== undefined) values[String(element).padStart(2, '0')] = text;
  }
  return present<InpatientAdjudication835>({
    coveredDays: neededNumberAt(segment, 1),
    ...remarksAt(segment, inpatientRemarkPlaces),
    values,
  });
}

function datesFrom(loop: LoopView): readonly QualifiedDate[] {
  return loop.all('DTM').map((segment) => ({
    qualifier: textAt(segment, 1),
    from: neededDateAt(segment, 2),
  }));
}

function amountsFrom(loop: LoopView): readonly QualifiedAmount835[] {
  return loop.all('AMT').map((segment) => ({
    qualifier: textAt(segment, 1),
    amountCents: neededCentsAt(segment, 2),
  }));
}

function quantitiesFrom(loop: LoopView): readonly QualifiedQuantity835[] {
  return loop.all('QTY').map((segment) => ({
    qualifier: textAt(segment, 1),
    quantity: neededNumberAt(segment, 2),
  }));
}

function lineFrom(loop: LoopView): ServiceLine835 {
  const service = needed(loop.first('SVC'), loop, 'The service payment (SVC)');
  const line: Writable<ServiceLine835> = {
    procedure: neededProcedureAt(service, 1),
    chargeCents: neededCentsAt(service, 2),
    paidCents: neededCentsAt(service, 3),
    dates: datesFrom(loop),
    adjustments: adjustmentsOf(loop),
    references: referencesOf(loop, '6R'),
    amounts: amountsFrom(loop),
    quantities: quantitiesFrom(loop),
    remarkCodes: loop.all('LQ').map((segment): QualifiedId => ({
      qualifier: textAt(segment, 1),
      value: textAt(segment, 2),
    })),
  };
  const revenueCode = service.text(4);
  if (revenueCode !== undefined) line.revenueCode = revenueCode;
  const paidUnits = numberAt(service, 5);
  if (paidUnits !== undefined) line.paidUnits = paidUnits;
  const submittedProcedure = procedureAt(service, 6);
  if (submittedProcedure !== undefined) line.submittedProcedure = submittedProcedure;
  const submittedUnits = numberAt(service, 7);
  if (submittedUnits !== undefined) line.submittedUnits = submittedUnits;
  const lineControlNumber = loop.first('REF', '6R')?.text(2);
  if (lineControlNumber !== undefined) line.lineControlNumber = lineControlNumber;
  return line;
}

function providerAdjustmentsFrom(segment: SegmentView): ProviderAdjustment835[] {
  const adjustments: ProviderAdjustment835[] = [];
  for (let element = 3; element <= segment.elementCount; element += 2) {
    const reasonCode = segment.component(element, 1);
    const amountCents: Cents | undefined = centsAt(segment, element + 1);
    if (reasonCode === undefined && amountCents === undefined) continue;
    adjustments.push(
      present<ProviderAdjustment835>({
        providerId: textAt(segment, 1),
        fiscalPeriodEnd: neededDateAt(segment, 2),
        reasonCode: reasonCode ?? textAt(segment, element),
        reference: segment.component(element, 2),
        amountCents: neededCentsAt(segment, element + 1),
      }),
    );
  }
  return adjustments;
}
