export type TokenKind = 'word' | 'name' | 'value' | 'number' | 'symbol' | 'unknown' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const pattern =
  /\s*(?:([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>+\-()[\],.])|(\S))/y;
const kinds: readonly TokenKind[] = ['word', 'name', 'value', 'number', 'symbol', 'unknown'];

/** Cuts an expression into tokens; the last one is always the end. A character that no expression has becomes an unknown token. */
export function tokenise(expression: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(expression); match !== null; match = pattern.exec(expression)) {
    const group = kinds.findIndex((_, index) => match[index + 1] !== undefined);
    const text = match[group + 1] ?? '';
    const end = pattern.lastIndex;
    tokens.push({ kind: kinds[group] ?? 'unknown', text, start: end - text.length, end });
  }
  const end = expression.trimEnd().length;
  tokens.push({ kind: 'end', text: '<EOF>', start: end, end });
  return tokens;
}
