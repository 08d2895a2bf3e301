/** How elements of one segment depend on each other in the standard. */
export interface Condition {
  /**
   * `P` all or none, `R` at least one, `E` at most one, `C` the first needs all the others,
   * `L` the first needs one of the others.
   */
  readonly kind: 'P' | 'R' | 'E' | 'C' | 'L';
  readonly elements: readonly number[];
}

const table = `
N1: R0203 P0304
N4: E0207 C0605 C0704
NM1: P0809 C1110 C1203
PER: P0304 P0506 P0708
REF: R0203
DMG: P0102
PAT: P0506 P0708
DTM: R020305 C0403 P0506
PWK: P0506
PRV: P0203
CR1: P0102 P0506
CR2: P0102 C0403 P0506
CR6: P0304 P1516
HCP: R0113 P0910 P1112
SV1: P0304
SV2: R0102 P0405
SV5: R0405 C0604
QTY: R0204 E0204
MEA: R03050608
LIN: P0405
CTP: P0405
BPR: P0607 C0809 P1213 C1415
CAS: L020304 C0302 C0402 L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917
PLB: P0506 P0708 P0910 P1112 P1314
HSD: P0102 C0605
EB: P0910
EQ: R0102
INS: P1112
III: P0102
TOO: P0102
FRM: R02030405
RDM: C0302
MPI: P0607
`;

function parseTable(): ReadonlyMap<string, readonly Condition[]> {
  const conditions = new Map<string, readonly Condition[]>();
  for (const line of table.trim().split('\n')) {
    const [id = '', rest = ''] = line.split(':');
    const list = (rest.match(/[PRECL]\d+/g) ?? []).map((token): Condition => ({
      kind: token.charAt(0) as Condition['kind'],
      elements: (token.slice(1).match(/\d\d/g) ?? []).map(Number),
    }));
    if (list.length > 0) conditions.set(id, list);
  }
  return conditions;
}

/** The conditions of the standard by segment id. */
export const segmentConditions: ReadonlyMap<string, readonly Condition[]> = parseTable();

/** Whether a segment's elements (id first) meet the condition. */
export function meets(condition: Condition, elements: readonly string[]): boolean {
  const present = (element: number): boolean => (elements[element] ?? '') !== '';
  const [first = 0, ...others] = condition.elements;
  switch (condition.kind) {
    case 'P':
      return condition.elements.every(present) || !condition.elements.some(present);
    case 'R':
      return condition.elements.some(present);
    case 'E':
      return condition.elements.filter(present).length <= 1;
    case 'C':
      return !present(first) || others.every(present);
    case 'L':
      return !present(first) || others.some(present);
  }
}

/** The condition in words. */
export function wordsOf(condition: Condition): string {
  const names = condition.elements.map((element) => String(element).padStart(2, '0'));
  const [first = '', ...others] = names;
  switch (condition.kind) {
    case 'P':
      return `elements ${names.join(', ')} must be all present or all absent`;
    case 'R':
      return `at least one of the elements ${names.join(', ')} must be present`;
    case 'E':
      return `at most one of the elements ${names.join(', ')} may be present`;
    case 'C':
      return `element ${first} needs ${others.join(' and ')}`;
    case 'L':
      return `element ${first} needs one of ${others.join(', ')}`;
  }
}
