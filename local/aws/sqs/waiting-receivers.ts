/** Long polls that wait for a message: real time limits the wait, a message ends it. */
export function createWaitingReceivers() {
  const waiting = new Map<string, Set<() => void>>();
  return {
    /** Resolves when `announce` names the queue or after `milliseconds` of real time. */
    wait(queueArn: string, milliseconds: number): Promise<void> {
      return new Promise((resolve) => {
        const receivers = waiting.get(queueArn) ?? new Set();
        waiting.set(queueArn, receivers);
        const done = (): void => {
          clearTimeout(timer);
          receivers.delete(done);
          if (receivers.size === 0) {
            waiting.delete(queueArn);
          }
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        // A poll that nobody reads any more must not keep a stopped process alive.
        timer.unref();
        receivers.add(done);
      });
    },
    announce(queueArn: string): void {
      // Each one that is done leaves the set.
      for (const done of Array.from(waiting.get(queueArn) ?? [])) {
        done();
      }
    },
    queues: (): string[] => [...waiting.keys()],
  };
}
