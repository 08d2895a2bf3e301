import {
  contactOf,
  headerOf,
  nameLoop,
  nameOf,
  personFrom,
  providerFrom,
  requesterFrom,
  transportLocationFrom,
} from '#domain/x12/guides/005010X217-278/read-parties.ts';
import { eventFrom, serviceFrom } from '#domain/x12/guides/005010X217-278/read-event.ts';
import {
  addressOf,
  dateFromDtp,
  entityName,
  modelOf,
  needed,
  neededCodeAt,
  present,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  AuthorizationRequest278,
  Condition278,
  OtherReviewer278,
  RequestedEvent278,
  RequestRequester278,
} from './model.ts';

/** What one 278 request asks. Errors: `UnusableTransaction`. */
export function read278Request(transaction: ReadTransaction): AuthorizationRequest278 {
  return modelOf(transaction, '278 request');
}

/** {@link read278Request} of the loops alone. */
export function authorizationRequestOf(tree: LoopView): AuthorizationRequest278 {
  const source = needed(tree.loop('2000A'), tree, 'The reviewer (2000A)');
  const receiver = needed(source.loop('2000B'), source, 'The requester (2000B)');
  const subscriber = needed(receiver.loop('2000C'), receiver, 'The subscriber (2000C)');
  const dependent = subscriber.loop('2000D');
  const patient = dependent ?? subscriber;
  const reviewer = nameOf(nameLoop(source, '2010A'));
  return present<AuthorizationRequest278>({
    header: headerOf(tree),
    reviewer: { role: textAt(reviewer, 1), name: entityName(reviewer) },
    requester: requestRequesterFrom(nameLoop(receiver, '2010B')),
    subscriber: personFrom(nameLoop(subscriber, '2010C')),
    dependent: dependent === undefined ? undefined : personFrom(nameLoop(dependent, '2010D')),
    event: requestedEventFrom(needed(patient.loop('2000E'), patient, 'The patient event (2000E)')),
  });
}

function requestRequesterFrom(loop: LoopView): RequestRequester278 {
  return present<RequestRequester278>({
    taxonomy: undefined,
    ...requesterFrom(loop),
    address: addressOf(loop),
    contact: contactOf(loop),
  });
}

function requestedEventFrom(loop: LoopView): RequestedEvent278 {
  return {
    ...eventFrom(loop),
    conditions: loop.all('CRC').map(conditionFrom),
    providers: loop.loops('2010EA').map(providerFrom),
    transportLocations: loop.loops('2010EB').map(transportLocationFrom),
    otherReviewers: loop.loops('2010EC').map(otherReviewerFrom),
    services: loop.loops('2000F').map((service) => ({
      ...serviceFrom(service),
      providers: service.loops('2010F').map(providerFrom),
    })),
  };
}

function conditionFrom(segment: SegmentView): Condition278 {
  return {
    category: textAt(segment, 1),
    applies: neededCodeAt(segment, 2, ['Y', 'N']) === 'Y',
    codes: [3, 4, 5, 6, 7].flatMap((element) => segment.text(element) ?? []),
  };
}

function otherReviewerFrom(loop: LoopView): OtherReviewer278 {
  const name = nameOf(loop);
  const reason = loop.first('REF');
  const date = loop.first('DTP');
  const reasons = [reason?.text(2), reason?.component(4, 2), reason?.component(4, 4)];
  return present<OtherReviewer278>({
    role: textAt(name, 1),
    name: name.text(3),
    denialReasons: reasons.flatMap((one) => one ?? []),
    denialDate: date === undefined ? undefined : dateFromDtp(date).from,
  });
}
