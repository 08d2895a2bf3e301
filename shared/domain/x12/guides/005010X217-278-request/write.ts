import { eventSegments, serviceSegments } from '#domain/x12/guides/005010X217-278/write-event.ts';
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
import { addressSegments, dateText, nameSegment } from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
import { guide278Request } from './loops.ts';
import type {
  AuthorizationRequest278,
  Condition278,
  OtherReviewer278,
  RequestedEvent278,
  RequestedService278,
} from './model.ts';

/** An interchange with one 278 transaction for each request. Errors: `X12WriteRefused`. */
export function write278Request(
  envelope: Envelope,
  requests: readonly AuthorizationRequest278[],
  controlNumbers: ControlNumbers,
): string {
  return writeGroup(guide278Request, envelope, controlNumbers, requests.map(body278Request));
}

/** Segments of one transaction between ST and SE. */
export function body278Request(request: AuthorizationRequest278): SegmentData[] {
  const { reviewer, requester, subscriber, dependent } = request;
  const event = eventLevel(request.event);
  const patient: Level =
    dependent === undefined
      ? event
      : { code: '23', segments: personSegments('QC', dependent), below: [event] };
  return [
    headerSegment(request.header),
    ...levelSegments([
      {
        code: '20',
        segments: [nameSegment(reviewer.role, reviewer.name)],
        below: [
          {
            code: '21',
            segments: requesterSegments(requester, [
              ...addressSegments(requester.address),
              ...contactSegments(requester.contact),
            ]),
            below: [{ code: '22', segments: personSegments('IL', subscriber), below: [patient] }],
          },
        ],
      },
    ]),
  ];
}

function eventLevel(event: RequestedEvent278): Level {
  return {
    code: 'EV',
    segments: [
      ...eventSegments(event, { conditions: event.conditions.map(conditionSegment) }),
      ...event.providers.flatMap((provider) => providerSegments(provider)),
      ...event.transportLocations.flatMap(transportLocationSegments),
      ...event.otherReviewers.flatMap(otherReviewerSegments),
    ],
    below: event.services.map(serviceLevel),
  };
}

function serviceLevel(service: RequestedService278): Level {
  return {
    code: 'SS',
    segments: [
      ...serviceSegments(service, {}),
      ...service.providers.flatMap((provider) => providerSegments(provider)),
    ],
    below: [],
  };
}

function conditionSegment(condition: Condition278): SegmentData {
  return ['CRC', condition.category, condition.applies ? 'Y' : 'N', ...condition.codes];
}

function otherReviewerSegments(reviewer: OtherReviewer278): SegmentData[] {
  const [first, second, third] = reviewer.denialReasons;
  const further =
    second === undefined
      ? undefined
      : { components: ['ZZ', second, ...(third === undefined ? [] : ['ZZ', third])] };
  return [
    ['NM1', reviewer.role, '2', reviewer.name],
    ...(first === undefined ? [] : [['REF', 'ZZ', first, undefined, further] as const]),
    ...(reviewer.denialDate === undefined
      ? []
      : [['DTP', '598', 'D8', dateText(reviewer.denialDate)] as const]),
  ];
}
