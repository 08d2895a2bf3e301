/** The four characters that give a file its structure; never inside data. */
export interface Delimiters {
  /** Between elements, usually `*`. */
  readonly element: string;
  /** Between the components of a composite element, usually `:`. */
  readonly component: string;
  /** Between the repetitions of an element, usually `^`; absent before version 00402 (ISA11 is `U` there). */
  readonly repetition?: string;
  /** Ends a segment, usually `~`. */
  readonly segment: string;
}

/** The delimiters we write unless a trading partner wants others. */
export const usualDelimiters: Required<Delimiters> = {
  element: '*',
  component: ':',
  repetition: '^',
  segment: '~',
};

/** Who sends an interchange to whom, and in which usage: what the caller of a writer gives. */
export interface Envelope {
  /** ISA05: `ZZ` mutually defined, `30` tax id, `01` D-U-N-S, ... */
  readonly senderQualifier: string;
  /** ISA06, without the padding. */
  readonly senderId: string;
  readonly receiverQualifier: string;
  /** ISA08, without the padding. */
  readonly receiverId: string;
  /** The date of ISA09, GS04 and BHT04, `YYYY-MM-DD`. */
  readonly date: string;
  /** The time of ISA10, GS05 and BHT05, `HHMM`. */
  readonly time: string;
  /** ISA15: `P` production or `T` test. */
  readonly usageIndicator: 'P' | 'T';
  /** GS02; the sender id unless the partner wants another. */
  readonly senderCode?: string;
  /** GS03; the receiver id unless the partner wants another. */
  readonly receiverCode?: string;
  /** ISA14: whether a TA1 is wanted. */
  readonly acknowledgementRequested?: boolean;
  readonly delimiters?: Required<Delimiters>;
  /** Written after each segment terminator; none unless the partner wants lines. */
  readonly lineBreak?: '' | '\n' | '\r\n';
  /**
   * Length of a line where the partner wants lines of one length: segments run on, and a carriage return and a line
   * feed stand after every so many characters, also within an element. Not together with `lineBreak`.
   */
  readonly lineLengthCharacters?: number;
}

/** Offsets in an ISA at which no line may begin: ISA11, ISA16 and the terminator, where readers find the delimiters. */
const delimiterOffsets = [82, 104, 105];

/** Whether lines may have this length, in characters. */
export function isLineLength(characters: number): boolean {
  return (
    Number.isInteger(characters) &&
    characters >= 40 &&
    delimiterOffsets.every((offset) => offset % characters > 0)
  );
}

/** The numbers of one written interchange with one group. They are given, never made up here. */
export interface ControlNumbers {
  /** ISA13, 1 to 999999999. */
  readonly interchange: number;
  /** GS06, 1 to 999999999. */
  readonly group: number;
  /** ST02 of the first transaction; the following ones count up. 1 unless given. */
  readonly firstTransaction?: number;
}
