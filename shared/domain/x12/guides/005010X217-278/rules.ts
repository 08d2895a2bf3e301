import type { Finding } from '#domain/x12/findings.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';

/** Situations of a 278 beyond its structure that the file alone decides, in both directions. */

/** A finding at one element. */
export function found(
  segment: SegmentView,
  element: number,
  finding: Pick<Finding, 'code' | 'sentence'> & Partial<Finding>,
): Finding {
  return {
    snip: 4,
    severity: 'error',
    segmentErrorCode: '8',
    elementErrorCode: 'I12',
    loop: segment.loopId,
    segment: segment.id,
    position: segment.position,
    offset: segment.offset,
    element,
    ...finding,
  };
}

/** Every loop of the tree with this id, at any depth. */
export function loopsWithin(loop: LoopView, id: string): LoopView[] {
  return loop.children.flatMap((child) => {
    if (child.kind !== 'loop') return [];
    return child.id === id ? [child] : loopsWithin(child, id);
  });
}

/** Levels, and every event with its services. */
export function checkBothDirections(tree: LoopView): Finding[] {
  return [...checkLevels(tree), ...loopsWithin(tree, '2000E').flatMap(checkEvent)];
}

/** HL04 tells whether a level below follows. */
function checkLevels(loop: LoopView): Finding[] {
  const findings: Finding[] = [];
  const level = loop.first('HL');
  const loops = loop.children.flatMap((child) => (child.kind === 'loop' ? child : []));
  if (level !== undefined) {
    const below = loops.filter((one) => one.first('HL') !== undefined).length;
    if ((level.text(4) === '1') !== below > 0) {
      findings.push(
        found(level, 4, {
          snip: 1,
          code: 'hierarchy',
          dataElement: '736',
          value: level.text(4) ?? '',
          sentence: `HL04 of loop ${loop.id} holds "${level.text(4) ?? ''}"; ${below} levels follow below it`,
        }),
      );
    }
  }
  return [...findings, ...loops.flatMap(checkLevels)];
}

function checkEvent(event: LoopView): Finding[] {
  const review = event.first('UM');
  const diagnoses = event
    .all('HI')
    .flatMap((segment) => segment.elements().slice(1))
    .filter((composite) => composite !== '').length;
  return [
    ...(review === undefined ? [] : checkRelatedCauses(review)),
    ...event
      .loops('2000F')
      .flatMap((service) => [
        ...checkKind(service),
        ...checkPointers(service, diagnoses),
        ...checkCategory(service, review),
      ]),
  ];
}

/** An auto accident has the state or country where it happened. */
function checkRelatedCauses(review: SegmentView): Finding[] {
  const causes = [1, 2, 3].map((component) => review.component(5, component));
  const place = review.component(5, 4) ?? review.component(5, 5);
  if (!causes.includes('AA') || place !== undefined) return [];
  return [
    found(review, 5, {
      severity: 'warning',
      code: 'accident-state-missing',
      elementErrorCode: 'I9',
      component: 4,
      sentence: 'The event is related to an auto accident (UM05 AA); the state or country is missing',
    }),
  ];
}

/** A service is professional, institutional or dental, and only a dental one has teeth. */
function checkKind(service: LoopView): Finding[] {
  const [first, second] = ['SV1', 'SV2', 'SV3'].flatMap((id) => service.first(id) ?? []);
  const findings: Finding[] = [];
  if (first !== undefined && second !== undefined) {
    findings.push(
      found(second, 1, {
        code: 'service-kind',
        sentence: `The service has both ${first.id} and ${second.id}; it is of one kind`,
      }),
    );
  }
  const tooth = service.first('TOO');
  if (tooth !== undefined && service.first('SV3') === undefined) {
    findings.push(
      found(tooth, 1, {
        code: 'tooth-without-dental-service',
        sentence: 'A tooth (TOO) stands in a service that is not dental (SV3)',
      }),
    );
  }
  return findings;
}

/** SV107 points at diagnoses that the event has. */
function checkPointers(service: LoopView, diagnoses: number): Finding[] {
  const segment = service.first('SV1');
  if (segment === undefined) return [];
  return segment.components(7).flatMap((pointer, index) => {
    if (pointer === '' || (Number(pointer) >= 1 && Number(pointer) <= diagnoses)) return [];
    return found(segment, 7, {
      code: 'diagnosis-pointer',
      dataElement: '1328',
      component: index + 1,
      value: pointer,
      sentence: `The service points at diagnosis ${pointer}; the event has ${diagnoses}`,
    });
  });
}

/** Specialty care is of the whole event: RFI 1061 of the publisher. */
function checkCategory(service: LoopView, event: SegmentView | undefined): Finding[] {
  const review = service.first('UM');
  if (review === undefined || review.text(1) !== 'SC' || event?.text(1) === 'SC') return [];
  return [
    found(review, 1, {
      code: 'review-category',
      dataElement: '1525',
      value: 'SC',
      sentence: `UM01 of the service holds "SC"; that of its event must be SC too and holds "${event?.text(1) ?? ''}"`,
    }),
  ];
}
