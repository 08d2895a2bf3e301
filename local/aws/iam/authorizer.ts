import { AwsError, type Authorizer, type Principal, type VirtualClock } from '../../runtime/service.ts';
import type { Resource } from '../../runtime/identity.ts';
import type { RequestContext } from './condition.ts';
import { collectPolicies, type PolicyBook, type RolePolicies } from './policies.ts';
import type { PrincipalClause, Statement } from './policy.ts';

export interface IamAuthorizer extends Authorizer {
  /** Whether the trust policy of the role lets the service take it. */
  mayAssume(roleArn: string, service: string): boolean;
  /** Throws when the role is not one of the application. */
  requireRole(roleArn: string, neededBy: string, service: string): void;
}

/** How a principal stands to the Principal member of a resource policy. */
type Match = 'named' | 'account' | 'none';

/** Keys that are the same for every call of one principal, so that a decision on them may be kept. */
const constantKeys = new Set([
  'aws:securetransport',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:principalisawsservice',
]);

const keptDecisions = 20_000;

/** Names of the error by service: the REST and query services say AccessDenied, the others AccessDeniedException. */
function denial(action: string, message: string): AwsError {
  const service = action.slice(0, action.indexOf(':'));
  if (service === 's3' || service === 'sts') {
    return new AwsError('AccessDenied', message, 403);
  }
  if (service === 'lambda' || service === 'scheduler') {
    return new AwsError('AccessDeniedException', message, 403);
  }
  return new AwsError('AccessDeniedException', message, 400);
}

/** The resource whose policy speaks about this ARN: the bucket of an object, the table of an index. */
function policyOwner(arn: string): string {
  if (arn.startsWith('arn:aws:s3:::')) {
    const slash = arn.indexOf('/');
    return slash < 0 ? arn : arn.slice(0, slash);
  }
  if (arn.split(':', 3)[2] === 'dynamodb') {
    return arn.replace(/^([^/]*\/[^/]*)\/.*$/, '$1');
  }
  if (arn.split(':', 3)[2] === 'lambda') {
    return arn.split(':', 7).join(':');
  }
  return arn;
}

/**
 * Decides every call by the template's own policies, as AWS does within one account: an explicit denial wins;
 * then an identity policy or a resource policy that names the principal must allow; the policy of a key and the trust
 * of a role must allow in any case, or hand the decision to the account. The operator of the machine may do everything.
 */
