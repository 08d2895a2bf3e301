import * as z from 'zod';
import { compileConditions, type CompiledCondition } from './condition.ts';
import { compilePatterns, type Pattern } from './pattern.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Principal: z.union([z.literal('*'), z.record(z.string(), oneOrMany)]).optional(),
  NotPrincipal: z.union([z.literal('*'), z.record(z.string(), oneOrMany)]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});

/** A policy as the template writes it. */
const policySchema = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([statementSchema.transform((one) => [one]), z.array(statementSchema)]),
});

/** One statement made ready for many decisions. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly sid: string | undefined;
  /** The policy it stands in, for messages. */
  readonly origin: string;
  readonly coversAction: (action: string) => boolean;
  readonly coversResource: (resourceArn: string) => boolean;
  /** The principals it names; undefined in an identity policy. */
  readonly principal: PrincipalClause | undefined;
  readonly conditions: readonly CompiledCondition[];
}

export interface PrincipalClause {
  readonly negated: boolean;
  readonly anyone: boolean;
  /** ARNs and account ids. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function clause(
  principal: z.infer<typeof statementSchema>['Principal'],
  negated: boolean,
): PrincipalClause | undefined {
  if (principal === undefined) {
    return undefined;
  }
  if (principal === '*') {
    return { negated, anyone: true, aws: [], services: [] };
  }
  const aws = asList(principal['AWS']);
  return { negated, anyone: aws.includes('*'), aws, services: asList(principal['Service']) };
}

function cover(patterns: Pattern, exceptions: Pattern | undefined): (text: string) => boolean {
  return exceptions === undefined ? patterns : (text) => !exceptions(text);
}

/**
 * Makes the statements of a policy ready. `origin` names the policy in messages. A document with a member that
 * is not known is refused: an ignored member could turn a denial into permission.
 */
export function compilePolicy(document: unknown, origin: string): Statement[] {
  const parsed = policySchema.safeParse(document);
  if (!parsed.success) {
    throw new Error(`Policy ${origin} cannot be read: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.Statement.map((statement) => ({
    effect: statement.Effect,
    sid: statement.Sid,
    origin,
    coversAction: cover(
      compilePatterns(asList(statement.Action), 'caseless'),
      statement.NotAction === undefined
        ? undefined
        : compilePatterns(asList(statement.NotAction), 'caseless'),
    ),
    coversResource:
      // A trust policy names no resource: it speaks of its own role.
      statement.Resource === undefined && statement.NotResource === undefined
        ? () => true
        : cover(
            compilePatterns(asList(statement.Resource), 'exact'),
            statement.NotResource === undefined
              ? undefined
              : compilePatterns(asList(statement.NotResource), 'exact'),
          ),
    principal: clause(statement.Principal, false) ?? clause(statement.NotPrincipal, true),
    conditions: compileConditions(statement.Condition ?? {}, origin),
  }));
}
