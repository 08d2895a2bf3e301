import { AwsError } from '../../runtime/service.ts';

/** Which prepared statement of the workgroup is to be run, and what stands for its question marks. */
interface Execute {
  readonly name: string;
  readonly values: readonly string[];
}

function malformed(message: string): AwsError {
  return new AwsError('InvalidRequestException', message, 400, { AthenaErrorCode: 'MALFORMED_QUERY' });
}

/** What of a statement is not its own words: texts and names in quotes, comments. */
const asideOrMark = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;
const executing = /^\s*EXECUTE\s+"?(\w+)"?\s*(?:\sUSING\s([\s\S]*?))?\s*;?\s*$/i;
const value =
  /^(?:(?:DATE\s*|TIMESTAMP\s*)?'(?:[^']|'')*'|[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|TRUE|FALSE|NULL)$/i;

/**
 * Reads `EXECUTE name USING value, value`; undefined for a statement that is none.
 * @throws AwsError InvalidRequestException for a value that is no literal: Athena takes only these.
 */
export function readExecute(sql: string): Execute | undefined {
  if (!/^\s*EXECUTE\b/i.test(sql)) {
    return undefined;
  }
  const [, name, using] = executing.exec(sql) ?? [];
  if (name === undefined) {
    throw malformed('Found EXECUTE without a name; expected EXECUTE name USING value, value.');
  }
  return { name, values: using === undefined ? [] : valuesOf(using) };
}

function valuesOf(using: string): string[] {
  // A comma within quotes parts nothing.
  const values = (using.match(/(?:'(?:[^']|'')*'|[^,'])+/g) ?? []).map((one) => one.trim());
  requireValues(values);
  return values;
}

/** @throws AwsError InvalidRequestException for a value that is no literal. */
function requireValues(values: readonly string[]): void {
  const wrong = values.find((one) => !value.test(one));
  if (wrong !== undefined) {
    throw malformed(
      `Found the parameter ${wrong}; expected a number, TRUE, FALSE, NULL, or a text, DATE or TIMESTAMP in single quotes.`,
    );
  }
}

/**
 * A statement with its question marks replaced by values, in their order.
 * @throws AwsError InvalidRequestException when there are more of one than of the other.
 */
export function withValues(sql: string, values: readonly string[]): string {
  requireValues(values);
  let used = 0;
  const filled = sql.replaceAll(asideOrMark, (found) => {
    if (found !== '?') {
      return found;
    }
    used += 1;
    return values[used - 1] ?? found;
  });
  if (used !== values.length) {
    throw malformed(`Incorrect number of parameters: expected ${used} but found ${values.length}`);
  }
  return filled;
}
