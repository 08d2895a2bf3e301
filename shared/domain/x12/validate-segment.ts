import { isNpi } from './code-checks.ts';
import type { Finding } from './findings.ts';
import type { ComponentUse, ElementUse, SegmentUse } from './guide.ts';
import type { Delimiters } from './interchange.ts';
import { meets, segmentConditions, wordsOf } from './segments/conditions.ts';
import type { DataElement } from './segments/data-elements.ts';
import { faultOf } from './value-fault.ts';

/** Repetitions of one element beyond which it is refused. */
const repetitionLimit = 99;

/** Where a segment stands; goes into every finding about it. */
export interface Place {
  readonly loop: string;
  readonly position: number;
  readonly offset: number;
}

/**
 * Checks one segment against its place in the guide: required and unused elements, types, lengths, codes,
 * components, repetitions and the standard's conditions between elements (SNIP 1 and 2).
 */
export function validateSegment(
  use: SegmentUse,
  elements: readonly string[],
  delimiters: Delimiters,
  place: Place,
  report: (finding: Finding) => void,
): void {
  const uses = use.elements;
  for (let index = 0; index < uses.length; index++) {
    const elementUse = uses[index];
    const value = elements[index + 1] ?? '';
    if (elementUse === undefined) continue;
    if (value === '') {
      if (elementUse.usage === 'R') {
        report({
          ...about(use, place, index + 1, elementUse),
          snip: elementUse.shape.simple === undefined ? 1 : 2,
          code: 'required-element-missing',
          elementErrorCode: '1',
          sentence: `${nameOf(use, index + 1)} (${elementUse.shape.label}) is required and empty`,
        });
      }
      continue;
    }
    checkElement(use, elementUse, index + 1, value, elements, delimiters, place, report);
  }
  if (elements.length - 1 > uses.length) checkSurplus(use, elements, place, report);
  else if (elements.length > 1 && elements.at(-1) === '') {
    report({
      ...about(use, place),
      snip: 1,
      severity: 'warning',
      code: 'trailing-separator',
      sentence: `${use.id} ends with an empty element`,
    });
  }
  checkNpi(use, elements, place, report);
  const conditions = segmentConditions.get(use.id);
  if (conditions === undefined) return;
  for (const condition of conditions) {
    if (meets(condition, elements)) continue;
    report({
      ...about(use, place, condition.elements[0]),
      snip: 1,
      code: 'element-condition',
      elementErrorCode: condition.kind === 'E' ? '10' : '2',
      sentence: `In ${use.id} (${use.label}) ${wordsOf(condition)}`,
    });
  }
}

/**
 * SNIP 5: an NPI has its check digit. A warning, for the file is well-formed; the scrub of our own claims is stricter.
 */
function checkNpi(
  use: SegmentUse,
  elements: readonly string[],
  place: Place,
  report: (finding: Finding) => void,
): void {
  const qualifier = use.id === 'NM1' ? 8 : use.id === 'N1' ? 3 : 0;
  const value = elements[qualifier + 1] ?? '';
  if (qualifier === 0 || elements[qualifier] !== 'XX' || value === '' || isNpi(value)) return;
  report({
    ...about(use, place, qualifier + 1),
    snip: 5,
    severity: 'warning',
    code: 'npi',
    elementErrorCode: 'I12',
    dataElement: '67',
    value,
    sentence: `${nameOf(use, qualifier + 1)} holds "${value}", which is no NPI: ten digits starting with 1 or 2, the last one a check digit`,
  });
}

function checkSurplus(
  use: SegmentUse,
  elements: readonly string[],
  place: Place,
  report: (finding: Finding) => void,
): void {
  const surplus = elements.slice(use.elements.length + 1);
  const filled = surplus.findIndex((value) => value !== '');
  report({
    ...about(use, place, use.elements.length + 1),
    snip: 1,
    severity: filled < 0 ? 'warning' : 'error',
    code: filled < 0 ? 'trailing-separator' : 'too-many-elements',
    ...(filled < 0 ? {} : { elementErrorCode: '3', value: surplus[filled] ?? '' }),
    sentence: `${use.id} has ${elements.length - 1} elements; the standard has ${use.elements.length}`,
  });
}

function checkElement(
  use: SegmentUse,
  elementUse: ElementUse,
  element: number,
  value: string,
  elements: readonly string[],
  delimiters: Delimiters,
  place: Place,
  report: (finding: Finding) => void,
): void {
  const { shape } = elementUse;
  if (elementUse.usage === 'N') {
    report({
      ...about(use, place, element, elementUse),
      snip: 2,
      code: 'element-not-used',
      elementErrorCode: 'I10',
      value,
      sentence: `${nameOf(use, element)} (${shape.label}) holds "${value}"; the guide does not use it in ${use.label}`,
    });
    return;
  }
  const repeated = delimiters.repetition !== undefined && value.includes(delimiters.repetition);
  if (!repeated) {
    checkOccurrence(use, elementUse, element, undefined, value, elements, delimiters, place, report);
    return;
  }
  const repetitions = value.split(delimiters.repetition ?? '');
  if (!shape.repeats || repetitions.length > repetitionLimit) {
    report({
      ...about(use, place, element, elementUse),
      snip: 1,
      code: 'too-many-repetitions',
      elementErrorCode: '12',
      value: value.slice(0, 99),
      sentence: `${nameOf(use, element)} (${shape.label}) has ${repetitions.length} repetitions; ${shape.repeats ? `${repetitionLimit} are the most` : 'it does not repeat'}`,
    });
    return;
  }
  for (const [index, repetition] of repetitions.entries()) {
    checkOccurrence(use, elementUse, element, index + 1, repetition, elements, delimiters, place, report);
  }
}

