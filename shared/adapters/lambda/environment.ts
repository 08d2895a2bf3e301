import { Environment } from '#contracts/environment.ts';

/**
 * Reads the variables that a function names, and no others.
 * @throws Error that names each missing variable: the function then fails at its start, not in the middle.
 */
export function readEnvironment<Names extends keyof Environment>(
  ...names: readonly Names[]
): Pick<Environment, Names> {
  const missing = names.filter((name) => (process.env[name] ?? '') === '');
  if (missing.length > 0) {
    throw new Error(`The template gives this function no ${missing.join(', ')}`);
  }
  return Environment.partial().parse(process.env) as Pick<Environment, Names>;
}
