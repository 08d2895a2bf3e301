import * as z from 'zod';

/** A rule of a Choice state, as deep as it is. */
export interface ChoiceRule {
  readonly Next?: string | undefined;
  readonly And?: readonly ChoiceRule[] | undefined;
  readonly Or?: readonly ChoiceRule[] | undefined;
  readonly Not?: ChoiceRule | undefined;
  readonly [operator: string]: unknown;
}

const ChoiceRule: z.ZodType<ChoiceRule> = z.lazy(() =>
  z.looseObject({
    Next: z.string().optional(),
    And: z.array(ChoiceRule).optional(),
    Or: z.array(ChoiceRule).optional(),
    Not: ChoiceRule.optional(),
  }),
);

const Handler = z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string().optional() });

/** What of a state of the Amazon States Language is read here; the rest is kept as it is. */
const State = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(ChoiceRule).optional(),
  Catch: z.array(Handler).optional(),
  Retry: z.array(Handler).optional(),
  TimeoutSeconds: z.number().optional(),
  TimeoutSecondsPath: z.string().optional(),
  get ItemProcessor() {
    return Definition.optional();
  },
});
export type State = z.infer<typeof State>;

const Definition = z.looseObject({
  Comment: z.string().optional(),
  StartAt: z.string(),
  TimeoutSeconds: z.number().optional(),
  get States() {
    return z.record(z.string(), State);
  },
});
export type Definition = z.infer<typeof Definition>;

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});

/** The state machines of a template by logical id, with a stand-in ARN or URL for every reference. */
export function definitionsOf(template: unknown): ReadonlyMap<string, Definition> {
  const { Resources } = Template.parse(template);
  const definitions = new Map<string, Definition>();
  for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
    if (Type === 'AWS::StepFunctions::StateMachine') {
      const text = standIn(Properties?.['DefinitionString']);
      definitions.set(logicalId, Definition.parse(JSON.parse(text)));
    }
  }
  return definitions;
}

const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Reference = z.object({ Ref: z.string() });
const Attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const Import = z.object({ 'Fn::ImportValue': z.string() });

function standIn(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const join = Join.safeParse(value);
  if (join.success) {
    const [separator, parts] = join.data['Fn::Join'];
    return parts.map(standIn).join(separator);
  }
  const attribute = Attribute.safeParse(value);
  if (attribute.success) {
    const [logicalId, name] = attribute.data['Fn::GetAtt'];
    return name === 'Arn' ? `arn:aws:lambda:us-east-1:111111111111:function:${logicalId}` : logicalId;
  }
  const reference = Reference.safeParse(value);
  if (reference.success) {
    return reference.data.Ref === 'AWS::Partition' ? 'aws' : reference.data.Ref;
  }
  return Import.parse(value)['Fn::ImportValue'];
}

export interface NamedState {
  readonly name: string;
  readonly state: State;
}

/** Every state of a definition, with those inside its maps. */
export function statesOf(definition: Definition): NamedState[] {
  return Object.entries(definition.States).flatMap(([name, state]) => [
    { name, state },
    ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor)),
  ]);
}
