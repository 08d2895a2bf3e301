/** A short note of our own writing, and the diagnoses that a coder would give the visit, the first first. */
export interface SampleNote {
  readonly id: string;
  readonly ageYears: number;
  readonly sex: 'F' | 'M';
  /** As people write them. */
  readonly codes: readonly string[];
  readonly note: string;
}
