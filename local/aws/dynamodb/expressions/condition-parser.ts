import type { Comparator, Condition, ExpressionMember, Operand, Parsed } from './expression-tree.ts';
import { TokenReader } from './token-reader.ts';

const comparators: ReadonlySet<string> = new Set<Comparator>(['=', '<>', '<', '<=', '>', '>=']);
const operandCounts: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const MOST_CANDIDATES = 100;

function isComparator(text: string): text is Comparator {
  return comparators.has(text);
}

/** Reads a condition, filter or key condition expression; throws the ValidationException of AWS. */
export function parseCondition(member: ExpressionMember, expression: string): Parsed<Condition> {
  const reader = new TokenReader(member, expression);
  return reader.finish(readOr(reader));
}

function readOr(reader: TokenReader): Condition {
  let left = readAnd(reader);
  while (reader.takeKeyword('OR')) {
    left = { kind: 'or', left, right: readAnd(reader) };
  }
  return left;
}

function readAnd(reader: TokenReader): Condition {
  let left = readNot(reader);
  while (reader.takeKeyword('AND')) {
    left = { kind: 'and', left, right: readNot(reader) };
  }
  return left;
}

function readNot(reader: TokenReader): Condition {
  if (reader.takeKeyword('NOT')) {
    return { kind: 'not', condition: readNot(reader) };
  }
  if (reader.current.text === '(' && !opensOperand(reader)) {
    reader.expectSymbol('(');
    const opened = reader.position;
    const startsWithParenthesis = reader.current.text === '(';
    const condition = readOr(reader);
    if (startsWithParenthesis && closesOnlyItself(reader, opened)) {
      reader.fault('parentheses', 'The expression has redundant parentheses;');
    }
    reader.expectSymbol(')');
    return condition;
  }
  return readTest(reader);
}

/** Whether the parenthesis at `opened` spans all that was read since, as in `((a = :b))`. */
function closesOnlyItself(reader: TokenReader, opened: number): boolean {
  let depth = 0;
  for (let position = opened; position < reader.position; position += 1) {
    const { kind, text } = reader.tokenAt(position);
    if (kind === 'symbol' && (text === '(' || text === ')')) {
      depth += text === '(' ? 1 : -1;
      if (depth === 0) {
        return position === reader.position - 1;
      }
    }
  }
  return false;
}

/** Whether the parenthesis that comes holds an operand, as in `(payer) = :payer`: then a comparison follows it. */
function opensOperand(reader: TokenReader): boolean {
  let depth = 0;
  for (let position = reader.position; ; position += 1) {
    const { kind, text } = reader.tokenAt(position);
    if (kind === 'end') {
      return false;
    }
    if (kind === 'symbol' && (text === '(' || text === ')')) {
      depth += text === '(' ? 1 : -1;
      if (depth === 0) {
        const next = reader.tokenAt(position + 1);
        return next.kind === 'symbol'
          ? isComparator(next.text)
          : next.kind === 'word' && ['BETWEEN', 'IN'].includes(next.text.toUpperCase());
      }
    }
  }
}

function readTest(reader: TokenReader): Condition {
  const operand = reader.readOperand();
  const { kind, text } = reader.current;
  if (kind === 'symbol' && isComparator(text)) {
    reader.expectSymbol(text);
    const right = reader.readOperand();
    checkOperands(reader, [operand, right]);
    return { kind: 'comparison', comparator: text, left: operand, right };
  }
  if (reader.takeKeyword('BETWEEN')) {
    const lower = reader.readOperand();
    if (!reader.takeKeyword('AND')) {
      throw reader.syntaxError();
    }
    const upper = reader.readOperand();
    checkOperands(reader, [operand, lower, upper]);
    return { kind: 'between', operand, lower, upper };
  }
  if (reader.takeKeyword('IN')) {
    return readIn(reader, operand);
  }
  if (operand.kind !== 'function') {
    throw reader.syntaxError();
  }
  checkFunction(reader, operand);
  if (operand.name === 'size') {
    misused(reader, operand.name);
  }
  return operand;
}

function readIn(reader: TokenReader, operand: Operand): Condition {
  reader.expectSymbol('(');
  const candidates = [reader.readOperand()];
  while (reader.takeSymbol(',')) {
    candidates.push(reader.readOperand());
  }
  reader.expectSymbol(')');
  if (candidates.length > MOST_CANDIDATES) {
    reader.fault(
      'operands',
      `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
    );
  }
  checkOperands(reader, [operand, ...candidates]);
  return { kind: 'in', operand, candidates };
}

function misused(reader: TokenReader, name: string): void {
  reader.fault(
    'misuse',
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );
}

/** Operands of a comparison: only `size` is a function that has a value. */
function checkOperands(reader: TokenReader, operands: readonly Operand[]): void {
  for (const operand of operands) {
    if (operand.kind === 'function') {
      checkFunction(reader, operand);
      if (operand.name !== 'size') {
        misused(reader, operand.name);
      }
    }
  }
}

function checkFunction(reader: TokenReader, call: Extract<Operand, { kind: 'function' }>): void {
  const count = Object.hasOwn(operandCounts, call.name) ? operandCounts[call.name] : undefined;
  if (count === undefined) {
    reader.fault('function', `Invalid function name; function: ${call.name}`);
    return;
  }
  if (call.operands.length !== count) {
    reader.fault(
      'operands',
      `Incorrect number of operands for operator or function; operator or function: ${call.name}, number of operands: ${call.operands.length}`,
    );
  }
  if (call.name.startsWith('attribute_') && call.operands[0]?.kind !== 'path') {
    if (call.name !== 'attribute_type') {
      reader.fault(
        'operands',
        `Operator or function requires a document path; operator or function: ${call.name}`,
      );
    }
  }
  checkOperands(reader, call.operands);
}
