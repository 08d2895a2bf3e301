import { layWords } from './lay-words.ts';
import { wordsIn } from './words.ts';

/**
 * The terms of the code sets for what a label says in everyday words: "hypertension" for "High blood pressure". Labels
 * of our own are written so; whoever searches them may know only the term.
 */
export function termsOfLabel(label: string): string {
  const words = ` ${wordsIn(label).join(' ')} `;
  return layWords
    .filter(([said]) => said.split('|').some((phrase) => words.includes(` ${wordsIn(phrase).join(' ')} `)))
    .map(([, meant]) => meant.replaceAll('|', ' '))
    .join(' ');
}
