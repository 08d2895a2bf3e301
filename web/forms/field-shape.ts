import { DollarText } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import {
  ChargedLine,
  Coverage,
  DiagnosisCode,
  EncounterLine,
  Modifier,
  ProcedureCode,
} from '#contracts/encounter.ts';
import { ClaimId, GuarantorId, Npi, PayerId } from '#contracts/identifiers.ts';
import { ClaimCorrection } from '#contracts/claim-task-outcomes.ts';
import * as z from 'zod';

/** What a person fills in for a schema. Everything that is typed is kept as text until it is handed in. */
export type FieldShape =
  | {
      readonly kind: 'text';
      readonly isLong: boolean;
      readonly isCapitals: boolean;
      /** What the text is the id of, where it can be found by the patient. */
      readonly finds?: 'claim' | 'guarantor';
    }
  | { readonly kind: 'dollars' }
  | { readonly kind: 'date' }
  | { readonly kind: 'number' }
  | {
      readonly kind: 'choice';
      readonly options: readonly string[];
      /** What people read in place of an option, where it is an id. */
      readonly words?: Readonly<Record<string, string>>;
    }
  /** Names on the left, whole numbers on the right. */
  | { readonly kind: 'pairs' }
  | {
      readonly kind: 'list';
      readonly of: FieldShape;
      readonly atLeast: number;
      readonly atMost: number;
      readonly look: ListLook;
    }
  | { readonly kind: 'group'; readonly fields: readonly Field[]; readonly look: GroupLook };

/** Lists that have an editor of their own. */
type ListLook = 'plain' | 'diagnoses' | 'charge-lines' | 'coverages' | 'codes' | 'findings';
type GroupLook = 'plain' | 'correction';

export interface Field {
  readonly name: string;
  readonly shape: FieldShape;
  readonly isRequired: boolean;
}

/** Texts longer than this are sentences, and get more than one line to write them in. */
const longTextLength = 150;

const capitals: ReadonlySet<unknown> = new Set([
  DiagnosisCode,
  ProcedureCode,
  Modifier,
  PayerId,
  ClaimId,
  GuarantorId,
  Npi,
]);

/** Ids that nobody knows by heart. */
const findable = new Map<unknown, 'claim' | 'guarantor'>([
  [ClaimId, 'claim'],
  [GuarantorId, 'guarantor'],
]);

/**
 * The shape of the form for a schema of what a person may decide.
 * @throws Error for a schema that no form was thought of: a test asks for each of them.
 */
export function shapeOf(schema: z.core.$ZodType): FieldShape {
  if (schema === DollarText) {
    return { kind: 'dollars' };
  }
  if (schema === PlainDate) {
    return { kind: 'date' };
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return shapeOf(schema.unwrap());
  }
  if (schema instanceof z.ZodObject) {
    return {
      kind: 'group',
      fields: fieldsOf(schema),
      look: schema === ClaimCorrection ? 'correction' : 'plain',
    };
  }
  if (schema instanceof z.ZodArray) {
    return listOf(schema);
  }
  if (schema instanceof z.ZodEnum) {
    return { kind: 'choice', options: schema.options.map(String) };
  }
  if (schema instanceof z.ZodRecord) {
    return { kind: 'pairs' };
  }
  if (schema instanceof z.ZodNumber) {
    return { kind: 'number' };
  }
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodEmail) {
    const isUnion = schema instanceof z.ZodUnion;
    const isOfClaim = isUnion && schema.options.includes(ClaimId);
    return { kind: 'text', isLong: false, isCapitals: isUnion, ...(isOfClaim && { finds: 'claim' }) };
  }
  if (schema instanceof z.ZodString) {
    const isLong = schema.maxLength !== null && schema.maxLength > longTextLength;
    const finds = findable.get(schema);
    return { kind: 'text', isLong, isCapitals: capitals.has(schema), ...(finds !== undefined && { finds }) };
  }
  throw new Error(`No form was thought of for a schema of the type "${schema._zod.def.type}"`);
}

/** Fields of an object in their order; `outcome` is chosen before the form, not in it. */
export function fieldsOf(schema: z.ZodObject): readonly Field[] {
  return Object.entries(schema.shape)
    .filter(([, inner]) => !(inner instanceof z.ZodLiteral))
    .map(([name, inner]) => ({
      name,
      shape: shapeOf(inner),
      isRequired: !(inner instanceof z.ZodOptional || inner instanceof z.ZodDefault),
    }));
}

function listOf(schema: z.ZodArray): FieldShape {
  const { element } = schema;
  const checks = schema._zod.def.checks ?? [];
  const least = checks.flatMap((check) =>
    check instanceof z.core.$ZodCheckMinLength ? [check._zod.def.minimum] : [],
  );
  const most = checks.flatMap((check) =>
    check instanceof z.core.$ZodCheckMaxLength ? [check._zod.def.maximum] : [],
  );
  return {
    kind: 'list',
    of: shapeOf(element),
    atLeast: Math.max(0, ...least),
    atMost: Math.min(50, ...most),
    look: lookOf(element),
  };
}

function lookOf(element: z.core.$ZodType): ListLook {
  if (element === DiagnosisCode) {
    return 'diagnoses';
  }
  if (element === ChargedLine || element === EncounterLine) {
    return 'charge-lines';
  }
  if (element === Coverage) {
    return 'coverages';
  }
  if (element instanceof z.ZodObject) {
    return 'editId' in element.shape ? 'findings' : 'plain';
  }
  return element === Modifier || element instanceof z.ZodNumber ? 'codes' : 'plain';
}
