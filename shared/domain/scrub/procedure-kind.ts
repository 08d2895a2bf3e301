/** What kind of service a procedure code stands for, by its place in the code set; `other` where that says nothing. */
export type ProcedureKind =
  | 'anesthesia'
  | 'surgery'
  | 'radiology'
  | 'laboratory'
  | 'medicine'
  /** Evaluation and management. */
  | 'visit'
  | 'drug'
  | 'other';

/** Visits outside the chapter of visits: of the eyes, and those that Medicare names itself. */
const otherVisits: ReadonlySet<string> = new Set([
  '92002',
  '92004',
  '92012',
  '92014',
  'G0402',
  'G0438',
  'G0439',
  'G0463',
]);

/** Visits of patients who are new to the provider and to the provider's colleagues. */
const newPatientVisits: ReadonlySet<string> = new Set([
  '92002',
  '92004',
  '99202',
  '99203',
  '99204',
  '99205',
  '99341',
  '99342',
  '99344',
  '99345',
  '99381',
  '99382',
  '99383',
  '99384',
  '99385',
  '99386',
  '99387',
]);

const digit9 = 0x39;
const letterJ = 0x4a;
const letterM = 0x4d;
const letterU = 0x55;

/** The kind of a code that has the form of a procedure code. Source: the chapters of CPT and HCPCS Level II, by number. */
export function procedureKind(code: string): ProcedureKind {
  const first = code.charCodeAt(0);
  if (first > digit9) {
    return first === letterJ ? 'drug' : otherVisits.has(code) ? 'visit' : 'other';
  }
  const last = code.charCodeAt(4);
  if (last > digit9) {
    return last === letterM || last === letterU ? 'laboratory' : 'other';
  }
  const number = Number(code);
  if (number < 10_004) {
    return number >= 100 && number < 2000 ? 'anesthesia' : 'other';
  }
  if (number < 70_000) {
    return 'surgery';
  }
  if (number < 80_000) {
    return 'radiology';
  }
  if (number < 90_000) {
    return 'laboratory';
  }
  if (number < 99_202) {
    return otherVisits.has(code) ? 'visit' : number >= 99_100 && number <= 99_140 ? 'anesthesia' : 'medicine';
  }
  return number < 99_500 ? 'visit' : 'medicine';
}

/** Whether the code says that the patient is new. */
export function isNewPatientVisit(code: string): boolean {
  return newPatientVisits.has(code);
}
