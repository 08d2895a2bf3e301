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

/** Before `outbound/` and `inbound/` in the keys of a training practice's files. */
export const trainingPrefix = 'training/';

/** An ISA has 106 characters, its elements always in the same places: ISA08 from the 55th on, ISA15 the 103rd. */
const receiverOf = (text: string): string => text.slice(54, 69).trim();
const usageOf = (text: string): string => text.charAt(102);

/**
 * The second lock: what keeps an interchange from being sent, in words; undefined when nothing does. A training
 * practice's interchange is marked as a test and addressed to nobody outside, and a live practice's is not.
 */
export function whyNotSent(mode: Practice['mode'], text: string): string | undefined {
  const isAddressedToTraining = receiverOf(text) === trainingReceiverId;
  if (mode === 'live') {
    return isAddressedToTraining ? 'it is of a live practice and addressed to training' : undefined;
  }
  if (!isAddressedToTraining) {
    return 'it is of a training practice and addressed to somebody outside';
  }
  return usageOf(text) === 'T' ? undefined : 'it is of a training practice and not marked as a test';
}

/**
 * The third lock: what keeps an interchange that came from being used, in words; undefined when nothing does. What the
 * clearinghouse delivers is never for a training practice, and what the synthetic payer answers is for nobody else.
 */
export function whyNotReceived(
  { mode, practiceId }: Pick<Practice, 'mode' | 'practiceId'>,
  fileKey: string,
  { senderId, usageIndicator }: { readonly senderId: string; readonly usageIndicator: string },
): string | undefined {
  const isTrainingFile = fileKey.startsWith(trainingPrefix);
  if (mode === 'live') {
    return isTrainingFile
      ? `${practiceId} is a live practice and takes no file of ${trainingPrefix}`
      : undefined;
  }
  if (!isTrainingFile) {
    return `${practiceId} is a training practice and takes files of ${trainingPrefix} only`;
  }
  return usageIndicator === 'T' && senderId.trim() === trainingReceiverId
    ? undefined
    : `${practiceId} is a training practice and takes tests (ISA15 T) of ${trainingReceiverId} only`;
}
