import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import {
  header278Schema,
  patientEvent278Shape,
  person278Shape,
  provider278Shape,
  requester278Shape,
  service278Shape,
  transportLocation278Shape,
} from '#domain/x12/guides/005010X217-278/schema.ts';
import {
  contactSchema,
  datePeriodSchema,
  entityNameSchema,
  postalAddressSchema,
} from '#domain/x12/schemas/party.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type {
  AuthorizationResponse278,
  Rejection278,
  AnsweringReviewer278,
  AnsweredRequester278,
  AnsweredPerson278,
  AnsweredSubscriber278,
  Decision278,
  InformationContact278,
  AnsweredProvider278,
  AnsweredTransportLocation278,
  DecidedEvent278,
  DecidedService278,
} from './model.ts';

const rejection278Schema = schemaOf<Rejection278>()(
  z.strictObject({
    valid: z.boolean(),
    reasonCode: z.string().exactOptional(),
    followUpCode: z.string().exactOptional(),
  }),
);

const answeringReviewer278Schema = schemaOf<AnsweringReviewer278>()(
  z.strictObject({
    role: z.string(),
    name: entityNameSchema,
    contact: contactSchema.exactOptional(),
    rejections: z.array(rejection278Schema),
  }),
);

const answeredRequester278Schema = schemaOf<AnsweredRequester278>()(
  z.strictObject({
    ...requester278Shape,
    rejections: z.array(rejection278Schema),
  }),
);

const decision278Schema = schemaOf<Decision278>()(
  z.strictObject({
    action: z.string(),
    authorizationNumber: z.string().exactOptional(),
    reasonCodes: z.array(z.string()),
    secondOpinion: z.boolean().exactOptional(),
  }),
);

const informationContact278Schema = schemaOf<InformationContact278>()(
  z.strictObject({
    name: entityNameSchema,
    address: postalAddressSchema.exactOptional(),
    contact: contactSchema.exactOptional(),
  }),
);

const answer278Shape = {
  rejections: z.array(rejection278Schema),
  decision: decision278Schema.exactOptional(),
  certificationIssueDate: PlainDate.exactOptional(),
  certificationExpirationDate: PlainDate.exactOptional(),
  certificationEffective: datePeriodSchema.exactOptional(),
  informationContact: informationContact278Schema.exactOptional(),
};

const answeredProvider278Schema = schemaOf<AnsweredProvider278>()(
  z.strictObject({
    ...provider278Shape,
    rejections: z.array(rejection278Schema),
  }),
);

const answeredTransportLocation278Schema = schemaOf<AnsweredTransportLocation278>()(
  z.strictObject({
    ...transportLocation278Shape,
    rejections: z.array(rejection278Schema),
  }),
);

const decidedService278Schema = schemaOf<DecidedService278>()(
  z.strictObject({
    ...service278Shape,
    ...answer278Shape,
    requestedInformation: z.array(z.string()),
    providers: z.array(answeredProvider278Schema),
  }),
);

const decidedEvent278Schema = schemaOf<DecidedEvent278>()(
  z.strictObject({
    ...patientEvent278Shape,
    ...answer278Shape,
    providers: z.array(answeredProvider278Schema),
    transportLocations: z.array(answeredTransportLocation278Schema),
    services: z.array(decidedService278Schema),
  }),
);

const answeredPerson278Shape = {
  ...person278Shape,
  rejections: z.array(rejection278Schema),
  events: z.array(decidedEvent278Schema),
};
const answeredPerson278Schema = schemaOf<AnsweredPerson278>()(z.strictObject(answeredPerson278Shape));

const answeredSubscriber278Schema = schemaOf<AnsweredSubscriber278>()(
  z.strictObject({
    ...answeredPerson278Shape,
    dependent: answeredPerson278Schema.exactOptional(),
  }),
);

export const authorizationResponse278Schema = schemaOf<AuthorizationResponse278>()(
  z.strictObject({
    header: header278Schema,
    rejections: z.array(rejection278Schema),
    reviewer: answeringReviewer278Schema,
    requesters: z.array(answeredRequester278Schema),
    subscriber: answeredSubscriber278Schema.exactOptional(),
  }),
);
