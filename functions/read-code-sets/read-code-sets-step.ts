import {
  ReadCodeSetsRequest,
  SearchableKind,
  type CodeSetKind,
  type ReadCodeSetsAnswer,
} from '#contracts/code-sets.ts';
import { problemsOf } from '#contracts/queries.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { withoutDot } from '#domain/code-sets/code-tables.ts';
import { editionNamed, editionOn } from '#domain/code-sets/code-set-register.ts';
import { editionDifferences } from '#domain/code-sets/edition-differences.ts';
import { rowsOfCode, rowsOfEdition } from '#domain/code-sets/edition-rows.ts';
import type { Clock } from '#ports/clock.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import type { CodeSearch } from '#ports/search-codes.ts';

export interface ReadCodeSetsWorld {
  readonly clock: Clock;
  readonly codeSets: Pick<CodeSetStore, 'registers' | 'register' | 'getTable'>;
  readonly codeSearch: CodeSearch;
}

/**
 * Lists the editions of code sets, shows what those in force say of a code, which codes words may mean, or how two
 * editions of a kind differ. What was searched is told with its edition, be it in vain.
 */
export async function readCodeSetsStep(
  event: unknown,
  world: ReadCodeSetsWorld,
): Promise<ReadCodeSetsAnswer> {
  const read = ReadCodeSetsRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const request = read.data;
  switch (request.read) {
    case 'editions':
      return { outcome: 'editions', registers: [...(await world.codeSets.registers())] };
    case 'code':
      return await show(request, world);
    case 'search':
      return await search(request, world);
    case 'differences':
      return await compare(request, world);
  }
}

/** Pairs are asked only for two codes: their tables are the largest. */
function isAsked(kind: CodeSetKind, other: string | undefined): boolean {
  return kind.startsWith('ncci-ptp-') === (other !== undefined);
}

async function show(
  request: Extract<ReadCodeSetsRequest, { read: 'code' }>,
  world: ReadCodeSetsWorld,
): Promise<ReadCodeSetsAnswer> {
  const on = request.on ?? dateOf(world.clock.now());
  const code = withoutDot(request.code.toUpperCase());
  const other = request.other?.toUpperCase();
  const answer: Extract<ReadCodeSetsAnswer, { outcome: 'code' }> = {
    outcome: 'code',
    on,
    found: [],
    absent: [],
  };
  for (const register of await world.codeSets.registers()) {
    const edition = editionOn(register, on);
    if (edition !== undefined && isAsked(register.kind, other)) {
      const { kind, edition: name, from, isWhole } = edition;
      const rows = rowsOfCode(kind, await world.codeSets.getTable(edition), { code, other, on });
      if (rows.length > 0) {
        answer.found.push({ kind, edition: name, from, rows: [...rows] });
      } else {
        answer.absent.push({ kind, edition: name, isWhole });
      }
    }
  }
  return answer;
}

async function search(
  { words, kind, on, limit }: Extract<ReadCodeSetsRequest, { read: 'search' }>,
  world: ReadCodeSetsWorld,
): Promise<ReadCodeSetsAnswer> {
  const day = on ?? dateOf(world.clock.now());
  const kinds = kind === undefined ? SearchableKind.options : [kind];
  const found = await world.codeSearch.search(words, { kinds, on: day, limit });
  return { outcome: 'search', on: day, found };
}

async function compare(
  { kind, before, after, limit }: Extract<ReadCodeSetsRequest, { read: 'differences' }>,
  world: ReadCodeSetsWorld,
): Promise<ReadCodeSetsAnswer> {
  const register = await world.codeSets.register(kind);
  const [old, now] = [editionNamed(register, before), editionNamed(register, after)];
  if (old === undefined || now === undefined) {
    const missing = old === undefined ? before : after;
    const there = register.editions.map(({ edition }) => edition).join(', ');
    return {
      outcome: 'refused',
      problems: [
        `${kind}: found no edition ${missing}; expected one of ${there === '' ? 'none that was loaded' : there}.`,
      ],
    };
  }
  const { counts, added, removed, changed } = editionDifferences(
    rowsOfEdition(kind, await world.codeSets.getTable(old)),
    rowsOfEdition(kind, await world.codeSets.getTable(now)),
    limit,
  );
  return {
    outcome: 'differences',
    kind,
    counts,
    added: [...added],
    removed: [...removed],
    changed: [...changed],
  };
}
