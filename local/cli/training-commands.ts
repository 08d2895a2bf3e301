import type { Command } from 'commander';
import { PracticeId } from '#contracts/identifiers.ts';
import { trainingReceiverId, trainingSubmitterPrefix } from '#domain/practice/training.ts';
import { openSession, parseArgument } from './options.ts';
import { importDocument, userName, type PracticeSession } from './practice-commands.ts';
import { printJson, printLine } from './print.ts';
import { samplePractice } from './samples.ts';

/** `training`: practices to learn with, that can never send anything to anybody. */
export function addTrainingCommands(program: Command): void {
  program
    .command('training')
    .description('practices to learn with')
    .command('create')
    .description('create a training practice like the sample practice; the synthetic payer answers it')
    .argument('<practice>', 'the id of the new practice')
    .option('--by <user>', 'who creates it; the user of this machine unless given')
    .action(async (practice: string, given: { by?: string }, command: Command) => {
      await createTrainingPractice(await openSession(command), practice, given.by);
    });
}

export async function createTrainingPractice(
  session: PracticeSession,
  practice: string,
  by = userName(),
): Promise<void> {
  const practiceId = parseArgument(PracticeId, 'practice', practice);
  const { edition: _edition, ...sample } = samplePractice();
  const letters = practiceId.replaceAll('-', '').toUpperCase();
  const { outcome, edition } = await importDocument(
    session,
    {
      ...sample,
      practiceId,
      mode: 'training',
      name: `Training practice ${practiceId}`,
      submitterId: `${trainingSubmitterPrefix}${letters}`.slice(0, 15),
      clearinghouse: { receiverId: trainingReceiverId, name: 'Synthetic payer' },
    },
    by,
  );
  if (session.options.json) {
    printJson({ practiceId, outcome, edition });
  } else {
    printLine(`training practice ${practiceId} is at edition ${edition} (${outcome}); nothing of it leaves`);
  }
}
