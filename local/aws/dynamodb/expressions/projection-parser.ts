import type { Parsed, Path } from './expression-tree.ts';
import { TokenReader } from './token-reader.ts';

/** Reads a projection expression; throws the ValidationException of AWS. */
export function parseProjection(expression: string): Parsed<readonly Path[]> {
  const reader = new TokenReader('ProjectionExpression', expression);
  const paths = [reader.readPath()];
  while (reader.takeSymbol(',')) {
    paths.push(reader.readPath());
  }
  return reader.finish(paths);
}
