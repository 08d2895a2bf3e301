/** The outcome that a sentence of the evidence suggests; undefined where it is a fact like others. */
export function suggestedIn(sentence: string): string | undefined {
  return /^Suggested: ([a-z]+(?:-[a-z]+)*)\.$/.exec(sentence)?.[1];
}
