import { yesNoText } from '#domain/x12/guides/005010X217-278/write-conditions.ts';
import {
  type AnswerSegments,
  eventSegments,
  serviceSegments,
} from '#domain/x12/guides/005010X217-278/write-event.ts';
import {
  contactSegments,
  headerSegment,
  personSegments,
  providerSegments,
  requesterSegments,
  transportLocationSegments,
} from '#domain/x12/guides/005010X217-278/write-parties.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import { writeGroup } from '#domain/x12/write-group.ts';
import { type Level, levelSegments } from '#domain/x12/write-levels.ts';
import { addressSegments, dateSegment, nameSegment } from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
import { guide278Response } from './loops.ts';
import type {
  AnsweredProvider278,
  AnsweredSubscriber278,
  Answer278,
  AuthorizationResponse278,
  DecidedEvent278,
  DecidedService278,
  Decision278,
  InformationContact278,
  Rejection278,
} from './model.ts';

/** An interchange with one 278 transaction for each response. Errors: `X12WriteRefused`. */
export function write278Response(
  envelope: Envelope,
  responses: readonly AuthorizationResponse278[],
  controlNumbers: ControlNumbers,
): string {
  return writeGroup(guide278Response, envelope, controlNumbers, responses.map(body278Response));
}

/** Segments of one transaction between ST and SE. */
export function body278Response(response: AuthorizationResponse278): SegmentData[] {
  const { reviewer, requesters, subscriber } = response;
  const requesterLevel: Level = {
    code: '21',
    segments: requesters.flatMap((requester) =>
      requesterSegments(requester, requester.rejections.map(rejectionSegment)),
    ),
    below: subscriber === undefined ? [] : [subscriberLevel(subscriber)],
  };
  return [
    headerSegment(response.header),
    ...levelSegments([
      {
        code: '20',
        segments: [
          ...response.rejections.map(rejectionSegment),
          nameSegment(reviewer.role, reviewer.name),
          ...contactSegments(reviewer.contact),
          ...reviewer.rejections.map(rejectionSegment),
        ],
        below: requesters.length === 0 && subscriber === undefined ? [] : [requesterLevel],
      },
    ]),
  ];
}

function subscriberLevel(subscriber: AnsweredSubscriber278): Level {
  const { dependent } = subscriber;
  return {
    code: '22',
    segments: personSegments('IL', subscriber, subscriber.rejections.map(rejectionSegment)),
    below: [
      ...subscriber.events.map(eventLevel),
      ...(dependent === undefined
        ? []
        : [
            {
              code: '23',
              segments: personSegments('QC', dependent, dependent.rejections.map(rejectionSegment)),
              below: dependent.events.map(eventLevel),
            },
          ]),
    ],
  };
}

function eventLevel(event: DecidedEvent278): Level {
  return {
    code: 'EV',
    segments: [
      ...eventSegments(event, { answer: answerSegments(event) }),
      ...event.providers.flatMap(answeredProviderSegments),
      ...informationContactSegments(event.informationContact),
      ...event.transportLocations.flatMap((location) => [
        ...transportLocationSegments(location),
        ...location.rejections.map(rejectionSegment),
      ]),
    ],
    below: event.services.map(serviceLevel),
  };
}

function serviceLevel(service: DecidedService278): Level {
  const { requestedInformation } = service;
  const requested: SegmentData[] =
    requestedInformation.length === 0
      ? []
      : [['HI', ...requestedInformation.map((code) => ({ components: ['LOI', code] }))]];
  return {
    code: 'SS',
    segments: [
      ...serviceSegments(service, { answer: answerSegments(service), requested }),
      ...service.providers.flatMap(answeredProviderSegments),
      ...informationContactSegments(service.informationContact),
    ],
    below: [],
  };
}

function rejectionSegment(rejection: Rejection278): SegmentData {
  return ['AAA', rejection.valid ? 'Y' : 'N', undefined, rejection.reasonCode, rejection.followUpCode];
}

function answerSegments(answer: Answer278): AnswerSegments {
  const { decision, certificationIssueDate, certificationExpirationDate, certificationEffective } = answer;
  const day = (qualifier: string, from: Answer278['certificationIssueDate']): SegmentData[] =>
    from === undefined ? [] : [dateSegment({ qualifier, from })];
  return {
    rejections: answer.rejections.map(rejectionSegment),
    decision: decision === undefined ? [] : [decisionSegment(decision)],
    certification: [
      ...day('102', certificationIssueDate),
      ...day('036', certificationExpirationDate),
      ...(certificationEffective === undefined
        ? []
        : [dateSegment({ qualifier: '007', ...certificationEffective })]),
    ],
  };
}

function decisionSegment(decision: Decision278): SegmentData {
  return [
    'HCR',
    decision.action,
    decision.authorizationNumber,
    decision.reasonCodes.length === 0 ? undefined : { repetitions: decision.reasonCodes },
    yesNoText(decision.secondOpinion),
  ];
}

function answeredProviderSegments(provider: AnsweredProvider278): SegmentData[] {
  return providerSegments(provider, provider.rejections.map(rejectionSegment));
}

function informationContactSegments(contact: InformationContact278 | undefined): SegmentData[] {
  if (contact === undefined) return [];
  return [
    nameSegment('L5', contact.name),
    ...addressSegments(contact.address),
    ...contactSegments(contact.contact),
  ];
}
