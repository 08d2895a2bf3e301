import { codingRoutes } from '#contracts/staff-api/coding.ts';
import type { Cents } from '#contracts/cents.ts';
import type { DraftScrubbed, ExplainedPair, ModifiersExplained } from '#contracts/coding.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useDesk } from '../../api/use-api.tsx';
import { useSettled } from '../../codes/use-code-search.ts';
import type { FieldShape } from '../../forms/field-shape.ts';
import { askedOf, unreadRows, type AskedOfDraft, type CodingDraft } from './coding-draft.ts';
import { placedFindings, type PlacedFinding } from './finding-places.ts';

const scrubDraft = routeNamed(codingRoutes, 'scrub-draft');
const explainModifiers = routeNamed(codingRoutes, 'explain-modifiers');

/** So long a coder may go on typing before the draft is checked. */
const settleMilliseconds = 400;

/** A pair of services with the row of the draft at which it is explained, counted from 0. */
export interface PlacedPair {
  readonly pair: ExplainedPair;
  readonly at: number | undefined;
}

export interface DraftChecks {
  /** `nothing`: no code to check yet. `stale`: what is shown is of the draft a moment ago. */
  readonly state: 'nothing' | 'checking' | 'stale' | 'current' | 'failed';
  readonly error: unknown;
  readonly retry: () => void;
  readonly answer: DraftScrubbed | undefined;
  readonly findings: readonly PlacedFinding[];
  readonly pairs: readonly PlacedPair[];
  /** Rows in which something is typed that cannot be checked yet. */
  readonly unread: number;
  /** The charge of each row of the draft as the practice's fee schedule has it. */
  readonly fees: ReadonlyMap<number, Cents>;
}

interface Checked {
  readonly asked: AskedOfDraft;
  readonly scrubbed: DraftScrubbed;
  readonly explained: ModifiersExplained;
}

/**
 * The scrub report of a draft while it is typed. It is asked for when the typing pauses; an answer to an earlier draft
 * never takes the place of one to a later.
 */
export function useDraftChecks(
  claimId: string,
  lineShape: FieldShape,
  draft: CodingDraft,
  isAsked: boolean,
): DraftChecks {
  const { api, practice } = useDesk();
  const place = { practiceId: practice.practiceId, claimId };
  const text = JSON.stringify(askedOf(lineShape, draft));
  const settled = useSettled(text, settleMilliseconds);
  const asked = useMemo(() => JSON.parse(settled) as AskedOfDraft, [settled]);
  const hasCodes = asked.request.diagnoses.length > 0 || asked.request.lines.length > 0;
  const query = useQuery({
    queryKey: ['draft-checks', place, asked.request],
    queryFn: async ({ signal }): Promise<Checked> => {
      const { lines } = asked.request;
      const [scrubbed, explained] = await Promise.all([
        api.call(scrubDraft, place, asked.request, { signal }),
        api.call(explainModifiers, place, { lines }, { signal }),
      ]);
      return { asked, scrubbed, explained };
    },
    enabled: isAsked && hasCodes,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const unread = unreadRows(draft, asked);
  const { data, error, isError, isPlaceholderData, refetch } = query;
  return useMemo(() => {
    const shown = hasCodes ? data : undefined;
    const isCurrent = settled === text && shown !== undefined && !isPlaceholderData;
    return {
      state: !hasCodes
        ? 'nothing'
        : isError
          ? 'failed'
          : isCurrent
            ? 'current'
            : shown === undefined
              ? 'checking'
              : 'stale',
      error,
      unread,
      retry: () => void refetch(),
      answer: shown?.scrubbed,
      findings: shown === undefined ? [] : placedFindings(shown.scrubbed.report.findings, shown.asked),
      pairs: shown === undefined ? [] : placedPairs(shown),
      fees: shown === undefined || !isCurrent ? new Map() : feesOf(shown),
    };
  }, [hasCodes, data, error, isError, isPlaceholderData, refetch, settled, text, unread]);
}

/** A pair stands at the line that is bundled: there a modifier would go. */
function placedPairs({ explained, asked }: Checked): readonly PlacedPair[] {
  return explained.pairs
    .filter(({ result }) => result !== 'no-edit')
    .map((pair) => {
      const bundled =
        pair.lines.find((number) => asked.request.lines[number - 1]?.code === pair.column2) ??
        pair.lines.at(-1);
      return { pair, at: bundled === undefined ? undefined : asked.linePlaces[bundled - 1] };
    });
}

function feesOf({ scrubbed, asked }: Checked): ReadonlyMap<number, Cents> {
  return new Map(
    scrubbed.charges.flatMap(({ chargeCents, isFromFeeSchedule }, index) => {
      const place = asked.linePlaces[index];
      return chargeCents === undefined || !isFromFeeSchedule || place === undefined
        ? []
        : [[place, chargeCents] as const];
    }),
  );
}
