import path from 'node:path';
import type { RawResource, RawStack } from './assembly.ts';
import { identify, isIdentityExact, type Identity, type Place, type Resource } from './identity.ts';
import type { Json, JsonObject } from './service.ts';

/** A whole application with every expression resolved. */
export interface Application {
  readonly account: string;
  readonly region: string;
  readonly resources: readonly Resource[];
  /** By stack name, then by output name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** Stands for `AWS::NoValue`: whatever holds it is left out. */
const noValue = Symbol('AWS::NoValue');
type Resolved = Json | typeof noValue;

const partition = 'aws';
const urlSuffix = 'amazonaws.com';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Resolves the expressions of all stacks: Ref, Fn::GetAtt, Join, Sub, Select, Split, If and the conditions,
 * FindInMap, ImportValue over the stacks' exports, and the pseudo parameters. A name that the template leaves
 * open is made of stack, logical id and a hash. What it cannot resolve it refuses, naming the place.
 */
export function resolveApplication(
  stacks: readonly RawStack[],
  defaults: { readonly account: string; readonly region: string; readonly endpoint: string },
): Application {
  const resolvers = stacks.map((stack) => createStackResolver(stack));
  const account = stacks.find((stack) => stack.account !== undefined)?.account ?? defaults.account;
  const region = stacks.find((stack) => stack.region !== undefined)?.region ?? defaults.region;

  const exportsByName = new Map<string, { readonly resolve: () => Json; readonly stackName: string }>();
  for (const resolver of resolvers) {
    for (const [name, resolve] of resolver.exports()) {
      exportsByName.set(name, { resolve, stackName: resolver.stackName });
    }
  }

  function createStackResolver(stack: RawStack) {
    const { template, stackName } = stack;
    const identities = new Map<string, Identity>();
    const inProgress = new Set<string>();
    const conditions = new Map<string, boolean>();

    const fail = (where: string, what: string): never => {
      throw new Error(`Stack ${stackName}, ${where}: ${what}`);
    };

    const pseudo = (name: string): Resolved | undefined => {
      switch (name) {
        case 'AWS::AccountId':
          return stack.account ?? account;
        case 'AWS::Region':
          return stack.region ?? region;
        case 'AWS::Partition':
          return partition;
        case 'AWS::URLSuffix':
          return urlSuffix;
        case 'AWS::StackName':
          return stackName;
        case 'AWS::StackId':
          return `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-4000-8000-000000000000`;
        case 'AWS::NotificationARNs':
          return [];
        case 'AWS::NoValue':
          return noValue;
        default:
          return undefined;
      }
    };

    const resourceNamed = (logicalId: string, where: string): RawResource =>
      template.Resources[logicalId] ??
      fail(where, `it refers to ${logicalId}, which the template does not have. Synthesise again.`);

    const identityOf = (logicalId: string, where: string): Identity => {
      const known = identities.get(logicalId);
      if (known !== undefined) {
        return known;
      }
      const resource = resourceNamed(logicalId, where);
      if (inProgress.has(logicalId)) {
        return fail(where, `the name of ${logicalId} depends on itself.`);
      }
      inProgress.add(logicalId);
      const place: Place = {
        partition,
        region: stack.region ?? region,
        account: stack.account ?? account,
        endpoint: defaults.endpoint,
        stackName,
        logicalId,
      };
      const identity = identify(resource.Type, place, (property) => {
        const value = resource.Properties?.[property];
        return value === undefined ? undefined : resolveAt(value, `${logicalId}.${property}`);
      });
      inProgress.delete(logicalId);
      identities.set(logicalId, identity);
      return identity;
    };

    const reference = (name: string, where: string): Resolved => {
      const value = pseudo(name);
      if (value !== undefined) {
        return value;
      }
      const parameter = template.Parameters?.[name];
      if (parameter !== undefined) {
        const assigned = stack.parameters[name] ?? parameter.Default;
        return assigned === undefined
          ? fail(where, `parameter ${name} has no default, and nothing on one machine assigns it one.`)
          : (assigned as Json);
      }
      return identityOf(name, where).ref;
    };

    const attribute = (logicalId: string, name: string, where: string): Json => {
      const { attributes, arn } = identityOf(logicalId, where);
      const value = attributes[name] ?? (name === 'Arn' ? arn : undefined);
      if (value !== undefined) {
        return value;
      }
      const { Type: type } = resourceNamed(logicalId, where);
      if (isIdentityExact(type)) {
        return fail(
          where,
          `Fn::GetAtt ${logicalId}.${name}: attribute ${name} of ${type} is not known here.`,
        );
      }
      // A type that is not served: nothing can be asked of it, so its attribute is a name that leads nowhere.
      return `${logicalId}.${name}.invalid`;
    };

    const condition = (name: string, where: string): boolean => {
      const known = conditions.get(name);
      if (known !== undefined) {
        return known;
      }
      const expression = template.Conditions?.[name];
      if (expression === undefined) {
        return fail(where, `condition ${name} is not declared.`);
      }
      const result = truth(expression, `condition ${name}`);
      conditions.set(name, result);
      return result;
    };

    const truth = (expression: unknown, where: string): boolean => {
      if (!isObject(expression)) {
        return expression === true || expression === 'true';
      }
      const [operator = '', operand] = Object.entries(expression)[0] ?? [];
      const operands = Array.isArray(operand) ? (operand as unknown[]) : [];
      switch (operator) {
        case 'Condition':
          return condition(String(operand), where);
        case 'Fn::Equals':
          return resolveAt(operands[0], where) === resolveAt(operands[1], where);
        case 'Fn::Not':
          return !truth(operands[0], where);
        case 'Fn::And':
          return operands.every((one) => truth(one, where));
        case 'Fn::Or':
          return operands.some((one) => truth(one, where));
        default:
          return fail(where, `${operator} is not a condition function that is known here.`);
      }
    };

    const substitute = (operand: unknown, where: string): string => {
      const [pattern, variables] = Array.isArray(operand)
        ? [String(operand[0]), (operand[1] ?? {}) as Record<string, unknown>]
        : [String(operand), {}];
      return pattern.replaceAll(/\$\{([^}]*)\}/g, (_whole, name: string) => {
        if (name.startsWith('!')) {
          return `\${${name.slice(1)}}`;
        }
        if (name in variables) {
          return text(variables[name], where);
        }
        const dot = name.indexOf('.');
        return text(dot < 0 ? { Ref: name } : { 'Fn::GetAtt': name }, where);
      });
    };

    const list = (value: unknown, where: string): Json[] => {
      const resolved = resolveAt(value, where);
      return Array.isArray(resolved)
        ? resolved
        : fail(where, `a list was expected, found ${JSON.stringify(resolved)}.`);
    };

    const text = (value: unknown, where: string): string => {
      const resolved = resolveAt(value, where);
      return typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean'
        ? String(resolved)
        : fail(where, `text was expected, found ${JSON.stringify(resolved)}.`);
    };

    const call = (name: string, operand: unknown, where: string): Resolved => {
      const operands = Array.isArray(operand) ? (operand as unknown[]) : [];
      switch (name) {
        case 'Ref':
          return reference(String(operand), where);
        case 'Fn::GetAtt': {
          const [logicalId = '', ...rest] = Array.isArray(operand)
            ? (operand as unknown[]).map(String)
            : String(operand).split('.');
          return attribute(logicalId, rest.join('.'), where);
        }
        case 'Fn::Join':
          return list(operands[1], where)
            .map((part) => text(part, where))
            .join(text(operands[0], where));
        case 'Fn::Sub':
          return substitute(operand, where);
        case 'Fn::Select': {
          const chosen = list(operands[1], where)[Number(text(operands[0], where))];
          return chosen ?? fail(where, `Fn::Select: the list has no element ${JSON.stringify(operands[0])}.`);
        }
        case 'Fn::Split':
          return text(operands[1], where).split(text(operands[0], where));
        case 'Fn::If':
          return resolve(condition(String(operands[0]), where) ? operands[1] : operands[2], where);
        case 'Fn::FindInMap': {
          const [map = '', top = '', second = ''] = operands.map((one) => text(one, where));
          const found = template.Mappings?.[map]?.[top]?.[second];
          return found === undefined
            ? fail(where, `Fn::FindInMap: ${map}.${top}.${second} is not in the template's mappings.`)
            : (found as Json);
        }
        case 'Fn::ImportValue': {
          const exportName = text(operand, where);
          const exported = exportsByName.get(exportName);
          return exported === undefined
            ? fail(where, `it imports ${exportName}, which no stack of the application exports.`)
            : exported.resolve();
        }
        case 'Fn::Base64':
          return Buffer.from(text(operand, where)).toString('base64');
        case 'Fn::GetAZs':
          return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
        case 'Fn::ToJsonString':
          return JSON.stringify(resolveAt(operand, where));
        default:
          return fail(where, `${name} is not an expression that is known here.`);
      }
    };

    const resolve = (value: unknown, where: string): Resolved => {
      if (Array.isArray(value)) {
        return (value as unknown[]).map((one) => resolve(one, where)).filter((one) => one !== noValue);
      }
      if (!isObject(value)) {
        if (typeof value === 'string' && value.includes('{{resolve:')) {
          return fail(where, `${value}: a dynamic reference reads a service that does not run here.`);
        }
        return value as Json;
      }
      const entries = Object.entries(value);
      const [name = '', operand] = entries[0] ?? [];
      if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
        return call(name, operand, where);
      }
      const result: JsonObject = {};
      for (const [key, one] of entries) {
        const resolved = resolve(one, where);
        if (resolved !== noValue) {
          result[key] = resolved;
        }
      }
      return result;
    };