export function createAuthorizer(options: {
  readonly resources: readonly Resource[];
  readonly account: string;
  readonly region: string;
  readonly clock: VirtualClock;
}): IamAuthorizer {
  const { account, region, clock } = options;
  const book: PolicyBook = collectPolicies(options.resources);
  const rootArn = `arn:aws:iam::${account}:root`;
  const allowedBefore = new Set<string>();
  const byAction = new Map<string, readonly Statement[]>();

  /** The statements of a role that cover an action; found once. */
  const identityStatements = (role: RolePolicies, action: string): readonly Statement[] => {
    const key = `${role.arn} ${action}`;
    const known = byAction.get(key);
    if (known !== undefined) {
      return known;
    }
    const found = role.identity.filter((statement) => statement.coversAction(action));
    byAction.set(key, found);
    return found;
  };

  const matchPrincipal = (clause: PrincipalClause | undefined, principal: Principal): Match => {
    if (clause === undefined) {
      return 'none';
    }
    let match: Match = 'none';
    if (principal.kind === 'role') {
      if (clause.anyone || clause.aws.includes(principal.arn)) {
        match = 'named';
      } else if (clause.aws.includes(rootArn) || clause.aws.includes(account)) {
        match = 'account';
      }
    } else if (principal.kind === 'service') {
      match = clause.anyone || clause.services.includes(principal.service) ? 'named' : 'none';
    }
    if (clause.negated) {
      return match === 'none' ? 'named' : 'none';
    }
    return match;
  };

  const requestContext = (
    principal: Principal,
    given: Readonly<Record<string, string>>,
  ): Map<string, readonly string[]> => {
    const context = new Map<string, readonly string[]>([
      // On AWS every call of the SDK is over TLS; the loopback connection stands for it.
      ['aws:securetransport', ['true']],
      ['aws:requestedregion', [region]],
      ['aws:currenttime', [new Date(clock.now()).toISOString()]],
      ['aws:epochtime', [String(Math.floor(clock.now() / 1000))]],
      ['aws:resourceaccount', [account]],
      ['aws:principalisawsservice', [String(principal.kind === 'service')]],
    ]);
    if (principal.kind === 'role') {
      context.set('aws:principalarn', [principal.arn]);
      context.set('aws:principalaccount', [account]);
      context.set('aws:principaltype', ['AssumedRole']);
      const tags = { ...book.roles.get(principal.arn)?.tags, ...principal.tags };
      for (const [name, value] of Object.entries(tags)) {
        context.set(`aws:principaltag/${name.toLowerCase()}`, [value]);
      }
    }
    if (principal.kind === 'service') {
      context.set('aws:principalservicename', [principal.service]);
      context.set('aws:sourcearn', [principal.sourceArn]);
      context.set('aws:sourceaccount', [account]);
    }
    for (const [key, value] of Object.entries(given)) {
      // A key with several values (dynamodb:LeadingKeys) comes as lines.
      context.set(key.toLowerCase(), value.split('\n'));
    }
    return context;
  };

  const describe = (principal: Principal): string =>
    principal.kind === 'role'
      ? principal.arn
      : principal.kind === 'service'
        ? `${principal.service} for ${principal.sourceArn}`
        : 'operator';

  const holds = (statement: Statement, context: RequestContext): boolean =>
    statement.conditions.every((condition) => condition.holds(context));

  const deny = (
    principal: Principal,
    action: string,
    resourceArn: string,
    why: string,
    where: string,
  ): AwsError => {
    const missing = { Effect: 'Allow', Action: action, Resource: resourceArn };
    return denial(
      action,
      `User: ${describe(principal)} is not authorized to perform: ${action} on resource: ${resourceArn} because ${why}. Missing statement: ${JSON.stringify(missing)} in ${where}.`,
    );
  };

  const refuseExplicitly = (
    principal: Principal,
    action: string,
    resourceArn: string,
    statement: Statement,
  ): AwsError =>
    denial(
      action,
      `User: ${describe(principal)} is not authorized to perform: ${action} on resource: ${resourceArn} with an explicit deny in ${statement.origin}${statement.sid === undefined ? '' : `, statement ${statement.sid}`}${statement.conditions.length === 0 ? '' : ` (${statement.conditions.map((condition) => condition.text).join('; ')})`}.`,
    );

  /** Which condition kept a statement that covers the call from allowing it. */
  const failedCondition = (statements: readonly Statement[], context: RequestContext): string => {
    for (const statement of statements) {
      const failed = statement.conditions.find((condition) => !condition.holds(context));
      if (statement.effect === 'Allow' && failed !== undefined) {
        return ` (a statement of ${statement.origin} covers it, but its condition does not hold: ${failed.text}; the request has ${context.get(failed.key)?.join(', ') ?? 'no such key'})`;
      }
    }
    return '';
  };

  const decide = (
    principal: Exclude<Principal, { kind: 'operator' }>,
    action: string,
    resourceArn: string,
    given: Readonly<Record<string, string>>,
  ): { readonly keep: boolean } => {
    const context = requestContext(principal, given);
    const role = principal.kind === 'role' ? book.roles.get(principal.arn) : undefined;
    if (principal.kind === 'role' && role === undefined) {
      throw deny(
        principal,
        action,
        resourceArn,
        'the application has no such role',
        'a role of the template',
      );
    }
    const identity =
      role === undefined
        ? []
        : identityStatements(role, action).filter((statement) => statement.coversResource(resourceArn));
    const onResource = (
      book.resourcePolicies.get(resourceArn) ??
      book.resourcePolicies.get(policyOwner(resourceArn)) ??
      []
    )
      .map((statement) => ({ statement, match: matchPrincipal(statement.principal, principal) }))
      .filter(
        ({ statement, match }) =>
          match !== 'none' && statement.coversAction(action) && statement.coversResource(resourceArn),
      );

    const all = [...identity, ...onResource.map(({ statement }) => statement)];
    for (const statement of all) {
      if (statement.effect === 'Deny' && holds(statement, context)) {
        throw refuseExplicitly(principal, action, resourceArn, statement);
      }
    }
    const identityAllows = identity.some(
      (statement) => statement.effect === 'Allow' && holds(statement, context),
    );
    const allowing = onResource.filter(
      ({ statement }) => statement.effect === 'Allow' && holds(statement, context),
    );
    const resourceAllows = allowing.some(({ match }) => match === 'named');
    const decider = action.startsWith('kms:')
      ? 'the policy of the key'
      : action.startsWith('sts:')
        ? 'the trust of the role'
        : undefined;
    const delegates = allowing.some(({ match }) => match === 'account');

    if (principal.kind === 'service' || decider !== undefined) {
      if (decider !== undefined && identityAllows && !delegates && !resourceAllows) {
        const why = `${decider} does not allow it, neither directly nor by handing the decision to the account${failedCondition(all, context)}`;
        throw deny(principal, action, resourceArn, why, decider);
      }
      if (!resourceAllows && !(decider !== undefined && delegates && identityAllows)) {
        const why = `no resource-based policy allows the ${action} action${failedCondition(all, context)}`;
        throw deny(
          principal,
          action,
          resourceArn,
          why,
          role === undefined
            ? 'the policy of the resource'
            : `the policy of the resource, or of role ${role.path}`,
        );
      }
    } else if (!identityAllows && !resourceAllows) {
      const why = `no identity-based policy allows the ${action} action${failedCondition(all, context)}`;
      throw deny(principal, action, resourceArn, why, `a policy of role ${role?.path ?? principal.arn}`);
    }
    if (role?.boundary !== undefined) {
      const within = role.boundary.filter(
        (statement) => statement.coversAction(action) && statement.coversResource(resourceArn),
      );
      if (
        within.some((statement) => statement.effect === 'Deny' && holds(statement, context)) ||
        !within.some((statement) => statement.effect === 'Allow' && holds(statement, context))
      ) {
        const why = 'no permissions boundary allows it';
        throw deny(principal, action, resourceArn, why, `the permissions boundary of role ${role.path}`);
      }
      return { keep: false };
    }
    return {
      keep: all.every((statement) =>
        statement.conditions.every((condition) => constantKeys.has(condition.key)),
      ),
    };
  };

  const mayAssume = (roleArn: string, service: string): boolean => {
    const role = book.roles.get(roleArn);
    const principal: Principal = { kind: 'service', service, sourceArn: '' };
    return (role?.trust ?? []).some(
      (statement) =>
        statement.effect === 'Allow' &&
        statement.coversAction('sts:AssumeRole') &&
        matchPrincipal(statement.principal, principal) === 'named',
    );
  };

  return {
    authorize: (principal, action, askedArn, context = {}) => {
      if (principal.kind === 'operator') {
        return;
      }
      const resourceArn = book.keysByAlias.get(askedArn) ?? askedArn;
      const who =
        principal.kind === 'role'
          ? `${principal.arn} ${JSON.stringify(principal.tags ?? {})}`
          : `${principal.service} ${principal.sourceArn}`;
      const key = `${who}\n${action}\n${resourceArn}`;
      if (allowedBefore.has(key)) {
        return;
      }
      const { keep } = decide(principal, action, resourceArn, context);
      if (keep) {
        if (allowedBefore.size >= keptDecisions) {
          allowedBefore.clear();
        }
        allowedBefore.add(key);
      }
    },
    mayAssume,
    requireRole: (roleArn, neededBy, service) => {
      const role = book.roles.get(roleArn);
      if (role === undefined) {
        throw new Error(`${neededBy} runs as ${roleArn}, which is not a role of the application.`);
      }
      if (role.unknownPolicies.length > 0) {
        throw new Error(
          `${neededBy} runs as ${role.path}, which has ${role.unknownPolicies.join(', ')}; the content of that policy is not known here. Grant what the role needs in the application, or add the policy to local/aws/iam/managed-policies.ts.`,
        );
      }
      if (!mayAssume(roleArn, service)) {
        throw new Error(
          `${neededBy} runs as ${roleArn}, whose trust policy does not let ${service} take it.`,
        );
      }
    },
  };
}
