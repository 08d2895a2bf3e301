/** Whether a text is any of the values; a value with a star at its end stands for all that begin so: `992*`. */
export function isAnyOf(found: string, values: readonly string[]): boolean {
  return values.some((value) =>
    value.endsWith('*') ? found.startsWith(value.slice(0, -1)) : found === value,
  );
}
