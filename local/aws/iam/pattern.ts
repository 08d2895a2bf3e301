/** Whether a text matches. */
export type Pattern = (text: string) => boolean;

/** `*` stands for any run of characters, `?` for one; everything else for itself. */
function compileOne(pattern: string, ignoreCase: boolean): Pattern {
  if (pattern === '*') {
    return () => true;
  }
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  if (!/[*?]/.test(wanted)) {
    return (text) => text === wanted;
  }
  const star = wanted.indexOf('*');
  if (star === wanted.length - 1 && !wanted.includes('?')) {
    const prefix = wanted.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  const expression = new RegExp(
    `^${wanted
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );
  return (text) => expression.test(text);
}

/** Whether a text matches any of the patterns. Actions are compared without regard to case, resources with it. */
export function compilePatterns(patterns: readonly string[], comparison: 'exact' | 'caseless'): Pattern {
  const ignoreCase = comparison === 'caseless';
  const compiled = patterns.map((pattern) => compileOne(pattern, ignoreCase));
  const matches: Pattern = (text) => compiled.some((one) => one(text));
  return ignoreCase ? (text) => matches(text.toLowerCase()) : matches;
}
