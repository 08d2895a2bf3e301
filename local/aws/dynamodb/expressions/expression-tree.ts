/** The trees that the expression parser makes. They hold placeholders, not names and values, so that one tree serves every request with the same text. */

/** A step into a document: a literal attribute name, a list index, or a placeholder such as `#status`. */
export type PathStep = string | number | { readonly placeholder: string };

/** A document path; `resolved` is there when no step is a placeholder. */
export interface Path {
  readonly kind: 'path';
  readonly steps: readonly PathStep[];
  readonly resolved: ResolvedPath | undefined;
}

/** A document path with its placeholders replaced. */
export type ResolvedPath = readonly (string | number)[];

/** A value placeholder such as `:amount`. */
export interface ValueReference {
  readonly kind: 'value';
  readonly placeholder: string;
}

export interface FunctionCall {
  readonly kind: 'function';
  readonly name: string;
  readonly operands: readonly Operand[];
}

export type Operand = Path | ValueReference | FunctionCall;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'comparison';
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly operand: Operand;
      readonly lower: Operand;
      readonly upper: Operand;
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | FunctionCall;

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-';
  readonly left: Operand;
  readonly right: Operand;
}

/** One change of an update expression. */
export type UpdateAction =
  | { readonly section: 'SET'; readonly path: Path; readonly value: Operand | Arithmetic }
  | { readonly section: 'REMOVE'; readonly path: Path }
  | { readonly section: 'ADD' | 'DELETE'; readonly path: Path; readonly value: ValueReference };

/** A parsed expression and the placeholders it uses. */
export interface Parsed<Tree> {
  readonly tree: Tree;
  /** In the order of the text, each once. */
  readonly placeholders: readonly string[];
}

/** The request member that an expression came in; AWS begins its messages with it. */
export type ExpressionMember =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** A path as AWS prints it in messages: `[claim, [0], status]`. */
export function printPath(path: ResolvedPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}
