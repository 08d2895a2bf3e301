import { Choice, Condition, Succeed, type IChainable, type State } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ClaimState } from '#contracts/claim.ts';
import { defectReport } from '../../defaults/defect-report.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { routeByOutcome, type Routes } from '../../defaults/outcome-choice.ts';
import type { ServiceTask } from '../../defaults/service-task.ts';
import type { TaskQueue } from '../task-queue/task-queue.ts';
import { resume, type Resume } from './resume.ts';
import { claimSteps, type ClaimStepFunctions, type ClaimSteps } from './steps.ts';
import { claimWaits, type ClaimWaits } from './waits.ts';

/** The words of which the definition is made. */
export interface ClaimParts {
  readonly step: ClaimSteps;
  readonly wait: ClaimWaits;
  readonly resume: Resume;
  readonly claimClosed: Succeed;
  /** Says where each outcome of a step or wait leads. */
  readonly after: (task: ServiceTask, question: string, routes: Routes) => void;
  /** Says where a leg goes on, for every state of the lifecycle. */
  readonly resumeBy: (routes: Readonly<Record<ClaimState, IChainable>>) => void;
}

interface ClaimPartsProps {
  readonly foundation: Foundation;
  readonly taskQueue: TaskQueue;
  readonly functions: ClaimStepFunctions;
}

export function claimParts(
  scope: Construct,
  { foundation, taskQueue, functions }: ClaimPartsProps,
): ClaimParts {
  const onDefect = defectReport(scope, {
    foundation,
    machine: 'claim-pipeline',
    ids: ['practiceId', 'claimId', 'leg'],
  });
  const step = claimSteps(scope, functions, onDefect);
  const wait = claimWaits(scope, { foundation, taskQueue, steps: step, onDefect });
  const resumption = resume(scope, foundation, onDefect);
  const waits = new Set<State>(Object.values(wait));
  /** A wait needs its key and a deadline to count to; an answer of an older contract may lack them. */
  const canBegin = (next: State) =>
    waits.has(next)
      ? Condition.and(
          Condition.isPresent('$.step.waitKey'),
          Condition.isPresent('$.step.deadlineSeconds'),
          Condition.numberGreaterThan('$.step.deadlineSeconds', 0),
        )
      : undefined;
  return {
    step,
    wait,
    resume: resumption,
    claimClosed: new Succeed(scope, 'Claim closed'),
    after: (task, question, routes) => {
      routeByOutcome(scope, task, question, routes, resumption.again, canBegin);
    },
    resumeBy: (routes) => {
      const stands = new Choice(scope, 'Where does the claim stand?').when(
        Condition.not(Condition.numberEqualsJsonPath('$.step.leg', '$.leg')),
        resumption.legIsOver,
      );
      for (const [state, next] of Object.entries(routes)) {
        const isThere = Condition.stringEquals('$.step.state', state);
        const begins = canBegin(next.startState);
        stands.when(begins === undefined ? isThere : Condition.and(isThere, begins), next);
      }
      resumption.first.next(stands.otherwise(resumption.again));
    },
  };
}
