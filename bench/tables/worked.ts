/**
 * Does something, and tells how many milliseconds the processor worked for this thread: what other processes do on the
 * same cores is not in it.
 */
export function worked<Answer>(doIt: () => Answer): readonly [answer: Answer, milliseconds: number] {
  const before = process.threadCpuUsage();
  const answer = doIt();
  const { user, system } = process.threadCpuUsage(before);
  return [answer, (user + system) / 1000];
}
