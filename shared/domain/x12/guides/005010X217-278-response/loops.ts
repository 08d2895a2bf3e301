import { type Guide, type LoopUse, type SegmentUse, loop, segment } from '#domain/x12/guide.ts';
import * as s from '#domain/x12/segments/review.ts';
import { dateOrPeriod, level, transactionEnd } from '#domain/x12/segments/shared.ts';

const rejection = (label: string, valid = 'N'): SegmentUse =>
  segment('AAA', label, 'S 9', `R:${valid} - S S`);

const decision = (actions: string): SegmentUse =>
  segment('HCR', 'review decision', 'S 1', `R:${actions} S S S:N,Y`);

const certification: readonly SegmentUse[] = [
  dateOrPeriod('102', 'certification issue date', 'S 1'),
  dateOrPeriod('036', 'certification expiration date', 'S 1'),
  dateOrPeriod('007', 'certification effective date', 'S 1', 'D8,RD8'),
];

const informationContact = (id: string): LoopUse =>
  loop(id, 'contact for further information', 'S 1', [
    s.name('L5', 'contact for further information', 'R:1,2 S S S - S S:24,34,46,PI,XV,XX S'),
    ...s.address,
    s.contact(),
  ]);

const service = loop('2000F', 'service', 'S >', [
  level('SS', 'service level', 'R:0'),
  s.trace('1,2', 'S 3'),
  rejection('rejected service'),
  s.serviceReview,
  decision('A1,A3,A4,A6,C,CT,NA'),
  s.administrativeReference,
  s.previousAuthorization,
  s.serviceDate,
  ...certification,
  segment('HI', 'requested information', 'S 1', `R(R:LOI R) ${Array(11).fill('S(R:LOI R)').join(' ')}`),
  ...s.services,
  s.delivery,
  s.attachment('BM,EL,EM,FX,VO'),
  s.message,
  s.serviceProvider('2010FA', '72,73,77,DD,DK,DQ,FA,G3,P3,QB,QV,SJ', [rejection('rejected provider')]),
  informationContact('2010FB'),
]);

const event = loop('2000E', 'patient event', 'S >', [
  level('EV', 'patient event level', 'R:0,1'),
  s.trace('1,2', 'S 3'),
  rejection('rejected event'),
  s.eventReview,
  decision('A1,A2,A3,A4,A6,C,CT,NA'),
  s.administrativeReference,
  s.previousAuthorization,
  ...s.eventDates,
  ...certification,
  s.diagnoses(',LOI'),
  s.delivery,
  s.admission,
  s.ambulance('S'),
  s.spinalManipulation('S'),
  s.oxygen('S'),
  s.homeHealth,
  s.attachment('BM,EL,EM,FX,VO'),
  s.message,
  s.eventProvider([rejection('rejected provider')]),
  informationContact('2010EB'),
  s.transport('2010EC', [rejection('rejected transport location')]),
  service,
]);

const dependent = loop('2000D', 'dependent', 'S 1', [
  level('23', 'dependent level', 'R:0,1'),
  loop('2010D', 'dependent name', 'R 1', [
    s.name('QC', 'dependent name', 'R:1 S S S - S S:II,MI S'),
    s.dependentReference,
    ...s.address,
    rejection('rejected dependent'),
    s.demographics,
    s.dependentRelationship,
  ]),
  event,
]);

const subscriber = loop('2000C', 'subscriber', 'S 1', [
  level('22', 'subscriber level', 'R:0,1'),
  loop('2010C', 'subscriber name', 'R 1', [
    s.name('IL', 'subscriber name', s.subscriberPattern),
    s.subscriberReference,
    ...s.address,
    rejection('rejected subscriber'),
    s.demographics,
    s.subscriberRelationship('S'),
  ]),
  event,
  dependent,
]);

/** Health Care Services Review: response. */
export const guide278Response: Guide = {
  id: '005010X217',
  name: '278 response',
  setCode: '278',
  functionalCode: 'HI',
  versions: ['005010X217'],
  purposes: new Set(['11']),
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    segment('BHT', 'transaction beginning', 'R 1', 'R:0007 R:11 R R R S:18,19,AT,RU'),
    loop('2000A', 'reviewer', 'R 1', [
      level('20', 'reviewer level', 'R:0,1', true),
      rejection('rejected request', 'N,Y'),
      loop('2010A', 'reviewer name', 'R 1', [
        s.name('2B,36,PR,X3', 'reviewer', s.reviewerPattern),
        s.contact(),
        rejection('rejected by the reviewer'),
      ]),
      loop('2000B', 'requester', 'S 1', [
        level('21', 'requester level', 'R:0,1'),
        loop('2010B', 'requester name', 'R 2', [
          s.name('1P,FA', 'requester', s.requesterPattern),
          s.requesterReference,
          rejection('rejected requester'),
          s.requesterInformation,
        ]),
        subscriber,
      ]),
    ]),
    transactionEnd,
  ]),
};
