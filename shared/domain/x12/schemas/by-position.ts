import * as z from 'zod';

/** Elements of a segment that a model keeps by their place, two digits: `{ "04": ... }`. */
export function byPosition<Value extends z.ZodType>(value: Value) {
  return z.record(z.string().regex(/^\d{2}$/), value);
}
