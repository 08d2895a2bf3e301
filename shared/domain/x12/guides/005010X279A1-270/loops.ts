import { type Guide, type LoopUse, loop } from '#domain/x12/guide.ts';
import {
  demographics,
  diagnoses,
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
  reference,
  streetAddress,
  transactionEnd,
} from '#domain/x12/segments/shared.ts';
import * as s from './segments.ts';

const address = [streetAddress('S 1'), cityStateZip('S 1')];

const question = (id: string, usage: string): LoopUse =>
  loop(id, 'question', usage, [
    s.question('R 1'),
    s.spendDown,
    s.spendDownBilled,
    s.placeOfService,
    reference('9F,G1', 'authorization or referral', 'S 1'),
    dateOrPeriod('291', 'date of this question', 'S 1', 'D8,RD8'),
  ]);

const person = (id: string, code: string, label: string, insured: string, relationships: string): LoopUse =>
  loop(id, label, 'R 1', [
    personName(code, label),
    s.personReference,
    ...address,
    providerInformation,
    demographics,
    s.relationship(insured, relationships),
    diagnoses,
    dateOrPeriod('102,291', 'date', 'S 2', 'D8,RD8'),
  ]);

const dependent = loop('2000D', 'dependent', 'S >', [
  level('23', 'dependent level', 'R:0'),
  s.trace,
  person('2100D', '03', 'dependent name', 'N', '01,19,34'),
  question('2110D', 'R 99'),
]);

const subscriber = loop('2000C', 'subscriber', 'R >', [
  level('22', 'subscriber level', 'R:0,1'),
  s.trace,
  person('2100C', 'IL', 'subscriber name', 'Y', '18'),
  question('2110C', 'S 99'),
  dependent,
]);

const receiver = loop('2000B', 'information receiver', 'R >', [
  level('21', 'information receiver level', 'R:1'),
  loop('2100B', 'information receiver name', 'R 1', [
    receiverName,
    receiverReference,
    ...address,
    providerSpecialty,
  ]),
  subscriber,
]);

/** Health Care Eligibility Benefit Inquiry. */
export const guide270: Guide = {
  id: '005010X279A1',
  name: '270',
  setCode: '270',
  functionalCode: 'HS',
  versions: ['005010X279A1', '005010X279'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    s.beginning,
    loop('2000A', 'information source', 'R >', [
      level('20', 'information source level', 'R:1', true),
      loop('2100A', 'information source name', 'R 1', [sourceName]),
      receiver,
    ]),
    transactionEnd,
  ]),
};
