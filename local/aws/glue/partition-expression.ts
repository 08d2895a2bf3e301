import { AwsError } from '../../runtime/service.ts';
import type { CatalogueColumn } from './catalogue-definition.ts';

const comparison = /^\s*([a-z_][a-z0-9_]*)\s*(=|<=|>=|<|>|<>|!=)\s*'((?:[^']|'')*)'\s*$/i;

const holds: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  '=': (found, wanted) => found === wanted,
  '<>': (found, wanted) => found !== wanted,
  '!=': (found, wanted) => found !== wanted,
  '<': (found, wanted) => found < wanted,
  '<=': (found, wanted) => found <= wanted,
  '>': (found, wanted) => found > wanted,
  '>=': (found, wanted) => found >= wanted,
};

/**
 * Reads the Expression of GetPartitions: comparisons of partition keys of text, all of which must hold.
 * @throws InvalidInputException for anything else: nothing here guesses.
 */
export function readPartitionExpression(
  expression: string,
  keys: readonly CatalogueColumn[],
): (values: readonly string[]) => boolean {
  if (expression.trim() === '') {
    return () => true;
  }
  const conditions = expression.split(/\s+and\s+/i).map((part) => {
    const [, name = '', operator = '', text = ''] = comparison.exec(part) ?? [];
    const index = keys.findIndex((key) => key.Name === name.toLowerCase());
    const compare = holds[operator];
    if (index < 0 || compare === undefined) {
      throw new AwsError(
        'InvalidInputException',
        `Unsupported expression '${part.trim()}': served are comparisons of ${keys.map((key) => key.Name).join(', ')} with a quoted text, joined by AND.`,
      );
    }
    const wanted = text.replaceAll("''", "'");
    return (values: readonly string[]) => compare(values[index] ?? '', wanted);
  });
  return (values) => conditions.every((condition) => condition(values));
}
