import type { DiagnosisRange } from './code-tables.ts';

/**
 * Whether a diagnosis, without the dot, lies in a range: its first characters, as many as each end has, are not outside.
 * So `E119` lies in `E11` to `E11`, and `O24419` in `O24` to `O244`.
 */
export function isWithinDiagnoses(code: string, { from, to }: DiagnosisRange): boolean {
  return code.slice(0, from.length) >= from && code.slice(0, to.length) <= to;
}
