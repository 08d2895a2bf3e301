import { type Guide, loop } from '#domain/x12/guide.ts';
import { cityStateZip, claimAdjustment, streetAddress, transactionEnd } from '#domain/x12/segments/shared.ts';
import * as s from './segments.ts';

const serviceLine = loop('2110', 'service line', 'S 999', [
  s.service,
  s.date('150,151,472', 'service date', 'S 2'),
  claimAdjustment('line adjustments', 'S 99'),
  s.serviceReference,
  s.lineControlNumber,
  s.serviceProviderReference,
  s.policyReference,
  s.serviceAmount,
  s.serviceQuantity,
  s.remark,
]);

const claim = loop('2100', 'claim', 'S >', [
  s.claimPayment,
  claimAdjustment('claim adjustments', 'S 99'),
  s.name('QC', 'patient', 'R 1', 'R:1 S S S - S S:34,HN,II,MI,MR S'),
  s.name('IL', 'subscriber', 'S 1', 'R:1,2 S S S - S R:FI,II,MI R'),
  s.name('74', 'corrected patient or insured', 'S 1', 'R:1,2 S S S - S S:C S'),
  s.name('82', 'service provider', 'S 1', 'R:1,2 S S S - S R:BD,BS,FI,MC,PC,SL,UP,XX R'),
  s.name('TT', 'crossover carrier', 'S 1', 'R:2 R - - - - R:AD,FI,NI,PI,PP,XV R'),
  s.name('PR', 'corrected priority payer', 'S 1', 'R:2 R - - - - R:AD,FI,NI,PI,PP,XV R'),
  s.name('GB', 'other subscriber', 'S 1', 'R:1,2 S S S - S S:FI,II,MI S'),
  s.inpatientAdjudication,
  s.outpatientAdjudication,
  s.claimReference,
  s.claimProviderReference,
  s.date('232,233', 'statement date', 'S 2'),
  s.date('036', 'coverage expiry', 'S 1'),
  s.date('050', 'claim received', 'S 1'),
  s.claimContact,
  s.claimAmount,
  s.claimQuantity,
  serviceLine,
]);

/** Health Care Claim Payment/Advice. */
export const guide835: Guide = {
  id: '005010X221A1',
  name: '835',
  setCode: '835',
  functionalCode: 'HP',
  versions: ['005010X221A1', '005010X221'],
  transactionNamesGuide: false,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    s.payment,
    s.trace,
    s.currency,
    s.receiverId,
    s.versionId,
    s.productionDate,
    loop('1000A', 'payer', 'R 1', [
      s.payerName,
      streetAddress('R 1'),
      cityStateZip('R 1'),
      s.payerReference,
      s.claimsOffice,
      s.technicalContact,
      s.webSite,
    ]),
    loop('1000B', 'payee', 'R 1', [
      s.payeeName,
      streetAddress('S 1'),
      cityStateZip('S 1'),
      s.payeeReference,
      s.remittanceDelivery,
    ]),
    loop('2000', 'header number', 'S >', [s.header, s.providerSummary, s.supplementalSummary, claim]),
    s.providerAdjustment,
    transactionEnd,
  ]),
};
