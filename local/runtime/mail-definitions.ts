import * as z from 'zod';
import type { MailDefinition } from '../aws/ses/mail-definition.ts';
import { arnOf, parseProperties } from './definitions.ts';
import type { Resource } from './identity.ts';

const identitySchema = z.strictObject({
  EmailIdentity: z.string().min(1),
  ConfigurationSetAttributes: z.unknown().optional(),
  DkimAttributes: z.unknown().optional(),
  FeedbackAttributes: z.unknown().optional(),
});
const configurationSetSchema = z.strictObject({
  Name: z.string().optional(),
  DeliveryOptions: z.unknown().optional(),
  ReputationOptions: z.unknown().optional(),
  SuppressionOptions: z.unknown().optional(),
});

/** The AWS::SES identities and configuration sets of the template. How mail is delivered is not for one machine. */
export function mailDefinition(resources: readonly Resource[]): MailDefinition {
  const named = (type: string, schema: z.ZodType) =>
    resources
      .filter((resource) => resource.type === type)
      .map((resource) => {
        parseProperties(resource, schema);
        return { name: resource.identity.name, arn: arnOf(resource) };
      });
  return {
    identities: named('AWS::SES::EmailIdentity', identitySchema),
    configurationSets: named('AWS::SES::ConfigurationSet', configurationSetSchema),
  };
}
