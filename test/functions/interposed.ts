import type { MemoryWorld } from './memory-world.ts';

/** What steps ask the stores for; every call of it is a moment at which somebody else may come in between. */
const stores = [
  'accounts',
  'bank',
  'batches',
  'claims',
  'commit',
  'executions',
  'ledger',
  'ledgerDays',
  'periods',
  'remittances',
  'tasks',
] as const satisfies readonly (keyof MemoryWorld)[];

/** The world in which, before one call of a store, all of something else happens; calls are counted from 1. */
export function interposed(
  world: MemoryWorld,
  atCall: number,
  other: () => Promise<unknown>,
): { readonly world: MemoryWorld; readonly calls: () => number } {
  let calls = 0;
  const wrapped = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function'
          ? async (...given: unknown[]) => {
              calls += 1;
              if (calls === atCall) {
                await other();
              }
              return (await Reflect.apply(value, target, given)) as unknown;
            }
          : value;
      },
    });
  const changed = Object.fromEntries(stores.map((name) => [name, wrapped(world[name])]));
  return { world: { ...world, ...changed }, calls: () => calls };
}

/**
 * Does one thing with another in between, at every moment at which it can come in between, each time in a world of its own.
 * @param prepare makes the world and gives the two, and what must hold when both are done.
 */
export async function atEveryMoment<One, Other>(
  prepare: () => Promise<{
    readonly world: MemoryWorld;
    readonly one: (world: MemoryWorld) => Promise<One>;
    readonly other: (world: MemoryWorld) => Promise<Other>;
    readonly holds: (answers: { readonly one: One; readonly other: Other }, moment: string) => Promise<void>;
  }>,
): Promise<number> {
  for (let atCall = 1; ; atCall += 1) {
    const { world, one, other, holds } = await prepare();
    let ofOther: Other | undefined;
    const between = interposed(world, atCall, async () => {
      ofOther = await other(world);
    });
    const ofOne = await one(between.world);
    if (ofOther === undefined) {
      return atCall - 1;
    }
    await holds({ one: ofOne, other: ofOther }, `the other before call ${atCall}`);
  }
}
