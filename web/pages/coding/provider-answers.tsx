import type { Claim } from '#contracts/claim.ts';
import { queriesInWords } from '#domain/coding/physician-query/claim-queries.ts';
import { Notice } from '../../parts/states.tsx';
import { keyed } from '../../parts/keyed.ts';
import css from './coding.module.css';

/** What the provider was asked of the visit and said: it is coded from that as from the note. */
export function ProviderAnswers({ claim }: { readonly claim: Pick<Claim, 'physicianQueries'> }) {
  const told = queriesInWords(claim);
  return told.length === 0 ? null : (
    <section className={css['answers']} aria-label="Asked of the provider">
      <Notice tone="note" title="Asked of the provider">
        <ul>
          {keyed(told, String).map(({ key, item }) => (
            <li key={key}>{item}</li>
          ))}
        </ul>
      </Notice>
    </section>
  );
}
