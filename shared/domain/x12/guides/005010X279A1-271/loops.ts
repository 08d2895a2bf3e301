import { type Guide, type LoopUse, loop } from '#domain/x12/guide.ts';
import {
  demographics,
  diagnoses,
  personDates,
  personName,
  providerInformation,
  providerSpecialty,
  receiverName,
  receiverReference,
  sourceName,
} from '#domain/x12/segments/eligibility.ts';
import {
  cityStateZip,
  dateOrPeriod,
  level,
  streetAddress,
  transactionEnd,
} from '#domain/x12/segments/shared.ts';
import * as s from './segments.ts';

const address = [streetAddress('S 1'), cityStateZip('S 1')];
const benefitDates = '096,193,194,198,290,291,292,295,304,307,318,346,348,349,356,357,435,472,636,771';

const benefit = (id: 'C' | 'D'): LoopUse =>
  loop(`2110${id}`, 'benefit', 'S >', [
    s.benefit,
    s.delivery,
    s.benefitReference,
    dateOrPeriod(benefitDates, 'benefit date', 'S 20', 'D8,RD8'),
    s.rejection('rejected benefit question', s.benefitReasons, 'C,N,R,W,X,Y'),
    s.message,
    loop(`2115${id}`, 'further information', 'S 10', [s.furtherInformation]),
    s.loopStart,
    loop(`2120${id}`, 'benefit entity', 'S 23', [
      s.entityName,
      streetAddress('S 1'),
      s.entityCity,
      s.entityContact,
      providerSpecialty,
    ]),
    s.loopEnd,
  ]);

const person = (id: string, code: string, label: string, insured: string, relationships: string): LoopUse =>
  loop(id, label, 'R 1', [
    personName(code, label),
    code === 'IL' ? s.subscriberReference : s.dependentReference,
    ...address,
    s.rejection(
      `rejected ${label}`,
      code === 'IL' ? s.subscriberReasons : s.dependentReasons,
      'C,N,R,S,W,X,Y',
    ),
    providerInformation,
    demographics,
    s.relationship(insured, relationships),
    diagnoses,
    dateOrPeriod(personDates, 'date', 'S 9', 'D8,RD8'),
    s.military,
  ]);

const dependent = loop('2000D', 'dependent', 'S >', [
  level('23', 'dependent level', 'R:0'),
  s.trace,
  person('2100D', '03', 'dependent name', 'N', '01,19,20,21,39,40,53,G8'),
  benefit('D'),
]);

const subscriber = loop('2000C', 'subscriber', 'S >', [
  level('22', 'subscriber level', 'R:0,1'),
  s.trace,
  person('2100C', 'IL', 'subscriber name', 'Y', '18'),
  benefit('C'),
  dependent,
]);

const receiver = loop('2000B', 'information receiver', 'S >', [
  level('21', 'information receiver level', 'R:0,1'),
  loop('2100B', 'information receiver name', 'R 1', [
    receiverName,
    receiverReference,
    ...address,
    s.rejection('rejected information receiver', s.receiverReasons, 'C,N,R,S,W,X,Y'),
    providerSpecialty,
  ]),
  subscriber,
]);

/** Health Care Eligibility Benefit Response. */
export const guide271: Guide = {
  id: '005010X279A1',
  name: '271',
  setCode: '271',
  functionalCode: 'HB',
  versions: ['005010X279A1', '005010X279'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    s.beginning,
    loop('2000A', 'information source', 'R >', [
      level('20', 'information source level', 'R:0,1', true),
      s.rejection('rejected request', '04,41,42,79', 'C,N,P,R,S,Y'),
      loop('2100A', 'information source name', 'R 1', [
        sourceName,
        s.contact,
        s.rejection('rejected by the information source', '04,41,42,79,80,T4', 'C,N,P,R,S,W,X,Y'),
      ]),
      receiver,
    ]),
    transactionEnd,
  ]),
};
