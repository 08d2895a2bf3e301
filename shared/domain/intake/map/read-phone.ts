/** A telephone number of the United States as ten digits; undefined when it is none. An extension is dropped. */
export function readPhone(text: string): string | undefined {
  const digits = text.replace(/(?:x|ext\.?)\s*\d+\s*$/i, '').replaceAll(/[\s().+-]/g, '');
  return /^1?([2-9]\d{9})$/.exec(digits)?.[1];
}

/** The last four digits of a social security number; the others are never kept. Undefined when it has not nine or four. */
export function lastFourOfSsn(text: string): string | undefined {
  const digits = text.replaceAll(/[\s-]/g, '');
  return /^(?:\d{5})?(\d{4})$/.exec(digits)?.[1];
}
