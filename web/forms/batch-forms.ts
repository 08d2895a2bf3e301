import { DollarText, type Cents } from '#contracts/cents.ts';
import { Modifier } from '#contracts/encounter.ts';
import {
  PaperClaim,
  PatientPayment,
  PayerPayment,
  PaymentBatchEntry,
  PaymentItem,
  UnappliedPayment,
} from '#contracts/payment-batch.ts';
import { addCents, zeroCents } from '#domain/money/cents.ts';
import * as z from 'zod';
import { groupOf, inputOf, listOf, textOf, type Draft, type GroupDraft } from './draft.ts';
import { fieldsOf } from './field-shape.ts';
import { faultsOf } from './outcome-forms.ts';

const paper = PaperClaim.shape;
const adjustmentShape = paper.adjustments.unwrap().element.shape;
const lineShape = paper.lines.unwrap().element.shape;
const providerAdjustmentShape = PayerPayment.shape.providerAdjustments.unwrap().element.shape;
const upTo = <Schema extends z.ZodType>(schema: Schema, most: number) =>
  z.array(schema).max(most).default([]);

const adjustment = z.strictObject({
  groupCode: adjustmentShape.group,
  reasonCode: adjustmentShape.reason,
  amount: DollarText,
});
const service = z.strictObject({
  code: lineShape.code,
  modifiers: upTo(Modifier, 4),
  units: lineShape.units,
  serviceDate: lineShape.serviceDate,
  charge: DollarText,
  paid: DollarText,
  adjustments: upTo(adjustment, 30),
  remarkCodes: lineShape.remarkCodes,
});
const paperClaim = z.strictObject({
  claim: paper.claim,
  status: paper.status,
  patient: paper.patient,
  payerControlNumber: paper.payerControlNumber,
  charge: DollarText,
  paid: DollarText,
  patientResponsibility: DollarText.optional(),
  adjustments: upTo(adjustment, 30),
  lines: upTo(service, 50),
});

/** The form of each kind of item: people write dollars and names of the trade, and the batch keeps cents. */
export const itemForms = {
  'payer-payment': z.strictObject({
    payerId: PayerPayment.shape.payerId,
    method: PayerPayment.shape.method,
    number: PayerPayment.shape.number,
    date: PayerPayment.shape.date,
    amount: DollarText,
    claims: upTo(paperClaim, 200),
    providerAdjustments: upTo(
      z.strictObject({
        code: providerAdjustmentShape.code,
        reference: providerAdjustmentShape.reference,
        amount: DollarText,
      }),
      30,
    ),
  }),
  'patient-payment': z.strictObject({
    guarantorId: PatientPayment.shape.guarantorId,
    claims: PatientPayment.shape.claims,
    method: PatientPayment.shape.method,
    number: PatientPayment.shape.number,
    amount: DollarText,
  }),
  unapplied: z.strictObject({
    method: UnappliedPayment.shape.method,
    number: UnappliedPayment.shape.number,
    amount: DollarText,
    words: UnappliedPayment.shape.words,
    payerId: UnappliedPayment.shape.payerId,
    guarantorId: UnappliedPayment.shape.guarantorId,
  }),
} as const;
export type ItemKind = keyof typeof itemForms;
export const itemKinds = Object.keys(itemForms) as readonly ItemKind[];

/** What is stated of a batch before its items are typed. */
export const batchHeader = z.strictObject({
  name: PaymentBatchEntry.shape.name,
  kind: PaymentBatchEntry.shape.kind,
  count: PaymentBatchEntry.shape.control.shape.count,
  total: DollarText,
  postingDate: PaymentBatchEntry.shape.postingDate,
  image: PaymentBatchEntry.shape.image,
});

/** What was typed of a batch so far. */
export interface BatchDraft {
  readonly header: Draft | undefined;
  readonly items: readonly GroupDraft[];
}

/** A draft that was kept, as a batch. */
export function batchDraftOf(kept: Draft | undefined): BatchDraft {
  const { header, items } = groupOf(kept);
  return { header, items: listOf(items).map(groupOf) };
}

