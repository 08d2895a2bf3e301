import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Clock } from './clock.ts';
import type { PracticeStore } from './practice-store.ts';

/** How long a new edition of a practice may take to be seen everywhere. */
const rememberedMilliseconds = 60_000;

interface Remembered<Value> {
  readonly value: Value;
  readonly until: number;
}

/**
 * Remembers practices for a minute: nearly every step reads one, and it hardly ever changes. What was not found is not
 * remembered, so that a practice that was just loaded is there at once.
 */
export function rememberPractices(store: PracticeStore, clock: Clock): PracticeStore {
  const practices = new Map<PracticeId, Remembered<Practice>>();
  const submitters = new Map<string, Remembered<PracticeId>>();
  const remember = async <Key, Value>(
    known: Map<Key, Remembered<Value>>,
    key: Key,
    read: () => Promise<Value | undefined>,
  ): Promise<Value | undefined> => {
    const now = Date.parse(clock.now());
    const found = known.get(key);
    if (found !== undefined && now < found.until) {
      return found.value;
    }
    const value = await read();
    if (value === undefined) {
      known.delete(key);
    } else {
      known.set(key, { value, until: now + rememberedMilliseconds });
    }
    return value;
  };
  return {
    load: (practiceId) => remember(practices, practiceId, () => store.load(practiceId)),
    findBySubmitterId: (submitterId) =>
      remember(submitters, submitterId, () => store.findBySubmitterId(submitterId)),
    listIds: () => store.listIds(),
    edition: (practiceId, edition) => store.edition(practiceId, edition),
    history: (practiceId) => store.history(practiceId),
    save: async (practice, at, note) => {
      practices.delete(practice.practiceId);
      return await store.save(practice, at, note);
    },
  };
}
