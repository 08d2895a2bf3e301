import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import type { Finding } from '#domain/x12/findings.ts';
import type { InterchangeAcknowledgementTA1 } from '#domain/x12/guides/TA1/model.ts';
import { interchangeAcknowledgementTA1Schema } from '#domain/x12/guides/TA1/schema.ts';
import type { Delimiters } from '#domain/x12/interchange.ts';
import { transactionFormats } from './transaction-formats.ts';

/*
 * An X12 file as lines of JSON, each thing after what it holds: the parts of a transaction, the transaction, the other
 * transactions of its group, the group, the other groups, the interchange. So lines can be written, and checked, before
 * the end of the file is known.
 */

/** One claim, answer, ... of a transaction that a later line closes. */
export interface PartLine {
  readonly type: 'part';
  /** Our name of the guide: `837P`. */
  readonly guide: string;
  /** ST02 of the transaction. */
  readonly transaction: string;
  /** From 0, without gaps. */
  readonly index: number;
  readonly part: object;
}

/** One ST to SE, after its parts. */
export interface TransactionLine {
  readonly type: 'transaction';
  /** Absent when no guide of ours reads it. */
  readonly guide?: string;
  /** ST03, or GS08 where the transaction does not name its guide. */
  readonly version?: string;
  /** ST02. */
  readonly controlNumber: string;
  /** Only told, never read again; so are findings. */
  readonly accepted: boolean;
  /** The model without its parts; absent when the transaction has none. */
  readonly model?: object;
  readonly findings: readonly Finding[];
}

/** One GS to GE, after its transactions. */
export interface GroupLine {
  readonly type: 'group';
  readonly functionalCode: string;
  readonly senderCode: string;
  readonly receiverCode: string;
  /** GS04 as `YYYY-MM-DD`; as it stands in the file when it is no day. */
  readonly date: string;
  readonly time: string;
  readonly controlNumber: string;
  readonly version: string;
  readonly findings: readonly Finding[];
}

/** One ISA to IEA, after its groups. */
export interface InterchangeLine {
  readonly type: 'interchange';
  readonly senderQualifier: string;
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  /** ISA09 as `YYYY-MM-DD`; as it stands in the file when it is no day. */
  readonly date: string;
  readonly time: string;
  readonly version: string;
  readonly controlNumber: string;
  readonly acknowledgementRequested: boolean;
  readonly usageIndicator: string;
  readonly delimiters: Delimiters;
  /** TA1 segments that stand before the groups. */
  readonly acknowledgements: readonly InterchangeAcknowledgementTA1[];
  readonly findings: readonly Finding[];
}

/** The end of a file that cannot be read to its end. */
export interface UnreadableLine {
  readonly type: 'unreadable';
  readonly offset: number;
  readonly sentence: string;
}

export type X12Line = PartLine | TransactionLine | GroupLine | InterchangeLine | UnreadableLine;

const digits = z.string().regex(/^\d{1,9}$/, 'a number of one to nine digits, in double quotes');

/** What only the reader of a file says: not read again. */
const told = {
  findings: z.array(z.unknown()).exactOptional(),
};

export const groupLineSchema = z.strictObject({
  type: z.literal('group'),
  functionalCode: z.string(),
  senderCode: z.string(),
  receiverCode: z.string(),
  date: PlainDate,
  time: z.string(),
  controlNumber: digits,
  version: z.string(),
  ...told,
});

export const interchangeLineSchema = z.strictObject({
  type: z.literal('interchange'),
  senderQualifier: z.string(),
  senderId: z.string(),
  receiverQualifier: z.string(),
  receiverId: z.string(),
  date: PlainDate,
  time: z.string(),
  version: z.literal('00501').exactOptional(),
  controlNumber: digits,
  acknowledgementRequested: z.boolean().exactOptional(),
  usageIndicator: z.enum(['P', 'T']),
  delimiters: z
    .strictObject({
      element: z.string(),
      component: z.string(),
      repetition: z.string(),
      segment: z.string(),
    })
    .exactOptional(),
  acknowledgements: z.array(interchangeAcknowledgementTA1Schema).exactOptional(),
  ...told,
});

function partLineSchema(part: z.ZodType<object>) {
  return z.strictObject({
    type: z.literal('part'),
    guide: z.string(),
    transaction: z.string(),
    index: z.int(),
    part,
  });
}

/** The schemas of the lines of one guide, by its name. */
export const lineSchemas = new Map(
  [...transactionFormats].map(([name, { partSchema, frameSchema }]) => [
    name,
    {
      ...(partSchema === undefined ? {} : { part: partLineSchema(partSchema) }),
      transaction: z.strictObject({
        type: z.literal('transaction'),
        guide: z.string(),
        version: z.string().exactOptional(),
        controlNumber: z.string(),
        accepted: z.boolean().exactOptional(),
        model: frameSchema,
        ...told,
      }),
    },
  ]),
);