    const resolveAt = (value: unknown, where: string): Json => {
      const resolved = resolve(value, where);
      return resolved === noValue ? null : resolved;
    };

    return {
      stackName,
      exports: function* exports(): Generator<[string, () => Json]> {
        for (const [name, output] of Object.entries(template.Outputs ?? {})) {
          if (output.Export !== undefined) {
            yield [
              text(output.Export.Name, `output ${name}`),
              () => resolveAt(output.Value, `output ${name}`),
            ];
          }
        }
      },
      outputs: (): Record<string, Json> => {
        const result: Record<string, Json> = {};
        for (const [name, output] of Object.entries(template.Outputs ?? {})) {
          if (output.Condition === undefined || condition(output.Condition, `output ${name}`)) {
            result[name] = resolveAt(output.Value, `output ${name}`);
          }
        }
        return result;
      },
      resources: function* resources(): Generator<Resource> {
        for (const [logicalId, raw] of Object.entries(template.Resources)) {
          if (raw.Condition !== undefined && !condition(raw.Condition, logicalId)) {
            continue;
          }
          const metadata = (raw.Metadata ?? {}) as JsonObject;
          const asset = metadata['aws:asset:path'];
          const constructPath = metadata['aws:cdk:path'];
          yield {
            stackName,
            logicalId,
            type: raw.Type,
            path: typeof constructPath === 'string' ? constructPath : `${stackName}/${logicalId}`,
            identity: identityOf(logicalId, logicalId),
            properties: resolveAt(raw.Properties ?? {}, logicalId) as JsonObject,
            metadata,
            assetPath: typeof asset === 'string' ? path.resolve(stack.folder, asset) : undefined,
          };
        }
      },
    };
  }

  return {
    account,
    region,
    resources: resolvers.flatMap((resolver) => [...resolver.resources()]),
    outputs: Object.fromEntries(resolvers.map((resolver) => [resolver.stackName, resolver.outputs()])),
  };
}
