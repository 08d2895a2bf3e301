import { claimStates } from '#contracts/claim.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { ImportPracticeAnswer } from '#contracts/practice-import.ts';
import type { Practice } from '#contracts/practice.ts';
import { decideImport, type DecidedImport } from '#domain/practice/decide-import.ts';
import { describeChanges } from '#domain/practice/diff-practice.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Clock } from './clock.ts';
import type { PracticeStore } from './practice-store.ts';

export interface ImportPracticeWorld {
  readonly practices: Pick<PracticeStore, 'edition' | 'save'>;
  readonly claims: Pick<ClaimStore, 'list'>;
  readonly clock: Clock;
}

interface ImportPractice {
  readonly document: unknown;
  /** The only practice that may be changed; any, when left out. */
  readonly practiceId?: PracticeId | undefined;
  readonly by: string;
  readonly source?: string | undefined;
  readonly expectEdition?: number | undefined;
  /** Without it the differences are told and nothing is saved. */
  readonly apply: boolean;
  /** Whether payers and providers may go that open claims name. */
  readonly dropNamed: boolean;
  /** Whether the document's own edition is its new one. */
  readonly keepsEdition?: boolean;
}

/**
 * Compares a practice document with the edition in force and, if wanted, makes it the next edition: the whole of it or
 * nothing. Payers and providers that open claims name go only when that is said.
 * @param lacking tells what a practice rests on and is not loaded.
 */
export async function importPractice(
  request: ImportPractice,
  world: ImportPracticeWorld,
  lacking: (practice: Practice) => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<ImportPracticeAnswer> {
  const practiceId = practiceIdIn(request.document);
  if (request.practiceId !== undefined && practiceId !== request.practiceId) {
    return {
      outcome: 'refused',
      problems: [
        `practiceId: the document is of ${practiceId ?? 'no practice'}, and ${request.practiceId} is to be changed; send the document of that practice`,
      ],
    };
  }
  const stored = practiceId === undefined ? undefined : await world.practices.edition(practiceId);
  const decided = decideImport(request.document, stored, request);
  if (decided.outcome === 'refused') {
    return refused(decided.problems);
  }
  const named = stored === undefined ? [] : await claimsThatName(stored.practiceId, decided.dropped, world);
  const said = {
    practiceId: decided.practice.practiceId,
    before: stored?.edition ?? 0,
    edition: decided.practice.edition,
    changes: [...describeChanges(decided.changes)],
    warnings: [...decided.warnings],
    lacking: [...(await lacking(decided.practice))],
    named,
  };
  if (decided.outcome === 'unchanged') {
    return { outcome: 'unchanged', ...said };
  }
  if (!request.apply) {
    return { outcome: 'checked', ...said };
  }
  if (named.length > 0 && !request.dropNamed) {
    return refused(named);
  }
  return await save(decided.practice, said, request, world);
}

async function save(
  practice: Practice,
  said: Omit<Extract<ImportPracticeAnswer, { named: unknown }>, 'outcome'>,
  { by, source }: ImportPractice,
  world: ImportPracticeWorld,
): Promise<ImportPracticeAnswer> {
  const note = { by, ...(source === undefined ? {} : { source }), changes: said.changes };
  const saved = await world.practices.save(practice, world.clock.now(), note);
  switch (saved) {
    case 'saved':
    case 'unchanged':
      return { outcome: saved, ...said };
    case 'stale':
      return refused([
        `edition: found ${practice.edition}; it was saved by somebody else meanwhile. Look at the differences again and import again`,
      ]);
    case 'submitter-id-taken':
      return refused([
        `submitterId: ${practice.submitterId} belongs to another practice; every practice needs its own`,
      ]);
  }
}

function refused(problems: readonly string[]): ImportPracticeAnswer {
  return { outcome: 'refused', problems: [...problems] };
}

function practiceIdIn(document: unknown): PracticeId | undefined {
  return typeof document === 'object' &&
    document !== null &&
    'practiceId' in document &&
    typeof document.practiceId === 'string'
    ? (document.practiceId as PracticeId)
    : undefined;
}

/** Claims are looked at a page at a time, and no more than this many: the answer is awaited. */
const mostClaimsLookedAt = 5000;

type Dropped = Extract<DecidedImport, { dropped: unknown }>['dropped'];

/** Which of the dropped are named by claims that are not closed, and by how many, a sentence each. */
async function claimsThatName(
  practiceId: PracticeId,
  { payerIds, npis }: Dropped,
  world: Pick<ImportPracticeWorld, 'claims'>,
): Promise<string[]> {
  if (payerIds.length === 0 && npis.length === 0) {
    return [];
  }
  const counts = new Map<string, number>([...payerIds, ...npis].map((id) => [id, 0]));
  let looked = 0;
  for (const state of claimStates.filter((one) => one !== 'closed')) {
    let next: string | undefined;
    do {
      const page = await world.claims.list(practiceId, { state, ...(next === undefined ? {} : { next }) });
      for (const { coverages, renderingNpi } of page.claims) {
        for (const id of new Set([...coverages.map(({ payerId }) => payerId), renderingNpi])) {
          const count = counts.get(id);
          if (count !== undefined) {
            counts.set(id, count + 1);
          }
        }
      }
      looked += page.claims.length;
      next = page.next;
    } while (next !== undefined && looked < mostClaimsLookedAt);
    if (looked >= mostClaimsLookedAt) {
      break;
    }
  }
  const isAll = looked < mostClaimsLookedAt;
  return [...counts].flatMap(([id, count]) => {
    const list = payerIds.includes(id) ? 'payers' : 'providers';
    if (count === 0 && isAll) {
      return [];
    }
    const many = isAll ? `${count} open claims name it` : `at least ${count} open claims name it, of many`;
    return [
      `${list} ${id}: found it missing; expected it to stay, for ${many}. Keep it, with an effectiveTo, or say that it shall go all the same`,
    ];
  });
}
