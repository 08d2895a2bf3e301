/** Shapes that our own control numbers have. */
const ours = ['C7K3M9Q2T5W1R-1', 'C0000000000001-12', 'CZZZZZZZZZZZZ-123'];

/**
 * What a pattern of old control numbers should be instead; undefined when it can be used. Groups are refused: only with
 * them can matching take longer than a file may wait.
 */
export function wantedOfControlNumberPattern(pattern: string): string | undefined {
  if (/[()|]/.test(pattern)) {
    return 'a regular expression without groups and alternatives';
  }
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) {
    return 'a regular expression for the whole number, from ^ to $';
  }
  try {
    const expression = new RegExp(pattern, 'u');
    return ours.some((number) => expression.test(number))
      ? 'a pattern that no control number of ours matches (C and 12 characters, a dash, a number)'
      : undefined;
  } catch {
    return 'a regular expression';
  }
}
