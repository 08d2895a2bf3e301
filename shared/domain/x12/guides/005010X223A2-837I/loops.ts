import { type Guide, type LoopUse, loop, segment } from '#domain/x12/guide.ts';
import * as p from '#domain/x12/guides/005010X222A1-837P/segments.ts';
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

function provider(
  id: string,
  code: string,
  label: string,
  references: string,
  count: string,
  kinds = '1',
): LoopUse {
  return loop(id, label, 'S 1', [
    p.name(code, label, 'XX', kinds),
    ...(code === '71' ? [s.attendingTaxonomy] : []),
    p.providerReference(id, references, `${label} identifier`, `S ${count}`),
  ]);
}

const otherPayerProvider = (
  id: string,
  code: string,
  label: string,
  kinds: string,
  references: string,
): LoopUse =>
  loop(id, label, 'S 1', [
    segment('NM1', label, 'R 1', `R:${code} R:${kinds}`),
    reference(references, `${label} identifier`, 'R 4'),
  ]);

const serviceLine = loop('2400', 'service line', 'R 999', [
  p.lineCounter,
  s.institutionalService,
  p.attachment('S 10'),
  dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8'),
  reference('6R', 'line control number', 'S 1'),
  reference('9B', 'repriced line reference', 'S 1'),
  reference('9D', 'adjusted repriced line reference', 'S 1'),
  p.amount('GT', 'service tax'),
  p.amount('N8', 'facility tax'),
  p.thirdPartyNote,
  s.lineRepricing,
  loop('2410', 'drug', 'S 1', [
    s.drug,
    p.drugQuantity,
    reference('VY,XZ', 'prescription or link number', 'S 1'),
  ]),
  provider('2420A', '72', 'operating physician', '0B,1G,G2,LU', '20'),
  provider('2420B', 'ZZ', 'other operating physician', '0B,1G,G2,LU', '20'),
  provider('2420C', '82', 'rendering provider', '0B,1G,G2,LU', '20'),
  provider('2420D', 'DN', 'referring provider', '0B,1G,G2', '20'),
  loop('2430', 'line adjudication', 'S 15', [
    s.lineAdjudication,
    claimAdjustment('line adjustments', 'S 5'),
    dateOrPeriod('573', 'adjudication date', 'R 1'),
    p.amount('EAF', 'remaining patient liability'),
  ]),
]);

const otherSubscriber = loop('2320', 'other subscriber', 'S 10', [
  p.otherSubscriberInformation,
  claimAdjustment('claim adjustments', 'S 5'),
  p.amount('D', 'paid by other payer'),
  p.amount('EAF', 'remaining patient liability'),
  p.amount('A8', 'non-covered'),
  segment('OI', 'other coverage', 'R 1', '- - R:N,W,Y - - R:I,Y'),
  s.inpatientAdjudication,
  p.outpatientAdjudication,
  loop('2330A', 'other subscriber name', 'R 1', [
    p.identifiedName('IL', 'other subscriber name', 'II,MI'),
    ...optionalAddress,
    reference('SY', 'other subscriber identifier', 'S 2'),
  ]),
  loop('2330B', 'other payer', 'R 1', [
    p.identifiedName('PR', 'other payer', 'PI,XV', '2'),
    ...optionalAddress,
    dateOrPeriod('573', 'adjudication date', 'S 1'),
    reference('2U,EI,FY,NF', 'other payer identifier', 'S 2'),
    reference('G1', 'prior authorization', 'S 1'),
    reference('9F', 'referral number', 'S 1'),
    p.adjustedReference,
    reference('F8', 'claim control number', 'S 1'),
  ]),
  otherPayerProvider('2330C', '71', 'other payer attending provider', '1', '0B,1G,G2,LU'),
  otherPayerProvider('2330D', '72', 'other payer operating physician', '1', '0B,1G,G2,LU'),
  otherPayerProvider('2330E', 'ZZ', 'other payer other operating physician', '1', '0B,1G,G2,LU'),
  otherPayerProvider('2330F', '77', 'other payer service facility', '2', '0B,G2,LU'),
  otherPayerProvider('2330G', '82', 'other payer rendering provider', '1', '0B,1G,G2,LU'),
  otherPayerProvider('2330H', 'DN', 'other payer referring provider', '1', '0B,1G,G2'),
  otherPayerProvider('2330I', '85', 'other payer billing provider', '2', 'G2,LU'),
]);

