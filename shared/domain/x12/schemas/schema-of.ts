import type * as z from 'zod';

/** A type in a form in which every key must be there, so that a key that one type lacks is a difference. */
type Strict<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Element)[]
    ? Strict<Element>[]
    : { [Key in keyof T]-?: object extends Pick<T, Key> ? Optional<T, Key> : Strict<T[Key]> };

interface Optional<T, Key extends keyof T> {
  readonly whenThere: Strict<T[Key]>;
  /** Whether `undefined` may stand there; absent is another thing. */
  readonly takesUndefined: { readonly [One in Key]: undefined } extends Pick<T, Key> ? true : false;
}

/** Whether two types are the same but for `readonly`: keys, optional marks, codes. */
type Same<One, Other> = [Strict<One>, Strict<Other>] extends [Strict<Other>, Strict<One>] ? true : false;

/**
 * Takes a schema for a model: `schemaOf<Model>()(z.strictObject({ ... }))`. It compiles only when what the schema gives
 * and the model are the same type both ways, so that neither gets a field, a code or an optional mark that the other lacks.
 */
export function schemaOf<Model>() {
  return <Output>(
    schema: z.ZodType<Output> & (Same<Output, Model> extends true ? unknown : 'schema and model differ'),
  ): z.ZodType<Model> => schema as unknown as z.ZodType<Model>;
}
