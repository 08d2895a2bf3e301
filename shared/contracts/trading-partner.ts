import * as z from 'zod';

/** The two ends of an exchange of files, by their ids in the interchange without padding; each pair counts for itself. */
export const TradingPair = z.object({
  /** ISA06 of what the practice sends. */
  ourId: z.string(),
  /** ISA08 of what the practice sends, ISA06 of what it receives. */
  partnerId: z.string(),
});
export type TradingPair = z.infer<typeof TradingPair>;

/** Signs beside those that can be printed: tabulator, line breaks and the information separators. */
const unprintable = new Set([9, 10, 13, 28, 29, 30, 31]);

const delimiter = z
  .string()
  .length(1)
  .refine(
    (sign) => /^[!-~]$/.test(sign) || unprintable.has(sign.charCodeAt(0)),
    'a character that can be printed, a line break or an information separator',
  )
  .refine((sign) => !/[A-Za-z0-9.-]/.test(sign), 'no letter, digit, point or minus');

const Delimiters = z
  .strictObject({ element: delimiter, component: delimiter, repetition: delimiter, segment: delimiter })
  .refine((all) => new Set(Object.values(all)).size === 4, 'four different delimiters');

/** How lines of a file end: not at all, after each segment, or after so many characters with segments running on. */
const Lines = z.union(
  [
    z.enum(['none', 'line-feed', 'carriage-return-line-feed']),
    z.strictObject({
      /** For example 80. Not 41, 52, 82, 104 or 105: such lines end just before a delimiter of the ISA. */
      lengthCharacters: z
        .int()
        .min(40)
        .max(9999)
        .refine((length) => ![41, 52, 82, 104, 105].includes(length), 'no line that ends before a delimiter'),
    }),
  ],
  'none, line-feed, carriage-return-line-feed or a lengthCharacters from 40 on',
);

/** How a trading partner wants its files. What is left out is as most partners want it. */
export const TradingPartnerProfile = z
  .strictObject({
    delimiters: Delimiters.optional(),
    lines: Lines.default('none'),
    /** Claims of one 837 transaction at most; the guides recommend 5000. */
    claimsPerTransaction: z.int().min(1).max(5000).default(5000),
    /** Transactions of one interchange at most. */
    transactionsPerInterchange: z.int().min(1).max(999_999).default(999),
    /** ISA14 of what the practice sends: whether the partner shall answer each interchange with a TA1. */
    requestsTA1: z.boolean().default(false),
    /** Whether the partner wants a TA1 for what it sends: when its ISA14 asks for it or the interchange is refused, or never. */
    sendTA1: z.enum(['when-asked', 'never']).default('when-asked'),
    /** Whether the partner wants a 999 for each group that it sends. */
    send999: z.boolean().default(true),
  })
  .refine(
    ({ delimiters, lines }) =>
      lines === 'none' || !Object.values(delimiters ?? {}).some((sign) => sign === '\n' || sign === '\r'),
    'a line break cannot be a delimiter when lines are wanted',
  );
export type TradingPartnerProfile = z.infer<typeof TradingPartnerProfile>;
