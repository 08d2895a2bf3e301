import { Choice, Condition, Succeed, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { PostingParts } from './posting-parts.ts';

/** One remittance: nothing is posted unless all of it balances, and what belongs to no claim is posted last. */
export function definePosting(parts: PostingParts): IChainable {
  const { scope, checkThatItBalances, postEveryClaim, postProviderAdjustments } = parts;
  const posted = new Succeed(scope, 'Remittance posted');
  return checkThatItBalances.next(
    new Choice(scope, 'Does it balance?')
      .when(
        Condition.stringEquals('$.step.outcome', 'balanced'),
        postEveryClaim.next(postProviderAdjustments.next(posted)),
      )
      .when(Condition.stringEquals('$.step.outcome', 'duplicate'), new Succeed(scope, 'Posted before'))
      .otherwise(new Succeed(scope, 'Held for a person')),
  );
}