function checkOccurrence(
  use: SegmentUse,
  elementUse: ElementUse,
  element: number,
  repetition: number | undefined,
  value: string,
  elements: readonly string[],
  delimiters: Delimiters,
  place: Place,
  report: (finding: Finding) => void,
): void {
  const { shape } = elementUse;
  if (shape.components === undefined || elementUse.components === undefined) {
    if (shape.simple === undefined) return;
    if (value.includes(delimiters.component)) {
      report({
        ...about(use, place, element, elementUse),
        snip: 1,
        code: 'component-not-allowed',
        elementErrorCode: '6',
        value: value.slice(0, 99),
        sentence: `${nameOf(use, element)} (${shape.label}) holds "${value}"; it has no components`,
      });
      return;
    }
    checkSimple(use, shape.simple, elementUse.codes, { element, repetition }, value, elements, place, report);
    return;
  }
  const components = value.split(delimiters.component);
  if (components.length > shape.components.length) {
    report({
      ...about(use, place, element, elementUse),
      snip: 1,
      code: 'too-many-components',
      elementErrorCode: '13',
      value: value.slice(0, 99),
      sentence: `${nameOf(use, element)} (${shape.label}) has ${components.length} components; the standard has ${shape.components.length}`,
    });
  }
  for (let index = 0; index < shape.components.length; index++) {
    const simple = shape.components[index];
    const componentUse = elementUse.components[index];
    if (simple === undefined || componentUse === undefined) continue;
    const at = { element, component: index + 1, repetition };
    checkComponent(use, simple, componentUse, at, components, place, report);
  }
}

interface At {
  readonly element: number;
  readonly component?: number;
  readonly repetition?: number | undefined;
}

function checkComponent(
  use: SegmentUse,
  simple: DataElement,
  componentUse: ComponentUse,
  at: At,
  components: readonly string[],
  place: Place,
  report: (finding: Finding) => void,
): void {
  const value = components[(at.component ?? 1) - 1] ?? '';
  if (value === '') {
    if (componentUse.usage !== 'R') return;
    report({
      ...aboutSimple(use, place, at, simple),
      snip: 2,
      code: 'required-element-missing',
      elementErrorCode: '1',
      sentence: `${nameAt(use, at)} (${simple.label}) is required and empty`,
    });
    return;
  }
  if (componentUse.usage === 'N') {
    report({
      ...aboutSimple(use, place, at, simple),
      snip: 2,
      code: 'element-not-used',
      elementErrorCode: 'I10',
      value,
      sentence: `${nameAt(use, at)} (${simple.label}) holds "${value}"; the guide does not use it in ${use.label}`,
    });
    return;
  }
  // A composite's format component says how the date component after it is written.
  const neighbours = ['', ...components];
  checkSimple(use, simple, componentUse.codes, at, value, neighbours, place, report);
}

function checkSimple(
  use: SegmentUse,
  simple: DataElement,
  codes: ReadonlySet<string> | undefined,
  at: At,
  value: string,
  neighbours: readonly string[],
  place: Place,
  report: (finding: Finding) => void,
): void {
  const bad = faultOf(simple, value, neighbours[(at.component ?? at.element) - 1]);
  if (bad !== undefined) {
    report({
      ...aboutSimple(use, place, at, simple),
      snip: 1,
      code: bad.code,
      elementErrorCode: bad.elementErrorCode,
      value: value.slice(0, 99),
      sentence: `${nameAt(use, at)} (${simple.label}) holds "${value.slice(0, 99)}": expected ${bad.expected}`,
    });
    return;
  }
  if (codes !== undefined && !codes.has(value)) {
    report({
      ...aboutSimple(use, place, at, simple),
      snip: 2,
      code: 'code-not-in-guide',
      elementErrorCode: 'I6',
      value: value.slice(0, 99),
      sentence: `${nameAt(use, at)} (${simple.label}) holds "${value}"; the guide allows ${listOf(codes)} in ${use.label}`,
    });
  }
}

function listOf(codes: ReadonlySet<string>): string {
  const list = [...codes];
  return list.length > 12
    ? `one of ${list.length} codes (${list.slice(0, 6).join(', ')}, ...)`
    : list.join(', ');
}

function nameOf(use: SegmentUse, element: number): string {
  return `${use.id}${String(element).padStart(2, '0')}`;
}

function nameAt(use: SegmentUse, at: At): string {
  const name = nameOf(use, at.element);
  return at.component === undefined ? name : `${name}-${at.component}`;
}

function about(
  use: SegmentUse,
  place: Place,
  element?: number,
  elementUse?: ElementUse,
): Pick<Finding, 'severity' | 'loop' | 'segment' | 'position' | 'offset' | 'element' | 'dataElement'> {
  const dataElement = elementUse?.shape.simple?.number;
  return {
    severity: 'error',
    loop: place.loop,
    segment: use.id,
    position: place.position,
    offset: place.offset,
    ...(element === undefined ? {} : { element }),
    ...(dataElement === undefined ? {} : { dataElement }),
  };
}

function aboutSimple(
  use: SegmentUse,
  place: Place,
  at: At,
  simple: DataElement,
): Pick<
  Finding,
  | 'severity'
  | 'loop'
  | 'segment'
  | 'position'
  | 'offset'
  | 'element'
  | 'component'
  | 'repetition'
  | 'dataElement'
> {
  return {
    ...about(use, place, at.element),
    ...(at.component === undefined ? {} : { component: at.component }),
    ...(at.repetition === undefined ? {} : { repetition: at.repetition }),
    dataElement: simple.number,
  };
}
