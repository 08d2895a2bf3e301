/** What is wrong with a file of codes: where, what was found, what was expected, and what to do. */
export interface CodeSetFault {
  /** The line of the file, from 1; undefined where the whole file is meant. */
  readonly line?: number;
  readonly found: string;
  readonly expected: string;
  readonly howToFix: string;
}

/**
 * A file of codes is refused as a whole: nothing of it is loaded, and the edition in force stays. Does not leave the
 * reading of a file.
 */
export class CodeSetRefused extends Error {
  readonly fault: CodeSetFault;

  constructor(fault: CodeSetFault) {
    super(faultSentence(fault));
    this.name = 'CodeSetRefused';
    this.fault = fault;
  }
}

/** Says a fault in one sentence, as an answer and the command line tell it. */
export function faultSentence({ line, found, expected, howToFix }: CodeSetFault): string {
  return `${line === undefined ? '' : `line ${line}: `}found ${found}; expected ${expected}. ${howToFix}`;
}

const loadAgain = 'Download the file again from its publisher, and load it as it is.';

/** Refuses the file for what stands on a line. */
export function refuse(line: number, found: string, expected: string, howToFix: string = loadAgain): never {
  throw new CodeSetRefused({ line, found, expected, howToFix });
}

/** Refuses the file for what is nowhere in it, or everywhere. */
export function refuseFile(found: string, expected: string, howToFix: string = loadAgain): never {
  throw new CodeSetRefused({ found, expected, howToFix });
}

/** A value as a sentence may show it: short, and without what a terminal would act on. */
export function shown(value: string): string {
  const short = value.length > 40 ? `${value.slice(0, 40)}...` : value;
  return `"${short.replaceAll(/\p{Cc}/gu, ' ')}"`;
}
