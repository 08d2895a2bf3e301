import type { ReadTransaction } from '#domain/x12/read-result.ts';
import { modelOf, needed, neededNumberAt, numberAt, present, textAt } from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type {
  Acknowledgement999,
  Context999,
  ElementError999,
  SegmentError999,
  TransactionResponse999,
} from './model.ts';

/** What one 999 transaction set says. Errors: `UnusableTransaction`. */
export function read999(transaction: ReadTransaction): Acknowledgement999 {
  return modelOf(transaction, '999');
}

/** {@link read999} of the loops alone. */
export function acknowledgementOf(tree: LoopView): Acknowledgement999 {
  const group = needed(tree.first('AK1'), tree, 'The answered group (AK1)');
  const answer = needed(tree.first('AK9'), tree, 'The group answer (AK9)');
  return present<Acknowledgement999>({
    functionalCode: textAt(group, 1),
    groupControlNumber: textAt(group, 2),
    version: group.text(3),
    transactions: tree.loops('2000').map(responseFrom),
    code: textAt(answer, 1),
    includedCount: neededNumberAt(answer, 2),
    receivedCount: neededNumberAt(answer, 3),
    acceptedCount: neededNumberAt(answer, 4),
    errorCodes: codesFrom(answer, [5, 6, 7, 8, 9]),
  });
}

function codesFrom(segment: SegmentView, elements: readonly number[]): string[] {
  return elements.flatMap((element) => segment.text(element) ?? []);
}

function responseFrom(loop: LoopView): TransactionResponse999 {
  const set = needed(loop.first('AK2'), loop, 'The answered transaction (AK2)');
  const answer = needed(loop.first('IK5'), loop, 'The transaction answer (IK5)');
  return present<TransactionResponse999>({
    setCode: textAt(set, 1),
    controlNumber: textAt(set, 2),
    version: set.text(3),
    segmentErrors: loop.loops('2100').map(segmentErrorFrom),
    code: textAt(answer, 1),
    errorCodes: codesFrom(answer, [2, 3, 4, 5, 6]),
  });
}

function segmentErrorFrom(loop: LoopView): SegmentError999 {
  const segment = needed(loop.first('IK3'), loop, 'The segment error (IK3)');
  return present<SegmentError999>({
    segmentId: textAt(segment, 1),
    position: neededNumberAt(segment, 2),
    loopId: segment.text(3),
    code: segment.text(4),
    contexts: loop.all('CTX').map(contextFrom),
    elementErrors: loop.loops('2110').map(elementErrorFrom),
  });
}

function elementErrorFrom(loop: LoopView): ElementError999 {
  const segment = needed(loop.first('IK4'), loop, 'The element error (IK4)');
  return present<ElementError999>({
    element: needed(componentNumber(segment, 1, 1), loop, 'The element position (IK401-1)'),
    component: componentNumber(segment, 1, 2),
    repetition: componentNumber(segment, 1, 3),
    dataElement: segment.text(2),
    code: textAt(segment, 3),
    value: segment.text(4),
    contexts: loop.all('CTX').map(contextFrom),
  });
}

function componentNumber(segment: SegmentView, element: number, component: number): number | undefined {
  const text = segment.component(element, component);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function contextFrom(segment: SegmentView): Context999 {
  const [first = ''] = segment.repetitions(1);
  const [name = '', value = ''] = first.split(segment.delimiters.component);
  const element = componentNumber(segment, 5, 1);
  const dataElement = segment.component(6, 1);
  return present<Context999>({
    name,
    value: value === '' ? undefined : value,
    segmentId: segment.text(2),
    position: numberAt(segment, 3),
    loopId: segment.text(4),
    element:
      element === undefined
        ? undefined
        : present<NonNullable<Context999['element']>>({
            element,
            component: componentNumber(segment, 5, 2),
            repetition: componentNumber(segment, 5, 3),
          }),
    dataElement:
      dataElement === undefined
        ? undefined
        : present<NonNullable<Context999['dataElement']>>({
            element: dataElement,
            component: segment.component(6, 2),
          }),
  });
}
