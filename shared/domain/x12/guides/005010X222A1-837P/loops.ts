import { type Guide, type LoopUse, loop, segment } from '#domain/x12/guide.ts';
import {
  cityStateZip,
  claimAdjustment,
  dateOrPeriod,
  level,
  reference,
  streetAddress,
  transactionEnd,
} from '#domain/x12/segments/shared.ts';
import * as s from './segments.ts';

const address = [streetAddress('R 1'), cityStateZip('R 1')];
const optionalAddress = [streetAddress('S 1'), cityStateZip('S 1')];

/** A provider of a claim or line: name, perhaps taxonomy, secondary identifiers. */
function provider(
  id: string,
  code: string,
  label: string,
  options: { usage?: string; kinds?: string; taxonomy?: boolean; references: string; count: string },
): LoopUse {
  return loop(id, label, options.usage ?? 'S 1', [
    s.name(code, label, 'XX', options.kinds ?? '1,2'),
    ...(options.taxonomy === true ? [s.renderingTaxonomy] : []),
    s.providerReference(id, options.references, `${label} identifier`, `S ${options.count}`),
  ]);
}

const ambulance = (id: string, code: string, label: string): LoopUse =>
  loop(id, label, 'S 1', [s.bareName(code, label, code === '45' ? 'S' : '-'), ...address]);

/** 2330C to 2330G: how another payer knows a provider. */
const otherPayerProvider = (
  id: string,
  code: string,
  label: string,
  usage: string,
  kinds: string,
  references: string,
  count = 'R 3',
): LoopUse =>
  loop(id, label, usage, [
    segment('NM1', label, 'R 1', `R:${code} R:${kinds}`),
    reference(references, `${label} identifier`, count),
  ]);

const drug = loop('2410', 'drug', 'S 1', [
  s.drug,
  s.drugQuantity,
  reference('VY,XZ', 'prescription or link number', 'S 1'),
]);

const lineAdjudication = loop('2430', 'line adjudication', 'S 15', [
  s.lineAdjudication,
  claimAdjustment('line adjustments', 'S 5'),
  dateOrPeriod('573', 'adjudication date', 'R 1'),
  s.amount('EAF', 'remaining patient liability'),
]);

const serviceLine = loop('2400', 'service line', 'R 50', [
  s.lineCounter,
  s.professionalService,
  s.durableEquipment,
  s.lineAttachment,
  s.ambulanceTransport,
  s.equipmentCertification,
  s.ambulanceCertification,
  s.hospiceEmployee,
  s.equipmentConditions,
  dateOrPeriod('472', 'service date', 'R 1', 'D8,RD8'),
  dateOrPeriod('471', 'prescription date', 'S 1'),
  dateOrPeriod('607', 'certification revision date', 'S 1'),
  dateOrPeriod('463', 'begin therapy date', 'S 1'),
  dateOrPeriod('461', 'last certification date', 'S 1'),
  dateOrPeriod('304', 'last seen date', 'S 1'),
  dateOrPeriod('738,739', 'test date', 'S 2'),
  dateOrPeriod('011', 'shipped date', 'S 1'),
  dateOrPeriod('455', 'last x-ray date', 'S 1'),
  dateOrPeriod('454', 'initial treatment date', 'S 1'),
  s.quantity('PT', 'ambulance patients'),
  s.quantity('FL', 'obstetric anesthesia units'),
  s.testResult,
  s.contract,
  reference('9B', 'repriced line reference', 'S 1'),
  reference('9D', 'adjusted repriced line reference', 'S 1'),
  s.payerReference('G1', 'prior authorization', 'S 5'),
  reference('6R', 'line control number', 'S 1'),
  reference('EW', 'mammography certification', 'S 1'),
  reference('X4', 'CLIA number', 'S 1'),
  reference('F4', 'referring CLIA number', 'S 1'),
  reference('BT', 'immunization batch', 'S 1'),
  s.payerReference('9F', 'referral number', 'S 5'),
  s.amount('T', 'sales tax'),
  s.amount('F4', 'postage'),
  s.fileInformation,
  s.lineNote,
  s.thirdPartyNote,
  s.purchasedService,
  s.lineRepricing,
  drug,
  provider('2420A', '82', 'rendering provider', { taxonomy: true, references: '0B,1G,G2,LU', count: '20' }),
  loop('2420B', 'purchased service provider', 'S 1', [
    segment('NM1', 'purchased service provider', 'R 1', 'R:QB R:1,2 - - - - - S:XX S'),
    s.payerReference('0B,1G,G2', 'purchased service provider identifier', 'S 20'),
  ]),
  loop('2420C', 'service facility', 'S 1', [
    s.name('77', 'service facility', 'XX', '2'),
    ...address,
    s.payerReference('G2,LU', 'service facility identifier', 'S 3'),
  ]),
  provider('2420D', 'DQ', 'supervising provider', { kinds: '1', references: '0B,1G,G2,LU', count: '20' }),
  loop('2420E', 'ordering provider', 'S 1', [
    s.name('DK', 'ordering provider', 'XX', '1'),
    ...optionalAddress,
    s.payerReference('0B,1G,G2', 'ordering provider identifier', 'S 20'),
    s.orderingContact,
  ]),
  provider('2420F', 'DN,P3', 'referring provider', {
    usage: 'S 2',
    kinds: '1',
    references: '0B,1G,G2',
    count: '20',
  }),
  ambulance('2420G', 'PW', 'ambulance pick-up'),
  ambulance('2420H', '45', 'ambulance drop-off'),
  lineAdjudication,
  loop('2440', 'form', 'S >', [s.form, s.formAnswer]),
]);

