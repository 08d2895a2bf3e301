import { explainCode } from './code-words/code-words.ts';
import { elementLabel } from './code-words/element-labels.ts';
import { formatDollars } from '../money/cents.ts';
import type { DataElement } from './segments/data-elements.ts';
import { type ElementShape, segmentShapes } from './segments/dictionary.ts';
import type { SegmentView } from './tree.ts';
import { centsFrom, dateFrom, isTime } from './values.ts';

/** A segment as a person reads it. */
export interface ExplainedSegment {
  readonly id: string;
  readonly label: string;
  /** Whether the guide has a place for it where it stands. */
  readonly isPlaced: boolean;
  /** Those that hold something, counted from 1. */
  readonly elements: readonly {
    readonly number: number;
    /** None for an element that the standard does not know. */
    readonly label?: string;
    /** Its value, with the meaning of a code and money and days as people write them. */
    readonly text: string;
  }[];
}

/** A segment with the names of its elements and the meanings of its codes. */
export function explainSegment(segment: SegmentView): ExplainedSegment {
  const { id, use } = segment;
  const shapes = use?.elements.map(({ shape }) => shape) ?? segmentShapes.get(id)?.elements ?? [];
  const elements: ExplainedSegment['elements'][number][] = [];
  for (let element = 1; element <= segment.elementCount; element++) {
    const value = segment.text(element);
    if (value === undefined) continue;
    const shape = shapes[element - 1];
    elements.push(
      shape === undefined
        ? { number: element, text: value }
        : {
            number: element,
            label: labelOf(segment, element, shape),
            text: elementText(segment, element, shape, value),
          },
    );
  }
  return {
    id,
    label: use?.label ?? segmentShapes.get(id)?.label ?? 'unknown segment',
    isPlaced: use !== undefined,
    elements,
  };
}

function labelOf(segment: SegmentView, element: number, shape: ElementShape): string {
  if (element === 3 && segment.id === 'NM1') return segment.holds(2, '1') ? 'last name' : 'name';
  return elementLabel(segment.id, element) ?? shape.label;
}

function elementText(segment: SegmentView, element: number, shape: ElementShape, value: string): string {
  const { components, simple } = shape;
  const values = shape.repeats ? segment.repetitions(element) : [value];
  const texts = values.map((one) => {
    if (components !== undefined) return compositeText(segment, element, components, one);
    return simple === undefined
      ? one
      : simpleText(one, simple, {
          segment: segment.id,
          element,
          before: segment.text(element - 1),
          after: undefined,
        });
  });
  return texts.join('; ');
}

function compositeText(
  segment: SegmentView,
  element: number,
  components: readonly DataElement[],
  value: string,
): string {
  const parts = value.split(segment.delimiters.component);
  return parts
    .flatMap((part, index) => {
      const simple = components[index];
      if (part === '') return [];
      if (simple === undefined) return [part];
      const text = simpleText(part, simple, {
        segment: segment.id,
        element,
        component: index + 1,
        before: parts[index - 1],
        after: parts[index + 1],
      });
      return parts.length === 1 ? [text] : [`${simple.label} ${text}`];
    })
    .join(', ');
}

interface Place {
  readonly segment: string;
  readonly element: number;
  readonly component?: number;
  /** Its neighbours in the segment or composite, which may say how it is meant. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function simpleText(value: string, { number }: DataElement, place: Place): string {
  const { segment, element, component, before, after } = place;
  switch (number) {
    case '782': {
      const amount = centsFrom(value);
      return amount === undefined ? value : formatDollars(amount);
    }
    case '373':
      return dateFrom(value) ?? value;
    case '337':
      return timeText(value);
    case '1251':
      return periodText(value, before ?? '');
    default: {
      const words = explainCode(
        {
          segment,
          element,
          ...(component === undefined ? {} : { component }),
          dataElement: number,
          ...(before === undefined ? {} : { list: before }),
          ...(after === undefined ? {} : { facilityKind: after }),
        },
        value,
      );
      return words === undefined ? value : `${value} (${words.replace(/\.$/, '')})`;
    }
  }
}

function timeText(value: string): string {
  return isTime(value) ? `${value.slice(0, 2)}:${value.slice(2, 4)}` : value;
}

/** A date or period by its format, the code before it. */
function periodText(value: string, format: string): string {
  switch (format) {
    case 'D8':
      return dateFrom(value) ?? value;
    case 'RD8': {
      const [from = '', to = ''] = value.split('-');
      const [start, end] = [dateFrom(from), dateFrom(to)];
      if (start === undefined || end === undefined) return value;
      return start === end ? start : `${start} to ${end}`;
    }
    case 'DT': {
      const day = dateFrom(value.slice(0, 8));
      return day === undefined ? value : `${day} ${timeText(value.slice(8))}`;
    }
    case 'TM':
      return timeText(value);
    default:
      return value;
  }
}
