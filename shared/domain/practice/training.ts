import type { Practice } from '#contracts/practice.ts';
import type { PracticeFault } from './practice-fault.ts';

/** ISA08 of what a training practice sends: nobody outside is called so. */
export const trainingReceiverId = 'TRAINING';
/** How ISA06 of a training practice starts. */
export const trainingSubmitterPrefix = 'TRAIN';

/**
 * The first lock of a training practice: its document names nobody outside, and no live practice is named like one, so
 * that a file of the one can never pass for a file of the other.
 */
export function trainingFaults({ mode, submitterId, clearinghouse }: Practice): PracticeFault[] {
  const isTraining = mode === 'training';
  const faults: PracticeFault[] = [];
  if ((clearinghouse.receiverId === trainingReceiverId) !== isTraining) {
    faults.push({
      path: ['clearinghouse', 'receiverId'],
      found: clearinghouse.receiverId,
      expected: isTraining
        ? `${trainingReceiverId}, for a training practice sends to nobody else`
        : "the clearinghouse's id, for this is a live practice",
      howToFix: isTraining ? `Write ${trainingReceiverId}.` : "Write the clearinghouse's id.",
    });
  }
  if (submitterId.startsWith(trainingSubmitterPrefix) !== isTraining) {
    faults.push({
      path: ['submitterId'],
      found: submitterId,
      expected: isTraining
        ? `an id that starts with ${trainingSubmitterPrefix}, for this is a training practice`
        : `an id that does not start with ${trainingSubmitterPrefix}, for this is a live practice`,
      howToFix: 'Give it another id.',
    });
  }
  return faults;
}
