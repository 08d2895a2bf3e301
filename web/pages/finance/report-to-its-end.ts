import type { ReportRun } from '#contracts/warehouse/run-report.ts';
import { NotReached } from '../../api/api-client.ts';

export type ReportEnd = Exclude<ReportRun, { readonly outcome: 'still-running' }>;
type StillRunning = Extract<ReportRun, { readonly outcome: 'still-running' }>;

interface Asking {
  readonly run: () => Promise<ReportRun>;
  readonly look: (running: StillRunning) => Promise<ReportRun>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Looks come rarer while a report takes longer: after a second at first, every five in the end. */
const pauses = [1000, 1000, 2000, 3000, 5000];
/** Ten minutes: the engine gives up long before. */
const mostLooks = 122;

/**
 * Runs a report and waits for its answer.
 * @throws NotReached when it takes longer than a person waits.
 */
export async function reportToItsEnd({ run, look, pause }: Asking): Promise<ReportEnd> {
  let state = await run();
  for (let looks = 0; state.outcome === 'still-running'; looks += 1) {
    if (looks === mostLooks) {
      throw new NotReached('The report takes too long. Ask it of a shorter period, or again later.');
    }
    await pause(pauses[looks] ?? 5000);
    state = await look(state);
  }
  return state;
}
