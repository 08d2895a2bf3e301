import { Link } from 'wouter';
import { Button } from '../../parts/button.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import { Explains } from '../../parts/page.tsx';
import { useToday } from '../../parts/now.tsx';
import { shortDay } from '../../words/days.ts';
import css from './coding.module.css';
import type { CodingDraft } from './coding-draft.ts';
import type { CodingSourceProps } from './coding-source.tsx';
import { placeInWords } from './suggestion-state.ts';

interface CodingHistoryProps extends Pick<CodingSourceProps, 'view' | 'isOpen' | 'onTake'> {
  readonly coding: CodingDraft;
}

/** What was coded for the person before, the newest first. */
export function CodingHistory({ view, coding, isOpen, onTake }: CodingHistoryProps) {
  const { earlier, newOrEstablished } = view;
  const today = useToday();
  return (
    <div className={css['sourceParts']}>
      <section aria-label="New or established">
        <h3>
          {newOrEstablished.is === 'new'
            ? 'A new patient'
            : newOrEstablished.is === 'established'
              ? 'An established patient'
              : 'New or established is not known'}
        </h3>
        <Explains>{newOrEstablished.because}</Explains>
      </section>
      <section aria-label="Diagnoses of earlier visits">
        <h3>Diagnoses of earlier visits</h3>
        {earlier.diagnoses.length === 0 ? (
          <Explains>None is known of this person.</Explains>
        ) : (
          <>
            <Explains>Take one only where the note of this visit says that it was looked after.</Explains>
            <ul className={css['earlier']}>
              {earlier.diagnoses.map(({ code, description, on, claimId }) => {
                const where = placeInWords(coding, { kind: 'icd-10-cm', code });
                return (
                  <li key={`${code} ${claimId}`}>
                    <Code>{code}</Code>
                    <span>{description}</span>
                    <Link href={`/claims/${claimId}`}>{shortDay(on, today)}</Link>
                    {where !== undefined ? (
                      <Chip tone="good">{where}</Chip>
                    ) : (
                      isOpen && (
                        <Button
                          isSmall
                          label={`Take ${code}`}
                          onPress={() => onTake({ kind: 'icd-10-cm', code })}
                        >
                          Take
                        </Button>
                      )
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </section>
      <section aria-label="Services of earlier visits">
        <h3>Services of earlier visits</h3>
        {earlier.services.length === 0 ? (
          <Explains>None is known of this person.</Explains>
        ) : (
          <ul className={css['earlier']}>
            {earlier.services.map(
              ({ code, modifiers, units, description, serviceDate, claimId, lineNumber, provider }) => (
                <li key={`${claimId} ${lineNumber}`}>
                  <Code>{[code, ...modifiers].join(' ')}</Code>
                  <span>
                    {description}
                    {units > 1 && ` × ${units}`}
                    {provider !== undefined && <small> {provider}</small>}
                  </span>
                  <Link href={`/claims/${claimId}`}>{shortDay(serviceDate, today)}</Link>
                </li>
              ),
            )}
          </ul>
        )}
      </section>
    </div>
  );
}
