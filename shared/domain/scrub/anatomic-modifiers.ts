/** Sides, eyelids, arteries of the heart, fingers and toes. */
const anatomic: ReadonlySet<string> = new Set(
  'LT RT E1 E2 E3 E4 LC LD LM RC RI FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9'.split(' '),
);

/** Whether a modifier names a place on the body. */
export function isAnatomic(modifier: string): boolean {
  return anatomic.has(modifier);
}
