import * as z from 'zod';
import type { Guide } from '#domain/x12/guide.ts';
import { guide276 } from '#domain/x12/guides/005010X212-276/loops.ts';
import type { StatusInquiry276 } from '#domain/x12/guides/005010X212-276/model.ts';
import { read276 } from '#domain/x12/guides/005010X212-276/read.ts';
import { statusInquiry276Schema } from '#domain/x12/guides/005010X212-276/schema.ts';
import { body276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { guide277 } from '#domain/x12/guides/005010X212-277/loops.ts';
import type { StatusResponse277 } from '#domain/x12/guides/005010X212-277/model.ts';
import { read277 } from '#domain/x12/guides/005010X212-277/read.ts';
import { frame277Schema, statusSource277Schema } from '#domain/x12/guides/005010X212-277/schema.ts';
import { body277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { guide277CA } from '#domain/x12/guides/005010X214-277CA/loops.ts';
import type { ClaimAcknowledgement277CA } from '#domain/x12/guides/005010X214-277CA/model.ts';
import { read277CA } from '#domain/x12/guides/005010X214-277CA/read.ts';
import { frame277CASchema, receiver277CASchema } from '#domain/x12/guides/005010X214-277CA/schema.ts';
import { body277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { guide278Request } from '#domain/x12/guides/005010X217-278-request/loops.ts';
import type { AuthorizationRequest278 } from '#domain/x12/guides/005010X217-278-request/model.ts';
import { read278Request } from '#domain/x12/guides/005010X217-278-request/read.ts';
import { authorizationRequest278Schema } from '#domain/x12/guides/005010X217-278-request/schema.ts';
import { body278Request } from '#domain/x12/guides/005010X217-278-request/write.ts';
import { guide278Response } from '#domain/x12/guides/005010X217-278-response/loops.ts';
import type { AuthorizationResponse278 } from '#domain/x12/guides/005010X217-278-response/model.ts';
import { read278Response } from '#domain/x12/guides/005010X217-278-response/read.ts';
import { authorizationResponse278Schema } from '#domain/x12/guides/005010X217-278-response/schema.ts';
import { body278Response } from '#domain/x12/guides/005010X217-278-response/write.ts';
import { guide835 } from '#domain/x12/guides/005010X221A1-835/loops.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { claim835Schema, frame835Schema } from '#domain/x12/guides/005010X221A1-835/schema.ts';
import { body835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { guide837P } from '#domain/x12/guides/005010X222A1-837P/loops.ts';
import type { Transaction837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { claim837PSchema, frame837Schema } from '#domain/x12/guides/005010X222A1-837P/schema.ts';
import { body837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { guide837I } from '#domain/x12/guides/005010X223A2-837I/loops.ts';
import type { Transaction837I } from '#domain/x12/guides/005010X223A2-837I/model.ts';
import { read837I } from '#domain/x12/guides/005010X223A2-837I/read.ts';
import { claim837ISchema } from '#domain/x12/guides/005010X223A2-837I/schema.ts';
import { body837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { guide999 } from '#domain/x12/guides/005010X231A1-999/loops.ts';
import type { Acknowledgement999 } from '#domain/x12/guides/005010X231A1-999/model.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { frame999Schema, transactionResponse999Schema } from '#domain/x12/guides/005010X231A1-999/schema.ts';
import { body999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { guide270 } from '#domain/x12/guides/005010X279A1-270/loops.ts';
import type { EligibilityInquiry270 } from '#domain/x12/guides/005010X279A1-270/model.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import { eligibilityInquiry270Schema } from '#domain/x12/guides/005010X279A1-270/schema.ts';
import { body270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { guide271 } from '#domain/x12/guides/005010X279A1-271/loops.ts';
import type { EligibilityResponse271 } from '#domain/x12/guides/005010X279A1-271/model.ts';
import { read271 } from '#domain/x12/guides/005010X279A1-271/read.ts';
import { eligibilityResponse271Schema } from '#domain/x12/guides/005010X279A1-271/schema.ts';
import { body271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import type { Delimiters } from '#domain/x12/interchange.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';

/** A model as lines carry it: the entries of its one long list, and the rest. */
export interface SplitModel {
  readonly frame: object;
  readonly parts: readonly object[];
}

/** How the model of one guide stands in lines. */
export interface TransactionFormat {
  readonly guide: Guide;
  /** The property of the model whose entries stand in lines of their own; absent when the model has no long list. */
  readonly parts?: string;
  /** Properties of a part that all parts of one transaction must have alike, for the transaction says them once. */
  readonly sharedByParts: readonly string[];
  /** Whether the model repeats ST02, as `controlNumber`. */
  readonly hasControlNumber: boolean;
  /** There when `parts` is. */
  readonly partSchema?: z.ZodType<object>;
  readonly frameSchema: z.ZodType<object>;
  /** Errors: `UnusableTransaction`. */
  readonly read: (transaction: ReadTransaction) => SplitModel;
  /** Segments between ST and SE. Errors: `X12WriteRefused`. */
  readonly body: (model: SplitModel, delimiters: Required<Delimiters>) => SegmentData[];
}

/** The entries of a list. */
type Entry<List> = List extends readonly (infer Part extends object)[] ? Part : never;

function format<Model extends object, Parts extends keyof Model & string>(row: {
  readonly guide: Guide;
  readonly parts: Parts;
  readonly sharedByParts?: readonly (keyof Entry<Model[Parts]> & string)[];
  readonly hasControlNumber?: true;
  readonly part: z.ZodType<Entry<Model[Parts]>>;
  readonly frame: z.ZodType<Omit<Model, Parts>>;
  readonly read: (transaction: ReadTransaction) => Model;
  readonly body: (model: Model, delimiters: Required<Delimiters>) => SegmentData[];
}): TransactionFormat {
  const { guide, parts, read, body } = row;
  const split = (model: Model): SplitModel => {
    const { [parts]: list, ...frame } = model;
    return { frame, parts: list as readonly Entry<Model[Parts]>[] };
  };
  return {
    guide,
    parts,
    sharedByParts: row.sharedByParts ?? [],
    hasControlNumber: row.hasControlNumber ?? false,
    partSchema: row.part,
    frameSchema: row.frame,
    read: (transaction) => split(read(transaction)),
    // Both halves came through the schemas above, or out of `split`.
    body: (model, delimiters) => body({ ...model.frame, [parts]: model.parts } as Model, delimiters),
  };
}

/** For a model that stands in one line. */
function wholeFormat<Model extends object>(row: {
  readonly guide: Guide;
  readonly model: z.ZodType<Model>;
  readonly read: (transaction: ReadTransaction) => Model;
  readonly body: (model: Model) => SegmentData[];
}): TransactionFormat {
  return {
    guide: row.guide,
    sharedByParts: [],
    hasControlNumber: false,
    frameSchema: row.model,
    read: (transaction) => ({ frame: row.read(transaction), parts: [] }),
    body: ({ frame }) => row.body(frame as Model),
  };
}

/** A guide whose reader gives a list has a model of nothing else. */
interface Transaction270 {
  readonly inquiries: readonly EligibilityInquiry270[];
}
interface Transaction271 {
  readonly responses: readonly EligibilityResponse271[];
}
interface Transaction276 {
  readonly inquiries: readonly StatusInquiry276[];
}

const nothing = z.strictObject({});

/** Every guide that has a typed model. */
const formats: readonly TransactionFormat[] = [
  format<Transaction837P, 'claims'>({
    guide: guide837P,
    parts: 'claims',
    sharedByParts: ['submitter', 'receiver'],
    part: claim837PSchema,
    frame: frame837Schema,
    read: read837P,
    body: body837P,
  }),
  format<Transaction837I, 'claims'>({
    guide: guide837I,
    parts: 'claims',
    sharedByParts: ['submitter', 'receiver'],
    part: claim837ISchema,
    frame: frame837Schema,
    read: read837I,
    body: body837I,
  }),
  format<Remittance835, 'claims'>({
    guide: guide835,
    parts: 'claims',
    hasControlNumber: true,
    part: claim835Schema,
    frame: frame835Schema,
    read: read835,
    body: body835,
  }),
  format<Transaction270, 'inquiries'>({
    guide: guide270,
    parts: 'inquiries',
    sharedByParts: ['header'],
    part: eligibilityInquiry270Schema,
    frame: nothing,
    read: (transaction) => ({ inquiries: read270(transaction) }),
    body: ({ inquiries }) => body270(inquiries),
  }),
  format<Transaction271, 'responses'>({
    guide: guide271,
    parts: 'responses',
    sharedByParts: ['header'],
    part: eligibilityResponse271Schema,
    frame: nothing,
    read: (transaction) => ({ responses: read271(transaction) }),
    body: ({ responses }) => body271(responses),
  }),
  format<Transaction276, 'inquiries'>({
    guide: guide276,
    parts: 'inquiries',
    sharedByParts: ['header'],
    part: statusInquiry276Schema,
    frame: nothing,
    read: (transaction) => ({ inquiries: read276(transaction) }),
    body: ({ inquiries }) => body276(inquiries),
  }),
  format<StatusResponse277, 'sources'>({
    guide: guide277,
    parts: 'sources',
    part: statusSource277Schema,
    frame: frame277Schema,
    read: read277,
    body: body277,
  }),
  format<ClaimAcknowledgement277CA, 'receivers'>({
    guide: guide277CA,
    parts: 'receivers',
    part: receiver277CASchema,
    frame: frame277CASchema,
    read: read277CA,
    body: body277CA,
  }),
  format<Acknowledgement999, 'transactions'>({
    guide: guide999,
    parts: 'transactions',
    part: transactionResponse999Schema,
    frame: frame999Schema,
    read: read999,
    body: body999,
  }),
  wholeFormat<AuthorizationRequest278>({
    guide: guide278Request,
    model: authorizationRequest278Schema,
    read: read278Request,
    body: body278Request,
  }),
  wholeFormat<AuthorizationResponse278>({
    guide: guide278Response,
    model: authorizationResponse278Schema,
    read: read278Response,
    body: body278Response,
  }),
];

/** The same by the name of the guide: `837P`. */
export const transactionFormats: ReadonlyMap<string, TransactionFormat> = new Map(
  formats.map((one) => [one.guide.name, one]),
);
