import { type Guide, type LoopUse, loop, segment } from '#domain/x12/guide.ts';
import * as s from '#domain/x12/segments/review.ts';
import { dateOrPeriod, level, transactionEnd } from '#domain/x12/segments/shared.ts';

const service = loop('2000F', 'service', 'S >', [
  level('SS', 'service level', 'R:0'),
  s.trace('1', 'S 2'),
  s.serviceReview,
  s.previousAuthorization,
  s.administrativeReference,
  s.serviceDate,
  ...s.services,
  s.delivery,
  s.attachment('AA,BM,EL,EM,FX,VO'),
  s.message,
  s.serviceProvider('2010F', '1T,72,73,77,DD,DK,DQ,FA,G3,P3,QB,QV,SJ', []),
]);

const conditions = (category: string, label: string) =>
  segment('CRC', label, 'S 1', `R:${category} R:N,Y R S S S S`);

const event = (usage: string): LoopUse =>
  loop('2000E', 'patient event', usage, [
    level('EV', 'patient event level', 'R:0,1'),
    s.trace('1', 'S 2'),
    s.eventReview,
    s.previousAuthorization,
    s.administrativeReference,
    ...s.eventDates,
    s.diagnoses(''),
    s.delivery,
    conditions('07', 'ambulance certification'),
    conditions('08', 'chiropractic certification'),
    conditions('09', 'durable medical equipment'),
    conditions('11', 'oxygen therapy certification'),
    conditions('75', 'functional limitations'),
    conditions('76', 'activities permitted'),
    conditions('77', 'mental status'),
    s.admission,
    s.ambulance('R'),
    s.spinalManipulation('R'),
    s.oxygen('R'),
    s.homeHealth,
    s.attachment('AA,BM,EL,EM,FX,VO'),
    s.message,
    s.eventProvider([]),
    s.transport('2010EB', []),
    loop('2010EC', 'other reviewer', 'S 3', [
      s.name('00,CA,GG', 'other reviewer', 'R:2 S'),
      segment('REF', 'denial reason of the other reviewer', 'S 1', 'R:ZZ R - S(R:ZZ R S:ZZ S)'),
      dateOrPeriod('598', 'denial date of the other reviewer', 'S 1'),
    ]),
    service,
  ]);

const dependent = loop('2000D', 'dependent', 'S 1', [
  level('23', 'dependent level', 'R:1'),
  loop('2010D', 'dependent name', 'R 1', [
    s.name('QC', 'dependent name', 'R:1 S S S - S'),
    s.dependentReference,
    ...s.address,
    s.demographics,
    s.dependentRelationship,
  ]),
  event('R 1'),
]);

const subscriber = loop('2000C', 'subscriber', 'R 1', [
  level('22', 'subscriber level', 'R:1'),
  loop('2010C', 'subscriber name', 'R 1', [
    s.name('IL', 'subscriber name', s.subscriberPattern),
    s.subscriberReference,
    ...s.address,
    s.demographics,
    s.subscriberRelationship('R'),
  ]),
  dependent,
  event('S 1'),
]);

/** Health Care Services Review: request for review. */
export const guide278Request: Guide = {
  id: '005010X217',
  name: '278 request',
  setCode: '278',
  functionalCode: 'HI',
  versions: ['005010X217'],
  purposes: new Set(['01', '13', '36']),
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    segment('BHT', 'transaction beginning', 'R 1', 'R:0007 R:01,13,36 R R R S:RU'),
    loop('2000A', 'reviewer', 'R 1', [
      level('20', 'reviewer level', 'R:1', true),
      loop('2010A', 'reviewer name', 'R 1', [s.name('2B,36,PR,X3', 'reviewer', s.reviewerPattern)]),
      loop('2000B', 'requester', 'R 1', [
        level('21', 'requester level', 'R:1'),
        loop('2010B', 'requester name', 'R 1', [
          s.name('1P,2B,36,FA,PR', 'requester', s.requesterPattern),
          s.requesterReference,
          ...s.address,
          s.contact(),
          s.requesterInformation,
        ]),
        subscriber,
      ]),
    ]),
    transactionEnd,
  ]),
};
