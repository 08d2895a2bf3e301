import type { Finding } from '#domain/x12/findings.ts';
import { checkBothDirections, found, loopsWithin } from '#domain/x12/guides/005010X217-278/rules.ts';
import type { LoopView } from '#domain/x12/tree.ts';

/** Everything of a 278 response beyond its structure that the file alone decides. */
export const rules278Response: readonly ((tree: LoopView) => readonly Finding[])[] = [
  checkBothDirections,
  checkRejections,
  checkDecisions,
  checkAnswered,
];

/** A request that is not valid is told why. */
function checkRejections(loop: LoopView): Finding[] {
  const findings: Finding[] = [];
  for (const segment of loop.all('AAA')) {
    if (segment.text(1) !== 'N' || segment.text(3) !== undefined) continue;
    findings.push(
      found(segment, 3, {
        code: 'reject-reason-missing',
        elementErrorCode: 'I9',
        dataElement: '901',
        sentence: 'AAA01 says that the request is not valid; the reason (AAA03) is missing',
      }),
    );
  }
  for (const child of loop.children) {
    if (child.kind === 'loop') findings.push(...checkRejections(child));
  }
  return findings;
}

/** What is certified has an authorization number; what is denied or pended has a reason. */
function checkDecisions(tree: LoopView): Finding[] {
  const decided = [
    ...loopsWithin(tree, '2000E'),
    ...loopsWithin(tree, '2000E').flatMap((event) => event.loops('2000F')),
  ];
  return decided.flatMap((loop) => {
    const decision = loop.first('HCR');
    const action = decision?.text(1) ?? '';
    if (decision === undefined) return [];
    if (['A1', 'A6'].includes(action) && decision.text(2) === undefined) {
      return found(decision, 2, {
        code: 'authorization-number-missing',
        elementErrorCode: 'I9',
        dataElement: '127',
        sentence: `HCR01 holds "${action}": the service is certified, and its authorization number (HCR02) is missing`,
      });
    }
    if (['A3', 'A4'].includes(action) && decision.text(3) === undefined) {
      return found(decision, 3, {
        severity: 'warning',
        code: 'decision-reason-missing',
        elementErrorCode: 'I9',
        dataElement: '1271',
        sentence: `HCR01 holds "${action}": the service is not certified, and the reason (HCR03) is missing`,
      });
    }
    return [];
  });
}

/** An event is decided (HCR), in whole or service by service, or something in the answer is rejected (AAA). */
function checkAnswered(tree: LoopView): Finding[] {
  if (isRejected(tree)) return [];
  return loopsWithin(tree, '2000E').flatMap((event) => {
    const review = event.first('UM');
    const isDecided =
      event.first('HCR') !== undefined ||
      event.loops('2000F').some((service) => service.first('HCR') !== undefined);
    if (review === undefined || isDecided) return [];
    return found(review, 1, {
      code: 'decision-missing',
      segmentErrorCode: 'I6',
      segment: 'HCR',
      position: review.position + 1,
      sentence: 'The event has no decision (HCR), and nothing in the answer is rejected (AAA)',
    });
  });
}

function isRejected(loop: LoopView): boolean {
  return (
    loop.first('AAA') !== undefined ||
    loop.children.some((child) => child.kind === 'loop' && isRejected(child))
  );
}