const otherSubscriber = loop('2320', 'other subscriber', 'S 10', [
  s.otherSubscriberInformation,
  claimAdjustment('claim adjustments', 'S 5'),
  s.amount('D', 'paid by other payer'),
  s.amount('A8', 'non-covered'),
  s.amount('EAF', 'remaining patient liability'),
  s.otherCoverage,
  s.outpatientAdjudication,
  loop('2330A', 'other subscriber name', 'R 1', [
    s.identifiedName('IL', 'other subscriber name', 'II,MI'),
    ...optionalAddress,
    reference('SY', 'other subscriber identifier', 'S 1'),
  ]),
  loop('2330B', 'other payer', 'R 1', [
    s.identifiedName('PR', 'other payer', 'PI,XV', '2'),
    ...optionalAddress,
    dateOrPeriod('573', 'adjudication date', 'S 1'),
    reference('2U,EI,FY,NF', 'other payer identifier', 'S 2'),
    reference('G1', 'prior authorization', 'S 1'),
    reference('9F', 'referral number', 'S 1'),
    s.adjustedReference,
    reference('F8', 'claim control number', 'S 1'),
  ]),
  otherPayerProvider('2330C', 'DN,P3', 'other payer referring provider', 'S 2', '1', '0B,1G,G2'),
  otherPayerProvider('2330D', '82', 'other payer rendering provider', 'S 1', '1,2', '0B,1G,G2,LU'),
  otherPayerProvider('2330E', '77', 'other payer service facility', 'S 1', '2', '0B,G2,LU'),
  otherPayerProvider('2330F', 'DQ', 'other payer supervising provider', 'S 1', '1', '0B,1G,G2,LU'),
  otherPayerProvider('2330G', '85', 'other payer billing provider', 'S 1', '1,2', 'G2,LU', 'R 2'),
]);

const claim = loop('2300', 'claim', 'S 100', [
  s.claim,
  dateOrPeriod('431', 'onset of illness', 'S 1'),
  dateOrPeriod('454', 'initial treatment', 'S 1'),
  dateOrPeriod('304', 'last seen', 'S 1'),
  dateOrPeriod('453', 'acute manifestation', 'S 1'),
  dateOrPeriod('439', 'accident', 'S 1'),
  dateOrPeriod('484', 'last menstrual period', 'S 1'),
  dateOrPeriod('455', 'last x-ray', 'S 1'),
  dateOrPeriod('471', 'hearing and vision prescription', 'S 1'),
  dateOrPeriod('314,360,361', 'disability', 'S 1', 'D8,RD8'),
  dateOrPeriod('297', 'last worked', 'S 1'),
  dateOrPeriod('296', 'return to work', 'S 1'),
  dateOrPeriod('435', 'admission', 'S 1'),
  dateOrPeriod('096', 'discharge', 'S 1'),
  dateOrPeriod('090,091', 'assumed and relinquished care', 'S 2'),
  dateOrPeriod('444', 'first contact', 'S 1'),
  dateOrPeriod('050', 'repricer received', 'S 1'),
  s.attachment('S 10'),
  s.contract,
  s.amount('F5', 'patient paid'),
  s.exceptionReference,
  segment('REF', 'mandatory Medicare crossover', 'S 1', 'R:F5 R:N,Y'),
  reference('EW', 'mammography certification', 'S 1'),
  reference('9F', 'referral number', 'S 1'),
  reference('G1', 'prior authorization', 'S 1'),
  reference('F8', 'payer claim control number', 'S 1'),
  reference('X4', 'CLIA number', 'S 1'),
  reference('9A', 'repriced claim number', 'S 1'),
  reference('9C', 'adjusted repriced claim number', 'S 1'),
  reference('LX', 'investigational device', 'S 1'),
  reference('D9', 'clearinghouse trace', 'S 1'),
  reference('EA', 'medical record number', 'S 1'),
  reference('P4', 'demonstration project', 'S 1'),
  reference('1J', 'care plan oversight', 'S 1'),
  s.fileInformation,
  s.claimNote,
  s.ambulanceTransport,
  s.spinalManipulation,
  s.ambulanceCertification,
  s.visionConditions,
  s.homebound,
  s.epsdtReferral,
  s.diagnoses,
  s.anesthesiaProcedures,
  s.conditionCodes,
  s.claimRepricing,
  provider('2310A', 'DN,P3', 'referring provider', {
    usage: 'S 2',
    kinds: '1',
    references: '0B,1G,G2',
    count: '3',
  }),
  provider('2310B', '82', 'rendering provider', { taxonomy: true, references: '0B,1G,G2,LU', count: '4' }),
  loop('2310C', 'service facility', 'S 1', [
    s.name('77', 'service facility', 'XX', '2'),
    ...address,
    reference('0B,G2,LU', 'service facility identifier', 'S 3'),
    s.casualtyContact,
  ]),
  provider('2310D', 'DQ', 'supervising provider', { kinds: '1', references: '0B,1G,G2,LU', count: '4' }),
  ambulance('2310E', 'PW', 'ambulance pick-up'),
  ambulance('2310F', '45', 'ambulance drop-off'),
  otherSubscriber,
  serviceLine,
]);

