import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { schemaOf } from './schema-of.ts';
import type {
  QualifiedId,
  EntityName,
  PostalAddress,
  ContactNumber,
  Contact,
  Reference,
  DatePeriod,
  QualifiedDate,
  Demographics,
} from '../party.ts';

export const qualifiedIdSchema = schemaOf<QualifiedId>()(
  z.strictObject({
    qualifier: z.string(),
    value: z.string(),
  }),
);

export const entityNameSchema = schemaOf<EntityName>()(
  z.strictObject({
    entityType: z.enum(['person', 'organization']),
    name: z.string().exactOptional(),
    firstName: z.string().exactOptional(),
    middleName: z.string().exactOptional(),
    prefix: z.string().exactOptional(),
    suffix: z.string().exactOptional(),
    identifier: qualifiedIdSchema.exactOptional(),
  }),
);

export const postalAddressSchema = schemaOf<PostalAddress>()(
  z.strictObject({
    line1: z.string().exactOptional(),
    line2: z.string().exactOptional(),
    city: z.string().exactOptional(),
    state: z.string().exactOptional(),
    zip: z.string().exactOptional(),
    country: z.string().exactOptional(),
    countrySubdivision: z.string().exactOptional(),
  }),
);

const contactNumberSchema = schemaOf<ContactNumber>()(
  z.strictObject({
    qualifier: z.string(),
    value: z.string(),
  }),
);

export const contactSchema = schemaOf<Contact>()(
  z.strictObject({
    functionCode: z.string().exactOptional(),
    name: z.string().exactOptional(),
    numbers: z.array(contactNumberSchema),
  }),
);

export const referenceSchema = schemaOf<Reference>()(
  z.strictObject({
    qualifier: z.string(),
    value: z.string(),
    description: z.string().exactOptional(),
    related: qualifiedIdSchema.exactOptional(),
  }),
);

const datePeriodShape = {
  from: PlainDate,
  to: PlainDate.exactOptional(),
};
export const datePeriodSchema = schemaOf<DatePeriod>()(z.strictObject(datePeriodShape));

export const qualifiedDateSchema = schemaOf<QualifiedDate>()(
  z.strictObject({
    ...datePeriodShape,
    qualifier: z.string(),
    time: z.string().exactOptional(),
  }),
);

export const demographicsSchema = schemaOf<Demographics>()(
  z.strictObject({
    birthDate: PlainDate.exactOptional(),
    sex: z.string().exactOptional(),
  }),
);
