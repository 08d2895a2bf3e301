import type { ScrubFinding } from '#contracts/claim.ts';
import type { ModifierChoice } from '#contracts/coding.ts';
import { Button } from '../../parts/button.tsx';
import { Code } from '../../parts/figures.tsx';
import { fixerWords } from '../../words/claim-words.ts';
import css from './coding.module.css';
import { isAdvice } from './finding-places.ts';
import type { PlacedPair } from './use-draft-checks.ts';

/** What the scrubber says of a row, at the row: what it found, and what to do. */
export function FindingRow({ finding, id }: { readonly finding: ScrubFinding; readonly id: string }) {
  return (
    <li id={id} className={css['finding']} data-weight={weightOf(finding)}>
      <p>
        <strong>{weightWords[weightOf(finding)]}</strong> {sentence(finding.found)}
      </p>
      <p className={css['todo']}>
        {finding.fixer !== 'coder' && `${fixerWords[finding.fixer]}: `}
        {finding.fix} <Code>{finding.editId}</Code>
      </p>
    </li>
  );
}

type Weight = 'holds' | 'warns' | 'advises';

export function weightOf(finding: ScrubFinding): Weight {
  return isAdvice(finding) ? 'advises' : finding.severity === 'warning' ? 'warns' : 'holds';
}

const weightWords: Readonly<Record<Weight, string>> = {
  holds: 'Holds the claim.',
  warns: 'Warning.',
  advises: 'Advice.',
};

/** `the modifier 25 …` as a sentence of its own. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}

interface PairRowProps {
  readonly placed: PlacedPair;
  /** Puts a modifier on the line of a code. */
  readonly onModifier: (choice: ModifierChoice) => void;
}

const pairWords = {
  bundled: 'Bundled.',
  perhaps: 'Perhaps bundled.',
  separated: 'Separated by a modifier.',
  'no-edit': '',
} as const;

/** Why two services are bundled by NCCI, and what a modifier would have to mean. */
export function PairRow({ placed: { pair }, onModifier }: PairRowProps) {
  const choices = pair.choices.filter(({ isOnLine }) => !isOnLine);
  return (
    <li className={css['pair']} data-result={pair.result}>
      <p>
        <strong>
          <Code>{pair.column1}</Code> with <Code>{pair.column2}</Code>: {pairWords[pair.result]}
        </strong>{' '}
        {pair.words.join(' ')}
      </p>
      {pair.result !== 'separated' && choices.length > 0 && (
        <details className={css['choices']}>
          <summary>
            {choices.length === 1 ? 'One modifier' : `${choices.length} modifiers`} may separate them, if the
            note supports it
          </summary>
          <ul>
            {choices.map((choice) => (
              <li key={`${choice.modifier} ${choice.on}`}>
                <Button
                  isSmall
                  label={`Put modifier ${choice.modifier} on ${choice.on}`}
                  onPress={() => onModifier(choice)}
                >
                  {choice.modifier} on {choice.on}
                </Button>
                <span>
                  {choice.label}. {choice.documentation}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
