import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import {
  header278Schema,
  patientEvent278Shape,
  person278Schema,
  provider278Schema,
  requester278Shape,
  service278Shape,
  transportLocation278Schema,
} from '#domain/x12/guides/005010X217-278/schema.ts';
import { contactSchema, entityNameSchema, postalAddressSchema } from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  AuthorizationRequest278,
  Reviewer278,
  RequestRequester278,
  RequestedEvent278,
  Condition278,
  OtherReviewer278,
  RequestedService278,
} from './model.ts';

const reviewer278Schema = schemaOf<Reviewer278>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
  }),
);

const requestRequester278Schema = schemaOf<RequestRequester278>()(
  z.strictObject({
    ...requester278Shape,
    address: postalAddressSchema.exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

const condition278Schema = schemaOf<Condition278>()(
  z.strictObject({
    category: z.string(),
    applies: z.boolean(),
    codes: z.array(z.string()),
  }),
);

const otherReviewer278Schema = schemaOf<OtherReviewer278>()(
  z.strictObject({
    role: z.string(),
    name: z.string().exactOptional(),
    denialReasons: z.array(z.string()),
    denialDate: PlainDate.exactOptional(),
  }),
);

const requestedService278Schema = schemaOf<RequestedService278>()(
  z.strictObject({
    ...service278Shape,
    providers: z.array(provider278Schema),
  }),
);

const requestedEvent278Schema = schemaOf<RequestedEvent278>()(
  z.strictObject({
    ...patientEvent278Shape,
    conditions: z.array(condition278Schema),
    providers: z.array(provider278Schema),
    transportLocations: z.array(transportLocation278Schema),
    otherReviewers: z.array(otherReviewer278Schema),
    services: z.array(requestedService278Schema),
  }),
);

export const authorizationRequest278Schema = schemaOf<AuthorizationRequest278>()(
  z.strictObject({
    header: header278Schema,
    reviewer: reviewer278Schema,
    requester: requestRequester278Schema,
    subscriber: person278Schema,
    dependent: person278Schema.exactOptional(),
    event: requestedEvent278Schema,
  }),
);
