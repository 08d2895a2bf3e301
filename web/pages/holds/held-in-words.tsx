import type { HeldClaims } from '#contracts/holds.ts';
import { Explains } from '../../parts/page.tsx';
import { dayInWords } from '../../words/days.ts';
import { dollars } from '../../words/dollars.ts';

interface HeldInWordsProps {
  readonly begins: string;
  readonly held: HeldClaims;
  readonly isWhole: boolean;
}

/** How many claims, of how much, and until when payers take the first of them. */
export function HeldInWords({ begins, held, isWhole }: HeldInWordsProps) {
  const count = `${isWhole ? '' : 'at least '}${held.claims} ${held.claims === 1 ? 'claim' : 'claims'}`;
  return (
    <Explains>
      {begins} {count}, {dollars(held.chargeCents)}
      {held.earliestFilingDay === undefined
        ? '.'
        : `; the first filing deadline is ${dayInWords(held.earliestFilingDay)}.`}
    </Explains>
  );
}
