/** Codes of the right form and number, none of which means anything: the official tables are not ours to ship. */

/** How large the official tables are, about. */
export const tableSizes = {
  cptCodes: 11_000,
  hcpcsCodes: 8_300,
  diagnoses: 98_000,
  procedurePairs: 2_500_000,
  unitLimits: 15_000,
  feeRows: 16_000,
  addOns: 1_200,
  diagnosisLimits: 14_000,
} as const;

/** The nth CPT-shaped code. */
export function cptCode(index: number): string {
  return String(10_000 + index * 8);
}

/** The nth code shaped like HCPCS Level II; ambulance codes (A0) are left out. */
export function hcpcsCode(index: number): string {
  const letters = 'BCEGHJKLMPQRSTV';
  return `${letters[index % letters.length] ?? 'B'}${String(1000 + Math.floor(index / letters.length)).padStart(4, '0')}`;
}

/** The nth diagnosis without its dot, billable; none is an external cause. */
export function diagnosisCode(index: number): string {
  const letters = 'ABCDEFGHIJKLMNPQRSTZ';
  const letter = letters[index % letters.length] ?? 'A';
  return `${letter}${String(Math.floor(index / letters.length)).padStart(5, '0')}`;
}

/** The same numbers for the same seed (mulberry32): a run can be repeated. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
