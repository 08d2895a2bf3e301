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
import { yesNoAt } from '#domain/x12/guides/005010X217-278/read-conditions.ts';
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
  AnsweredPerson278,
  AnsweredSubscriber278,
  AnsweringReviewer278,
  Answer278,
  AuthorizationResponse278,
  DecidedEvent278,
  DecidedService278,
  Decision278,
  InformationContact278,
  Rejection278,
} from './model.ts';

/** What one 278 response says. Errors: `UnusableTransaction`. */
export function read278Response(transaction: ReadTransaction): AuthorizationResponse278 {
  return modelOf(transaction, '278 response');
}

/** {@link read278Response} of the loops alone. */
export function authorizationResponseOf(tree: LoopView): AuthorizationResponse278 {
  const source = needed(tree.loop('2000A'), tree, 'The reviewer (2000A)');
  const receiver = source.loop('2000B');
  const subscriber = receiver?.loop('2000C');
  return present<AuthorizationResponse278>({
    header: headerOf(tree),
    rejections: rejectionsOf(source),
    reviewer: reviewerFrom(nameLoop(source, '2010A')),
    requesters: (receiver?.loops('2010B') ?? []).map((loop) => ({
      ...requesterFrom(loop),
      rejections: rejectionsOf(loop),
    })),
    subscriber: subscriber === undefined ? undefined : subscriberFrom(subscriber),
  });
}

/** Every AAA of a loop. */
function rejectionsOf(loop: LoopView): Rejection278[] {
  return loop.all('AAA').map((segment) =>
    present<Rejection278>({
      valid: neededCodeAt(segment, 1, ['Y', 'N']) === 'Y',
      reasonCode: segment.text(3),
      followUpCode: segment.text(4),
    }),
  );
}

function reviewerFrom(loop: LoopView): AnsweringReviewer278 {
  const name = nameOf(loop);
  return present<AnsweringReviewer278>({
    role: textAt(name, 1),
    name: entityName(name),
    contact: contactOf(loop),
    rejections: rejectionsOf(loop),
  });
}

function subscriberFrom(level: LoopView): AnsweredSubscriber278 {
  const dependent = level.loop('2000D');
  const subscriber = answeredFrom(level, '2010C');
  return dependent === undefined
    ? subscriber
    : { ...subscriber, dependent: answeredFrom(dependent, '2010D') };
}

function answeredFrom(level: LoopView, id: string): AnsweredPerson278 {
  const loop = nameLoop(level, id);
  return {
    ...personFrom(loop),
    rejections: rejectionsOf(loop),
    events: level.loops('2000E').map(decidedEventFrom),
  };
}

function decidedEventFrom(loop: LoopView): DecidedEvent278 {
  return {
    ...eventFrom(loop),
    ...answerFrom(loop, '2010EB'),
    providers: answeredProvidersOf(loop, '2010EA'),
    transportLocations: loop.loops('2010EC').map((location) => ({
      ...transportLocationFrom(location),
      rejections: rejectionsOf(location),
    })),
    services: loop.loops('2000F').map(decidedServiceFrom),
  };
}

function decidedServiceFrom(loop: LoopView): DecidedService278 {
  return {
    ...serviceFrom(loop),
    ...answerFrom(loop, '2010FB'),
    requestedInformation: loop.all('HI').flatMap((segment) =>
      segment
        .elements()
        .slice(1)
        .flatMap((_, index) => segment.component(index + 1, 2) ?? []),
    ),
    providers: answeredProvidersOf(loop, '2010FA'),
  };
}

function answeredProvidersOf(loop: LoopView, id: string) {
  return loop
    .loops(id)
    .map((provider) => ({ ...providerFrom(provider), rejections: rejectionsOf(provider) }));
}

function answerFrom(loop: LoopView, contact: string): Answer278 {
  const decision = loop.first('HCR');
  const informationContact = loop.loop(contact);
  const period = (qualifier: string) => {
    const segment = loop.first('DTP', qualifier);
    return segment === undefined ? undefined : dateFromDtp(segment);
  };
  const effective = period('007');
  return present<Answer278>({
    rejections: rejectionsOf(loop),
    decision: decision === undefined ? undefined : decisionFrom(decision),
    certificationIssueDate: period('102')?.from,
    certificationExpirationDate: period('036')?.from,
    certificationEffective:
      effective === undefined
        ? undefined
        : { from: effective.from, ...(effective.to === undefined ? {} : { to: effective.to }) },
    informationContact:
      informationContact === undefined ? undefined : informationContactFrom(informationContact),
  });
}

function decisionFrom(segment: SegmentView): Decision278 {
  return present<Decision278>({
    action: textAt(segment, 1),
    authorizationNumber: segment.text(2),
    reasonCodes: segment.repetitions(3),
    secondOpinion: yesNoAt(segment, 4),
  });
}

function informationContactFrom(loop: LoopView): InformationContact278 {
  return present<InformationContact278>({
    name: entityName(nameOf(loop)),
    address: addressOf(loop),
    contact: contactOf(loop),
  });
}
