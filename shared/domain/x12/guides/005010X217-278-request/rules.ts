import type { Finding } from '#domain/x12/findings.ts';
import { checkBothDirections, found, loopsWithin } from '#domain/x12/guides/005010X217-278/rules.ts';
import type { LoopView } from '#domain/x12/tree.ts';

/** Everything of a 278 request beyond its structure that the file alone decides. */
export const rules278Request: readonly ((tree: LoopView) => readonly Finding[])[] = [
  checkBothDirections,
  checkOneEvent,
  checkAdmission,
];

/** A transaction asks for one event: the dependent's when there is one. */
function checkOneEvent(tree: LoopView): Finding[] {
  const [, second] = loopsWithin(tree, '2000E');
  const level = second?.first('HL');
  if (level === undefined) return [];
  return [
    found(level, 3, {
      code: 'more-than-one-event',
      segmentErrorCode: '4',
      sentence: 'The request has more than one patient event; each is asked for in a transaction of its own',
    }),
  ];
}

/** A review of an admission has the day of admission. */
function checkAdmission(tree: LoopView): Finding[] {
  return loopsWithin(tree, '2000E').flatMap((event) => {
    const review = event.first('UM');
    if (review === undefined || review.text(1) !== 'AR' || event.first('DTP', '435') !== undefined) return [];
    return found(review, 1, {
      severity: 'warning',
      code: 'admission-date-missing',
      segmentErrorCode: 'I6',
      value: 'AR',
      sentence: 'The request is for an admission (UM01 AR); the admission date (DTP*435) is missing',
    });
  });
}