const claim = loop('2300', 'claim', 'S 100', [
  s.claim,
  dateOrPeriod('096', 'discharge hour', 'S 1', 'TM'),
  dateOrPeriod('434', 'statement dates', 'R 1', 'RD8'),
  dateOrPeriod('435', 'admission', 'S 1', 'D8,DT'),
  dateOrPeriod('050', 'repricer received', 'S 1'),
  s.institutionalCodes,
  p.attachment('S 10'),
  p.contract,
  p.amount('F3', 'estimated patient share'),
  p.exceptionReference,
  reference('9F', 'referral number', 'S 1'),
  reference('G1', 'prior authorization', 'S 1'),
  reference('F8', 'payer claim control number', 'S 1'),
  reference('9A', 'repriced claim number', 'S 1'),
  reference('9C', 'adjusted repriced claim number', 'S 1'),
  reference('LX', 'investigational device', 'S 5'),
  reference('D9', 'clearinghouse trace', 'S 1'),
  reference('LU', 'auto accident state', 'S 1'),
  reference('EA', 'medical record number', 'S 1'),
  reference('P4', 'demonstration project', 'S 1'),
  reference('G4', 'peer review approval', 'S 1'),
  p.fileInformation,
  s.claimNote,
  s.billingNote,
  p.epsdtReferral,
  s.principalDiagnosis,
  s.admittingDiagnosis,
  s.visitReasons,
  s.externalCauses,
  s.relatedGroup,
  s.otherDiagnoses,
  s.principalProcedure,
  s.otherProcedures,
  s.occurrenceSpans,
  s.occurrences,
  s.values,
  s.conditions,
  s.treatments,
  s.claimRepricing,
  provider('2310A', '71', 'attending provider', '0B,1G,G2,LU', '4'),
  provider('2310B', '72', 'operating physician', '0B,1G,G2,LU', '4'),
  provider('2310C', 'ZZ', 'other operating physician', '0B,1G,G2,LU', '4'),
  provider('2310D', '82', 'rendering provider', '0B,1G,G2,LU', '4'),
  loop('2310E', 'service facility', 'S 1', [
    p.name('77', 'service facility', 'XX', '2'),
    ...address,
    reference('0B,G2,LU', 'service facility identifier', 'S 3'),
  ]),
  provider('2310F', 'DN', 'referring provider', '0B,1G,G2', '3'),
  otherSubscriber,
  serviceLine,
]);

const patient = loop('2000C', 'patient', 'S >', [
  level('23', 'patient level', 'R:0'),
  segment('PAT', 'patient', 'R 1', 'R:01,19,20,21,39,40,53,G8'),
  loop('2010CA', 'patient name', 'R 1', [
    segment('NM1', 'patient name', 'R 1', 'R:QC R:1 R S S - S'),
    ...address,
    p.demographics('R 1'),
    reference('Y4', 'casualty claim number', 'S 1'),
    reference('1W,SY', 'patient identifier', 'S 1'),
  ]),
  claim,
]);

const subscriber = loop('2000B', 'subscriber', 'R >', [
  level('22', 'subscriber level', 'R:0,1'),
  p.subscriberInformation,
  loop('2010BA', 'subscriber name', 'R 1', [
    p.name('IL', 'subscriber name', 'II,MI'),
    ...optionalAddress,
    p.demographics('S 1'),
    reference('SY', 'subscriber identifier', 'S 1'),
    reference('Y4', 'casualty claim number', 'S 1'),
  ]),
  loop('2010BB', 'payer', 'R 1', [
    p.identifiedName('PR', 'payer', 'PI,XV', '2'),
    ...optionalAddress,
    reference('2U,EI,FY,NF', 'payer identifier', 'S 3'),
    reference('G2,LU', 'billing provider identifier at the payer', 'S 2'),
  ]),
  claim,
  patient,
]);

const billingProvider = loop('2000A', 'billing provider', 'R >', [
  level('20', 'billing provider level', 'R:1', true),
  p.billingTaxonomy,
  p.currency,
  loop('2010AA', 'billing provider name', 'R 1', [
    p.name('85', 'billing provider name', 'XX', '2'),
    ...address,
    reference('EI', 'tax id', 'R 1'),
    p.billingContact,
  ]),
  loop('2010AB', 'pay-to address', 'S 1', [segment('NM1', 'pay-to address', 'R 1', 'R:87 R:2'), ...address]),
  loop('2010AC', 'pay-to plan', 'S 1', [
    p.identifiedName('PE', 'pay-to plan', 'PI,XV', '2'),
    ...address,
    reference('2U,FY,NF', 'pay-to plan identifier', 'S 1'),
    reference('EI', 'pay-to plan tax id', 'R 1'),
  ]),
  subscriber,
]);

/** Health Care Claim: Institutional. */
export const guide837I: Guide = {
  id: '005010X223A2',
  name: '837I',
  setCode: '837',
  functionalCode: 'HC',
  versions: ['005010X223A2', '005010X223A3', '005010X223A1', '005010X223'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    p.beginning,
    loop('1000A', 'submitter', 'R 1', [p.submitter, p.submitterContact]),
    loop('1000B', 'receiver', 'R 1', [p.identifiedName('40', 'receiver', '46', '2')]),
    billingProvider,
    transactionEnd,
  ]),
};
