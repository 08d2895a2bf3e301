import type {
  Arithmetic,
  FunctionCall,
  Operand,
  Parsed,
  Path,
  Update,
  ValueReference,
} from './expression-tree.ts';
import { TokenReader } from './token-reader.ts';

const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof sections)[number];

interface Draft {
  sets: { path: Path; value: Operand | Arithmetic }[];
  removes: Path[];
  adds: { path: Path; value: ValueReference }[];
  deletes: { path: Path; value: ValueReference }[];
}

/** Reads an update expression; throws the ValidationException of AWS. */
export function parseUpdate(expression: string): Parsed<Update> {
  const reader = new TokenReader('UpdateExpression', expression);
  const draft: Draft = { sets: [], removes: [], adds: [], deletes: [] };
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
      readAction(reader, section, draft);
    } while (reader.takeSymbol(','));
  } while (reader.current.kind !== 'end');
  return reader.finish(draft);
}

function readAction(reader: TokenReader, section: Section, draft: Draft): void {
  const path = reader.readPath();
  switch (section) {
    case 'SET':
      reader.expectSymbol('=');
      draft.sets.push({ path, value: readSetValue(reader) });
      break;
    case 'REMOVE':
      draft.removes.push(path);
      break;
    case 'ADD':
      draft.adds.push({ path, value: reader.readValue() });
      break;
    case 'DELETE':
      draft.deletes.push({ path, value: reader.readValue() });
      break;
  }
}

function readSetValue(reader: TokenReader): Operand | Arithmetic {
  const left = readSetOperand(reader);
  const operator = reader.takeSymbol('+') ? '+' : reader.takeSymbol('-') ? '-' : undefined;
  return operator === undefined
    ? left
    : { kind: 'arithmetic', operator, left, right: readSetOperand(reader) };
}

/** AWS allows parentheses round an operand, but not round a sum inside a function. */
function readSetOperand(reader: TokenReader): Operand {
  if (reader.takeSymbol('(')) {
    const operand = readSetOperand(reader);
    reader.expectSymbol(')');
    return operand;
  }
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
