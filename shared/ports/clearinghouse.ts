import type { Practice } from '#contracts/practice.ts';

export interface SentFile {
  /** Where the file lies as evidence. */
  readonly key: string;
  /** What lies there: the text of the first time this name was sent. */
  readonly text: string;
}

/** The way out to payers. A name is sent once: sending it again sends nothing and answers what was sent then. */
export interface Clearinghouse {
  /**
   * What a training practice sends goes where no transfer takes it from, to be answered by the synthetic payer.
   * @param name unique per practice and without PHI, for example `837P-C7K3M9Q2T5W1R-1.edi`
   * @throws Error when the interchange of a training practice could pass for a live one, or the other way round
   */
  send(practice: Pick<Practice, 'practiceId' | 'mode'>, name: string, text: string): Promise<SentFile>;
}
