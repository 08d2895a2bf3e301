import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { contractVersion } from '#contracts/steps.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import { functionStep } from '../../defaults/function-step.ts';
import type { ServiceTask } from '../../defaults/service-task.ts';

/** The functions behind the steps. */
export interface ClaimStepFunctions {
  readonly requestEligibility: ClaimsFunction;
  readonly scrubClaim: ClaimsFunction;
  readonly submitClaim: ClaimsFunction;
  readonly recordMissedDeadline: ClaimsFunction;
  readonly continueOnNextLeg: ClaimsFunction;
  readonly handOverBalance: ClaimsFunction;
}

/** What happens to a claim without anybody waiting. */
export interface ClaimSteps {
  readonly checkEligibility: ServiceTask;
  readonly scrub: ServiceTask;
  readonly submit: ServiceTask;
  readonly handOver: ServiceTask;
  readonly eligibilityOverdue: ServiceTask;
  readonly acknowledgementOverdue: ServiceTask;
  readonly remittanceOverdue: ServiceTask;
  readonly continueOnNextLeg: ServiceTask;
}

const claim = {
  contractVersion,
  'practiceId.$': '$.practiceId',
  'claimId.$': '$.claimId',
  'leg.$': '$.leg',
} as const;

/** Every step of a claim answers with what happened and the wait, if any, that begins with it. */
const answers = ['outcome', 'waitKey', 'deadlineSeconds'] as const;

export function claimSteps(
  scope: Construct,
  functions: ClaimStepFunctions,
  onDefect: IChainable,
): ClaimSteps {
  const step = (name: string, runs: ClaimsFunction) =>
    functionStep(scope, name, { runs, payload: claim, answers, onDefect });
  const overdue = (name: string, waitName: string) =>
    functionStep(scope, name, {
      runs: functions.recordMissedDeadline,
      payload: { ...claim, waitName, 'waitKey.$': '$.step.waitKey' },
      answers,
      onDefect,
    });
  return {
    checkEligibility: step('Check eligibility', functions.requestEligibility),
    scrub: step('Scrub', functions.scrubClaim),
    submit: step('Submit', functions.submitClaim),
    handOver: step("Hand the balance to the patient's account", functions.handOverBalance),
    eligibilityOverdue: overdue('The eligibility answer is overdue', 'eligibility'),
    acknowledgementOverdue: overdue('The acknowledgement is overdue', 'acknowledgement'),
    remittanceOverdue: overdue('The remittance is overdue', 'remittance'),
    continueOnNextLeg: functionStep(scope, 'Continue on the next leg', {
      runs: functions.continueOnNextLeg,
      payload: claim,
      answers: [],
      onDefect,
    }),
  };
}
