import type { Json, JsonObject } from '../../runtime/service.ts';

/** How a target's input is made from an event: a constant, a part of it, or a template. */
export interface TargetInput {
  /** JSON text sent as it is. */
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: {
    readonly inputPathsMap: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
  };
}

/** What a template can name beside its own paths. */
export interface TransformerFacts {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO time when the event came in. */
  readonly ingestionTime: string;
}

/** The value at a path such as `$.detail.items[0]['key']`, or undefined; throws for a path that cannot be read. */
export function readPath(path: string, event: Json): Json | undefined {
  if (!/^\$(?:\.[\w$-]+|\[(?:\d+|'[^']*'|"[^"]*")\])*$/.test(path)) {
    throw new Error(
      `The JSON path ${path} is not one that EventBridge takes: expected $, .name, ['name'] and [0].`,
    );
  }
  let value: Json | undefined = event;
  for (const [, name, index, single, double] of path.matchAll(
    /\.([\w$-]+)|\[(?:(\d+)|'([^']*)'|"([^"]*)")\]/g,
  )) {
    if (value === undefined || value === null || typeof value !== 'object') {
      return undefined;
    }
    const key: string = name ?? single ?? double ?? '';
    if (Array.isArray(value)) {
      value = index === undefined ? undefined : value[Number(index)];
    } else {
      value = Object.hasOwn(value, key) ? value[key] : undefined;
    }
  }
  return value;
}

/** Finds where the text of a template lies inside a JSON string: there a value goes in without quotes of its own. */
function insideString(template: string, end: number): boolean {
  let inside = false;
  for (let index = 0; index < end; index += 1) {
    const character = template.charAt(index);
    if (character === '\\') {
      index += 1;
    } else if (character === '"') {
      inside = !inside;
    }
  }
  return inside;
}

function variables(
  paths: Readonly<Record<string, string>>,
  event: JsonObject,
  facts: TransformerFacts,
): Map<string, Json | undefined> {
  const values = new Map<string, Json | undefined>([
    ['aws.events.rule-arn', facts.ruleArn],
    ['aws.events.rule-name', facts.ruleName],
    ['aws.events.event.ingestion-time', facts.ingestionTime],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
  ]);
  for (const [name, path] of Object.entries(paths)) {
    values.set(name, readPath(path, event));
  }
  return values;
}

function transform(template: string, values: ReadonlyMap<string, Json | undefined>): string {
  return template.replace(/<([\w.-]+)>/g, (whole, name: string, offset: number) => {
    if (!values.has(name)) {
      return whole;
    }
    const value = values.get(name);
    if (!insideString(template, offset)) {
      // A value that the event does not have leaves an empty text, so that the JSON stays whole.
      return value === undefined ? '""' : JSON.stringify(value);
    }
    const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}

/** The JSON text that a target gets for an event. */
export function targetPayload(target: TargetInput, event: JsonObject, facts: TransformerFacts): string {
  if (target.input !== undefined) {
    return target.input;
  }
  if (target.inputTransformer !== undefined) {
    const { inputPathsMap, inputTemplate } = target.inputTransformer;
    return transform(inputTemplate, variables(inputPathsMap, event, facts));
  }
  const value = target.inputPath === undefined ? event : readPath(target.inputPath, event);
  return JSON.stringify(value ?? null);
}
