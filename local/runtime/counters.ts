/** Counts by service and by what was done, since the start. */
export interface Counters {
  readonly add: (service: string, what: string, amount?: number) => void;
  readonly snapshot: () => Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function createCounters(): Counters {
  const services = new Map<string, Map<string, number>>();
  return {
    add: (service, what, amount = 1) => {
      let counts = services.get(service);
      if (counts === undefined) {
        counts = new Map();
        services.set(service, counts);
      }
      counts.set(what, (counts.get(what) ?? 0) + amount);
    },
    snapshot: () =>
      Object.fromEntries([...services].map(([service, counts]) => [service, Object.fromEntries(counts)])),
  };
}
