/** The order of two texts by their characters, which is that of days and codes. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
