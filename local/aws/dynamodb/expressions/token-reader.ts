import { type Token, type TokenKind, tokenise } from './expression-lexer.ts';
import { validationError } from '../errors.ts';
import type { ExpressionMember, Operand, Parsed, Path, PathStep } from './expression-tree.ts';
import { isReservedWord } from './reserved-words.ts';

const LONGEST_EXPRESSION_BYTES = 4096;

/** The order in which AWS reports faults of meaning, once the whole expression has been read. */
export type Fault = 'parentheses' | 'function' | 'misuse' | 'reserved' | 'section' | 'operands';
const faultOrder: readonly Fault[] = ['parentheses', 'function', 'misuse', 'reserved', 'section', 'operands'];

/** What every kind of expression is read with: tokens, document paths, operands, and AWS's messages. */
export class TokenReader {
  readonly #member: ExpressionMember;
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  readonly #faults = new Map<Fault, string>();
  readonly #placeholders = new Set<string>();
  #position = 0;

  constructor(member: ExpressionMember, expression: string) {
    this.#member = member;
    this.#expression = expression;
    if (expression.trim() === '') {
      throw this.error('The expression can not be empty;');
    }
    const bytes = Buffer.byteLength(expression, 'utf8');
    if (bytes > LONGEST_EXPRESSION_BYTES) {
      throw this.error(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
    }
    this.#tokens = tokenise(expression);
  }

  /** Notes a fault of meaning; a syntax error found later goes before it, as in AWS. */
  fault(kind: Fault, message: string): void {
    if (!this.#faults.has(kind)) {
      this.#faults.set(kind, message);
    }
  }

  /** Ends the reading: nothing may be left, and the first fault in AWS's order is thrown. */
  finish<Tree>(tree: Tree): Parsed<Tree> {
    if (this.current.kind !== 'end') {
      throw this.syntaxError();
    }
    for (const kind of faultOrder) {
      const message = this.#faults.get(kind);
      if (message !== undefined) {
        throw this.error(message);
      }
    }
    return { tree, placeholders: [...this.#placeholders] };
  }

  get current(): Token {
    return this.tokenAt(this.#position);
  }

  get position(): number {
    return this.#position;
  }

  /** The token at a position; past the last one, the end. */
  tokenAt(position: number): Token {
    return (
      this.#tokens[Math.min(position, this.#tokens.length - 1)] ?? {
        kind: 'end',
        text: '<EOF>',
        start: 0,
        end: 0,
      }
    );
  }

  /** Takes the current token if it is this symbol. */
  takeSymbol(symbol: string): boolean {
    const taken = this.current.kind === 'symbol' && this.current.text === symbol;
    this.#position += taken ? 1 : 0;
    return taken;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) {
      throw this.syntaxError();
    }
  }

  /** Takes the current token if it is this keyword, in any case. */
  takeKeyword(keyword: string): boolean {
    const taken = this.current.kind === 'word' && this.current.text.toUpperCase() === keyword;
    this.#position += taken ? 1 : 0;
    return taken;
  }

  takeKind(kind: TokenKind): string {
    const token = this.current;
    if (token.kind !== kind) {
      throw this.syntaxError();
    }
    this.#position += 1;
    return token.text;
  }

  /** `claim.#status[2]` */
  readPath(): Path {
    const steps: PathStep[] = [this.#readName()];
    for (;;) {
      if (this.takeSymbol('.')) {
        steps.push(this.#readName());
      } else if (this.takeSymbol('[')) {
        steps.push(Number(this.takeKind('number')));
        this.expectSymbol(']');
      } else {
        break;
      }
    }
    const resolved: (string | number)[] = [];
    for (const step of steps) {
      if (typeof step !== 'object') {
        resolved.push(step);
      }
    }
    return { kind: 'path', steps, resolved: resolved.length === steps.length ? resolved : undefined };
  }

  #readName(): PathStep {
    if (this.current.kind === 'name') {
      const placeholder = this.takeKind('name');
      this.#placeholders.add(placeholder);
      return { placeholder };
    }
    const name = this.takeKind('word');
    if (isReservedWord(name)) {
      this.fault('reserved', `Attribute name is a reserved keyword; reserved keyword: ${name}`);
    }
    return name;
  }

  readValue(): { kind: 'value'; placeholder: string } {
    const placeholder = this.takeKind('value');
    this.#placeholders.add(placeholder);
    return { kind: 'value', placeholder };
  }

  /** A path, a value placeholder, or a function of operands; any of them in parentheses. */
  readOperand(): Operand {
    if (this.takeSymbol('(')) {
      if (this.current.text === '(' && this.#member !== 'UpdateExpression') {
        this.fault('parentheses', 'The expression has redundant parentheses;');
      }
      const operand = this.readOperand();
      this.expectSymbol(')');
      return operand;
    }
    if (this.current.kind === 'value') {
      return this.readValue();
    }
    const next = this.tokenAt(this.#position + 1);
    if (this.current.kind === 'word' && next.kind === 'symbol' && next.text === '(') {
      const name = this.takeKind('word');
      this.expectSymbol('(');
      const operands = [this.readOperand()];
      while (this.takeSymbol(',')) {
        operands.push(this.readOperand());
      }
      this.expectSymbol(')');
      return { kind: 'function', name, operands };
    }
    return this.readPath();
  }

  error(message: string): Error {
    return validationError(`Invalid ${this.#member}: ${message}`);
  }

  syntaxError(): Error {
    const token = this.current;
    const from = this.#position === 0 ? token : this.tokenAt(this.#position - 1);
    const to = this.tokenAt(this.#position + 1);
    return this.error(
      `Syntax error; token: "${token.text}", near: "${this.#expression.slice(from.start, to.end)}"`,
    );
  }
}
