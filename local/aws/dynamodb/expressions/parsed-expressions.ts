import { parseCondition } from './condition-parser.ts';
import type { Condition, ExpressionMember, Parsed, Path, UpdateAction } from './expression-tree.ts';
import { parseProjection } from './projection-parser.ts';
import { parseUpdate } from './update-parser.ts';

const CAPACITY = 2000;

/** Keeps the trees of the expressions that were read last, by their text: a program sends few texts many times. */
class RecentlyParsed<Tree> {
  readonly #parse: (expression: string) => Parsed<Tree>;
  readonly #parsed = new Map<string, Parsed<Tree>>();

  constructor(parse: (expression: string) => Parsed<Tree>) {
    this.#parse = parse;
  }

  get(expression: string): Parsed<Tree> {
    let parsed = this.#parsed.get(expression);
    if (parsed === undefined) {
      parsed = this.#parse(expression);
      if (this.#parsed.size >= CAPACITY) {
        const [oldest] = this.#parsed.keys();
        this.#parsed.delete(oldest ?? '');
      }
    } else {
      this.#parsed.delete(expression);
    }
    this.#parsed.set(expression, parsed);
    return parsed;
  }
}

const updates = new RecentlyParsed(parseUpdate);
const projections = new RecentlyParsed(parseProjection);
const conditions: Readonly<
  Record<Exclude<ExpressionMember, 'UpdateExpression' | 'ProjectionExpression'>, RecentlyParsed<Condition>>
> = {
  ConditionExpression: new RecentlyParsed((text) => parseCondition('ConditionExpression', text)),
  FilterExpression: new RecentlyParsed((text) => parseCondition('FilterExpression', text)),
  KeyConditionExpression: new RecentlyParsed((text) => parseCondition('KeyConditionExpression', text)),
};

/** The tree of an update expression, parsed once a text. */
export function parsedUpdate(expression: string): Parsed<readonly UpdateAction[]> {
  return updates.get(expression);
}

/** The tree of a projection expression, parsed once a text. */
export function parsedProjection(expression: string): Parsed<readonly Path[]> {
  return projections.get(expression);
}

/** The tree of a condition, parsed once a text. */
export function parsedCondition(member: keyof typeof conditions, expression: string): Parsed<Condition> {
  return conditions[member].get(expression);
}
