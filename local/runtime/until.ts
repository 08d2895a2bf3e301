/** Looks every few milliseconds until `done` says so, at most as long as the grace; answers whether it came to it. */
export async function until(done: () => boolean, graceMilliseconds = Infinity): Promise<boolean> {
  const end = performance.now() + graceMilliseconds;
  for (;;) {
    if (done()) {
      return true;
    }
    if (performance.now() >= end) {
      return false;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
