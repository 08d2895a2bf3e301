import * as z from 'zod';

/**
 * The data types of FHIR R4 as far as they are read. What is not listed is passed over; what is listed must have its
 * shape. Source: HL7 FHIR R4, data types.
 */

const listLimit = 500;

export function listOf<Shape extends z.ZodType>(shape: Shape): z.ZodOptional<z.ZodArray<Shape>> {
  return z.array(shape).max(listLimit).optional();
}

const text = z.string().optional();

export const Coding = z.object({ system: text, code: text, display: text });
export type Coding = z.infer<typeof Coding>;

export const CodeableConcept = z.object({ coding: listOf(Coding), text });
export type CodeableConcept = z.infer<typeof CodeableConcept>;

export const Period = z.object({ start: text, end: text });
export type Period = z.infer<typeof Period>;

export const Identifier = z.object({
  use: text,
  type: CodeableConcept.optional(),
  system: text,
  value: text,
});
export type Identifier = z.infer<typeof Identifier>;

export const Reference = z.object({
  reference: text,
  type: text,
  identifier: Identifier.optional(),
  display: text,
});
export type Reference = z.infer<typeof Reference>;

export const Money = z.object({ value: z.number().optional(), currency: text });
export type Money = z.infer<typeof Money>;

export const Quantity = z.object({ value: z.number().optional(), unit: text, code: text });

/** A list of texts may have a null where only an extension says something. */
const texts = listOf(z.string().nullable());

export const HumanName = z.object({
  use: text,
  text,
  family: text,
  given: texts,
  suffix: texts,
  period: Period.optional(),
});
export type HumanName = z.infer<typeof HumanName>;

export const PostalAddress = z.object({
  use: text,
  line: texts,
  city: text,
  state: text,
  postalCode: text,
  country: text,
  period: Period.optional(),
});
export type PostalAddress = z.infer<typeof PostalAddress>;

export const ContactPoint = z.object({
  system: text,
  value: text,
  use: text,
  rank: z.number().optional(),
});
export type ContactPoint = z.infer<typeof ContactPoint>;

export const Attachment = z.object({ contentType: text, data: text, url: text, title: text });

/** What every resource may have. */
export const resourceShape = {
  resourceType: z.string(),
  id: text,
  meta: z.object({ versionId: text, lastUpdated: text }).optional(),
  identifier: z.union([listOf(Identifier), Identifier.transform((one) => [one])]),
};
export type ResourceHead = z.infer<z.ZodObject<typeof resourceShape>>;

/** The entry of a bundle around a resource. */
export const BundleEntry = z.object({
  fullUrl: text,
  resource: z.record(z.string(), z.unknown()).optional(),
  request: z.object({ method: text, url: text }).optional(),
  response: z.object({ lastModified: text }).optional(),
});
export type BundleEntry = z.infer<typeof BundleEntry>;
