import type { CodeSuggestion, CodingText, SetAside } from '#contracts/coding.ts';
import { useEffect, useMemo, useRef } from 'react';
import { Chip } from '../../parts/figures.tsx';
import { Empty } from '../../parts/states.tsx';
import { documentKindWords } from '../../words/coding-words.ts';
import css from './coding.module.css';
import { markedPieces, type MarkedStretch, type TextPiece } from './marked-text.ts';

/** What a marked piece of the note says: it speaks for a code, or nothing is coded of it. */
type Meaning =
  | { readonly code: string; readonly why?: never }
  | { readonly code?: never; readonly why: string };

interface NoteTextProps {
  readonly texts: readonly CodingText[];
  readonly suggestions: readonly CodeSuggestion[];
  readonly dismissed: readonly string[];
  readonly setAside: readonly SetAside[];
  readonly current: string | undefined;
  readonly onCurrent: (code: string) => void;
}

/** The texts of the visit as they were written; what speaks for a code is marked and leads to its suggestion. */
export function NoteText({ texts, suggestions, dismissed, setAside, current, onCurrent }: NoteTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useMemo(
    () =>
      texts.map((text) => ({
        text,
        pieces: markedPieces(text.text, stretchesOf(text, suggestions, setAside)),
      })),
    [texts, suggestions, setAside],
  );
  useEffect(() => {
    if (current !== undefined) {
      box.current?.querySelector('mark[data-current=true]')?.scrollIntoView({ block: 'nearest' });
    }
  }, [current]);
  if (texts.length === 0) {
    return (
      <Empty title="There is no note">
        <p>Look at the orders and documents, or ask the provider.</p>
      </Empty>
    );
  }
  return (
    <section ref={box} className={css['texts']} aria-label="Note of the visit" tabIndex={0}>
      {drawn.map(({ text: { textId, kind, signed }, pieces }) => (
        <article key={textId}>
          {(texts.length > 1 || !signed) && (
            <h3 className={css['textHead']}>
              {documentKindWords[kind]} {!signed && <Chip tone="warning">Not signed</Chip>}
            </h3>
          )}
          <p className={css['text']}>
            {pieces.map((piece) => (
              <Piece
                key={piece.start}
                piece={piece}
                current={current}
                dismissed={dismissed}
                onCurrent={onCurrent}
              />
            ))}
          </p>
        </article>
      ))}
    </section>
  );
}

function stretchesOf(
  { textId }: CodingText,
  suggestions: readonly CodeSuggestion[],
  setAside: readonly SetAside[],
): readonly MarkedStretch<Meaning>[] {
  return [
    ...suggestions.flatMap(({ code, evidence }) =>
      evidence.filter((one) => one.textId === textId).map((one) => ({ ...one, means: { code } })),
    ),
    ...setAside
      .filter(({ evidence }) => evidence.textId === textId)
      .map(({ evidence, words }) => ({ ...evidence, means: { why: words } })),
  ];
}

function Piece({
  piece: { text, means },
  current,
  dismissed,
  onCurrent,
}: {
  readonly piece: TextPiece<Meaning>;
  readonly current: string | undefined;
  readonly dismissed: readonly string[];
  readonly onCurrent: (code: string) => void;
}) {
  const codes = means.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const standing = codes.filter((code) => !dismissed.includes(code));
  const isCurrent = current !== undefined && codes.includes(current);
  const [first] = isCurrent ? [current] : standing;
  const why = means.flatMap((meaning) => (meaning.why === undefined ? [] : [meaning.why]));
  if (first === undefined) {
    return why.length === 0 ? (
      text
    ) : (
      <span className={css['leftOut']} title={why.join(' ')}>
        {text}
      </span>
    );
  }
  return (
    <mark className={css['mark']} data-current={isCurrent}>
      <a
        href={`#suggestion-${first}`}
        title={codes.join(', ')}
        tabIndex={-1}
        onClick={(event) => {
          event.preventDefault();
          const at = codes.indexOf(current ?? '');
          onCurrent(codes[(at + 1) % codes.length] ?? first);
        }}
      >
        {text}
      </a>
    </mark>
  );
}
