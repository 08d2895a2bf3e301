import type { Arithmetic, FunctionCall, Operand, Parsed, UpdateAction } from './expression-tree.ts';
import { TokenReader } from './token-reader.ts';

const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof sections)[number];

/** Reads an update expression; throws the ValidationException of AWS. */
export function parseUpdate(expression: string): Parsed<readonly UpdateAction[]> {
  const reader = new TokenReader('UpdateExpression', expression);
  const actions: UpdateAction[] = [];
  const seen = new Set<Section>();
  do {
    const section = sections.find((name) => reader.takeKeyword(name));
    if (section === undefined) {
      throw reader.syntaxError();
    }
    if (seen.has(section)) {
      reader.fault('section', `The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    do {
      actions.push(readAction(reader, section));
    } while (reader.takeSymbol(','));
  } while (reader.current.kind !== 'end');
  return reader.finish(actions);
}

function readAction(reader: TokenReader, section: Section): UpdateAction {
  const path = reader.readPath();
  switch (section) {
    case 'SET':
      reader.expectSymbol('=');
      return { section, path, value: readSetValue(reader) };
    case 'REMOVE':
      return { section, path };
    case 'ADD':
    case 'DELETE':
      return { section, path, value: reader.readValue() };
  }
}

/** AWS allows one pair of parentheses round the whole value, and round an operand on the right. */
function readSetValue(reader: TokenReader): Operand | Arithmetic {
  if (!reader.takeSymbol('(')) {
    return readSum(reader);
  }
  const value = reader.current.text === '(' ? readSetOperand(reader) : readSum(reader);
  reader.expectSymbol(')');
  return value;
}

function readSum(reader: TokenReader): Operand | Arithmetic {
  const left = readSetOperand(reader);
  const operator = reader.takeSymbol('+') ? '+' : reader.takeSymbol('-') ? '-' : undefined;
  return operator === undefined
    ? left
    : { kind: 'arithmetic', operator, left, right: readSetOperand(reader) };
}

function readSetOperand(reader: TokenReader): Operand {
  const operand = reader.readOperand();
  if (operand.kind === 'function') {
    checkFunction(reader, operand);
  }
  return operand;
}

function checkFunction(reader: TokenReader, call: FunctionCall): void {
  if (call.name !== 'if_not_exists' && call.name !== 'list_append') {
    reader.fault('function', `Invalid function name; function: ${call.name}`);
    return;
  }
  if (call.operands.length !== 2) {
    reader.fault(
      'operands',
      `Incorrect number of operands for operator or function; operator or function: ${call.name}, number of operands: ${call.operands.length}`,
    );
  }
  if (call.name === 'if_not_exists' && call.operands[0]?.kind !== 'path') {
    reader.fault(
      'operands',
      'Operator or function requires a document path; operator or function: if_not_exists',
    );
  }
  for (const operand of call.operands) {
    if (operand.kind === 'function') {
      checkFunction(reader, operand);
      if (call.name === 'list_append' && operand.name === 'list_append') {
        reader.fault(
          'misuse',
          'The function is not allowed to be used this way in an expression; function: list_append',
        );
      }
    }
  }
}
