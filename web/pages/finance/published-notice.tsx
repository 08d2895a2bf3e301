import type { Published } from '#contracts/warehouse/run-report.ts';
import { Empty } from '../../parts/states.tsx';
import { dayInWords, momentInWords } from '../../words/days.ts';

/** Up to which day the figures go, and since when. */
export function PublishedThrough({ published }: { readonly published: Published }) {
  return (
    <>
      Published up to <strong>{dayInWords(published.through)}</strong>, on {momentInWords(published.at)}
    </>
  );
}

export function NothingPublished() {
  return (
    <Empty title="Nothing is published yet">
      <p>
        The warehouse is filled every night with the days whose books are totalled. The first day of work is
        here on the morning after it; whoever runs Claimwright can have it published at once.
      </p>
    </Empty>
  );
}