export function kindOf(item: GroupDraft): ItemKind {
  return itemKinds.find((kind) => kind === item['kind']) ?? 'unapplied';
}

/** How fields of the form are called in the contract. */
const contractNames: Readonly<Record<string, string>> = {
  amount: 'amountCents',
  charge: 'chargeCents',
  paid: 'paidCents',
  patientResponsibility: 'patientResponsibilityCents',
  groupCode: 'group',
  reasonCode: 'reason',
};

function inContractNames(form: unknown): unknown {
  if (Array.isArray(form)) {
    return form.map(inContractNames);
  }
  return typeof form === 'object' && form !== null
    ? Object.fromEntries(
        Object.entries(form).map(([name, value]) => [contractNames[name] ?? name, inContractNames(value)]),
      )
    : form;
}

/** The totals that were stated, and those that were typed: what cannot be read yet counts for nothing. */
interface ControlTotals {
  readonly stated: { readonly count: number | undefined; readonly amountCents: Cents | undefined };
  readonly typed: { readonly count: number; readonly amountCents: Cents };
}

export function controlTotals({ header, items }: BatchDraft): ControlTotals {
  const { count, total } = groupOf(header);
  const amountOf = (text: Draft | undefined) => DollarText.safeParse(textOf(text).trim()).data;
  const stated = Number(textOf(count).trim());
  return {
    stated: {
      count: Number.isSafeInteger(stated) && stated > 0 ? stated : undefined,
      amountCents: amountOf(total),
    },
    typed: {
      count: items.length,
      amountCents: addCents(zeroCents, ...items.map((item) => amountOf(item['amount']) ?? zeroCents)),
    },
  };
}

type FilledBatch =
  | { readonly ok: true; readonly entry: PaymentBatchEntry }
  | {
      readonly ok: false;
      /** By the path of the field in the header. */
      readonly headerFaults: Readonly<Record<string, string>>;
      /** By the number of the item, counted from 0, and the path of the field in it. */
      readonly itemFaults: Readonly<Record<string, string>>;
    };

/** What is handed in, or what is wrong with which field. Whether it adds up is another question. */
export function fillBatch({ header, items }: BatchDraft): FilledBatch {
  const typedHeader = typedOf(batchHeader, header);
  const readHeader = batchHeader.safeParse(typedHeader);
  const readItems = items.map(readItem);
  const itemFaults = Object.fromEntries(
    readItems.flatMap(({ faults }, index) =>
      Object.entries(faults).map(([path, words]) => [`${index}.${path}`, words]),
    ),
  );
  const found = readItems.flatMap(({ item }) => (item === undefined ? [] : [item]));
  if (!readHeader.success || found.length < items.length || items.length === 0) {
    return {
      ok: false,
      headerFaults: readHeader.success ? {} : faultsOf(readHeader.error.issues, typedHeader),
      itemFaults,
    };
  }
  const { count, total, ...rest } = readHeader.data;
  return { ok: true, entry: { ...rest, control: { count, amountCents: total }, items: found } };
}

interface ReadItem {
  readonly item?: PaymentItem;
  readonly faults: Readonly<Record<string, string>>;
}

function readItem(draft: GroupDraft): ReadItem {
  const kind = kindOf(draft);
  const typed = typedOf(itemForms[kind], draft);
  const read = itemForms[kind].safeParse(typed);
  if (!read.success) {
    return { faults: faultsOf(read.error.issues, typed) };
  }
  const item = { kind, ...(inContractNames(read.data) as object) };
  const held = PaymentItem.safeParse(item);
  return held.success
    ? { item: held.data, faults: {} }
    : { faults: inFormNames(faultsOf(held.error.issues, item)) };
}

function inFormNames(faults: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = new Map(Object.entries(contractNames).map(([form, contract]) => [contract, form]));
  return Object.fromEntries(
    Object.entries(faults).map(([path, words]) => [
      path
        .split('.')
        .map((part) => names.get(part) ?? part)
        .join('.'),
      words,
    ]),
  );
}

function typedOf(schema: z.ZodObject, draft: Draft | undefined): unknown {
  return inputOf({ kind: 'group', fields: fieldsOf(schema), look: 'plain' }, draft) ?? {};
}
