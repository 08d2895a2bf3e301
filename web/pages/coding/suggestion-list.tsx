import type { CodeSuggestion } from '#contracts/coding.ts';
import { useEffect, useRef } from 'react';
import { Button } from '../../parts/button.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import { Explains } from '../../parts/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { assertionWords } from '../../words/coding-words.ts';
import css from './coding.module.css';
import type { CodingSourceProps } from './coding-source.tsx';
import { placeInWords } from './suggestion-state.ts';

/** What the note speaks for, one row a code; the one that is looked at says why. */
export function SuggestionList(props: CodingSourceProps) {
  const { view, suggested, suggestions, dismissed, coding, current, isOpen, onCurrent } = props;
  const { data } = suggested;
  const editions = [...new Set(data?.editions.map(({ edition }) => editionInWords(edition)))].join(', ');
  return (
    <section className={css['suggestions']} aria-label="Suggested codes">
      <header className={css['suggestionsHead']}>
        <strong>Suggested codes</strong>
        <span>
          <kbd>,</kbd> <kbd>.</kbd> go
          {isOpen && (
            <>
              {' '}
              · <kbd>a</kbd> take · <kbd>x</kbd> aside
            </>
          )}
        </span>
      </header>
      {data === undefined ? (
        suggested.isError ? (
          <Failed error={suggested.error} onRetry={() => void suggested.refetch()} />
        ) : (
          <Loading rows={3} />
        )
      ) : suggestions.length === 0 ? (
        <Explains>
          {view.texts.length === 0
            ? 'There is no text to find codes in.'
            : 'Nothing in the note speaks for a code that is loaded. Search by words in the fields.'}
        </Explains>
      ) : (
        <ul>
          {suggestions.map((suggestion) => (
            <Suggestion
              key={suggestion.code}
              suggestion={suggestion}
              isCurrent={suggestion.code === current}
              isSetAside={dismissed.includes(suggestion.code)}
              where={placeInWords(coding, suggestion)}
              {...props}
              onCurrent={() => onCurrent(suggestion.code)}
            />
          ))}
        </ul>
      )}
      {data !== undefined && (
        <p className={css['by']}>
          {data.by === 'embedded' ? 'Searched in' : 'Inferred by Comprehend Medical, checked with'} {editions}
          . You decide. {data.notes.join(' ')}
        </p>
      )}
    </section>
  );
}

interface SuggestionProps extends Pick<CodingSourceProps, 'isOpen' | 'onTake' | 'onSetAside' | 'view'> {
  readonly suggestion: CodeSuggestion;
  readonly isCurrent: boolean;
  readonly isSetAside: boolean;
  /** Where it is coded already. */
  readonly where: string | undefined;
  readonly onCurrent: () => void;
}

function Suggestion({
  suggestion,
  view,
  isCurrent,
  isSetAside,
  where,
  isOpen,
  onCurrent,
  onTake,
  onSetAside,
}: SuggestionProps) {
  const row = useRef<HTMLLIElement>(null);
  const { code, description, assertion, why, warnings, alternatives, isBillable } = suggestion;
  useEffect(() => {
    if (isCurrent) {
      row.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [isCurrent]);
  return (
    <li
      ref={row}
      id={`suggestion-${code}`}
      className={css['suggestion']}
      data-current={isCurrent}
      data-aside={isSetAside}
    >
      <div className={css['suggestionHead']}>
        <button type="button" aria-expanded={isCurrent} onClick={onCurrent}>
          <Code>{code}</Code>
          <span>{description}</span>
          {where === undefined ? (
            assertion !== 'present' && assertion !== 'done' && <Chip>{assertionWords[assertion]}</Chip>
          ) : (
            <Chip tone="good">{where}</Chip>
          )}
          {warnings.length > 0 && where === undefined && !isCurrent && (
            <span className={css['flag']} title={warnings.map(({ words }) => words).join(' ')}>
              !
            </span>
          )}
        </button>
        {isOpen && (
          <>
            {where === undefined && !isSetAside && (
              <Button isSmall label={`Take ${code}`} onPress={() => onTake(suggestion)}>
                Take
              </Button>
            )}
            {where === undefined && (
              <Button
                isSmall
                look="quiet"
                label={isSetAside ? `Take up ${code} again` : `Set ${code} aside`}
                onPress={() => onSetAside(code)}
              >
                {isSetAside ? 'Take up' : '✕'}
              </Button>
            )}
          </>
        )}
      </div>
      {isCurrent && (
        <div className={css['because']}>
          <p>
            {quotesOf(suggestion, view).map((quote) => (
              <q key={quote}>{quote}</q>
            ))}
          </p>
          <p>{why.join(' ')}</p>
          {!isBillable && <p className={css['caution']}>A heading: choose a code below it.</p>}
          {warnings.map(({ kind, words }) => (
            <p key={`${kind} ${words}`} className={css['caution']}>
              {words}
            </p>
          ))}
          {isOpen && alternatives.length > 0 && (
            <ul className={css['alternatives']} aria-label={`Instead of ${code}`}>
              {alternatives.map((other) => (
                <li key={other.code}>
                  <Button
                    isSmall
                    label={`Take ${other.code} instead`}
                    onPress={() => onTake({ kind: suggestion.kind, code: other.code }, code)}
                  >
                    {other.code}
                  </Button>
                  <span>{other.description}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

function editionInWords(edition: string): string {
  return edition === 'seed' ? 'the codes that come with the program' : edition;
}

/** The words of the note that speak for a code, each once. */
function quotesOf({ evidence }: CodeSuggestion, { texts }: CodingSourceProps['view']): readonly string[] {
  const quotes = evidence.flatMap(({ textId, start, end }) => {
    const text =
      texts
        .find((known) => known.textId === textId)
        ?.text.slice(start, end)
        .trim() ?? '';
    return text === '' ? [] : [text];
  });
  return [...new Set(quotes)];
}