const patient = loop('2000C', 'patient', 'S >', [
  level('23', 'patient level', 'R:0'),
  s.patientInformation,
  loop('2010CA', 'patient name', 'R 1', [
    segment('NM1', 'patient name', 'R 1', 'R:QC R:1 R S S - S'),
    ...address,
    s.demographics('R 1'),
    reference('Y4', 'casualty claim number', 'S 1'),
    reference('1W,SY', 'patient identifier', 'S 1'),
    s.casualtyContact,
  ]),
  claim,
]);

const subscriber = loop('2000B', 'subscriber', 'R >', [
  level('22', 'subscriber level', 'R:0,1'),
  s.subscriberInformation,
  s.subscriberPatient,
  loop('2010BA', 'subscriber name', 'R 1', [
    s.name('IL', 'subscriber name', 'II,MI'),
    ...optionalAddress,
    s.demographics('S 1'),
    reference('SY', 'subscriber identifier', 'S 1'),
    reference('Y4', 'casualty claim number', 'S 1'),
    s.casualtyContact,
  ]),
  loop('2010BB', 'payer', 'R 1', [
    s.identifiedName('PR', 'payer', 'PI,XV', '2'),
    ...optionalAddress,
    reference('2U,EI,FY,NF', 'payer identifier', 'S 3'),
    reference('G2,LU', 'billing provider identifier at the payer', 'S 2'),
  ]),
  claim,
  patient,
]);

const billingProvider = loop('2000A', 'billing provider', 'R >', [
  level('20', 'billing provider level', 'R:1', true),
  s.billingTaxonomy,
  s.currency,
  loop('2010AA', 'billing provider name', 'R 1', [
    s.name('85', 'billing provider name', 'XX'),
    ...address,
    reference('EI,SY', 'tax id', 'R 1'),
    reference('0B,1G', 'licence or UPIN', 'S 2'),
    s.billingContact,
  ]),
  loop('2010AB', 'pay-to address', 'S 1', [
    segment('NM1', 'pay-to address', 'R 1', 'R:87 R:1,2'),
    ...address,
  ]),
  loop('2010AC', 'pay-to plan', 'S 1', [
    s.identifiedName('PE', 'pay-to plan', 'PI,XV', '2'),
    ...address,
    reference('2U,FY,NF', 'pay-to plan identifier', 'S 1'),
    reference('EI', 'pay-to plan tax id', 'R 1'),
  ]),
  subscriber,
]);

/** Health Care Claim: Professional. */
export const guide837P: Guide = {
  id: '005010X222A1',
  name: '837P',
  setCode: '837',
  functionalCode: 'HC',
  versions: ['005010X222A1', '005010X222A2', '005010X222'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    s.beginning,
    loop('1000A', 'submitter', 'R 1', [s.submitter, s.submitterContact]),
    loop('1000B', 'receiver', 'R 1', [s.identifiedName('40', 'receiver', '46', '2')]),
    billingProvider,
    transactionEnd,
  ]),
};
