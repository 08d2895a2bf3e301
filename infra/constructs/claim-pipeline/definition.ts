import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { ClaimParts } from './claim-parts.ts';

/**
 * The pipeline of one claim, as a biller would tell it: what happens, what it may lead to, and what comes next.
 * Whatever is not said here goes back to "Resume where the claim stands", and the claim's row decides.
 */
export function definePipeline({ step, wait, resume, claimClosed, after, resumeBy }: ClaimParts): IChainable {
  const coverageIsKnown = { 'sent-to-coding': wait.forCoding, 'sent-to-scrub': step.scrub };
  /** The practice changed the visit, and it is taken over, or a person decided what becomes of it. */
  const visitChanged = {
    'content-replaced': step.checkEligibility,
    'void-chosen': step.submit,
    voided: step.handOver,
  };
  const beforeBilling = { ...visitChanged, withdrawn: claimClosed, 'visit-incomplete': claimClosed };
  const chargeChanged = { ...visitChanged, 'charge-replaced': step.scrub };
  const payerDecides = {
    'settled-by-payer': step.handOver,
    denied: wait.forDenialWork,
    'reversed-by-payer': wait.forRemittance,
  };

  resumeBy({
    received: step.checkEligibility,
    'awaiting-eligibility': wait.forEligibilityAnswer,
    'awaiting-coverage': wait.forFrontDesk,
    'awaiting-coding': wait.forCoding,
    'awaiting-audit': wait.forAudit,
    'ready-to-scrub': step.scrub,
    'awaiting-correction': wait.forCorrection,
    'ready-to-submit': step.submit,
    'on-hold': wait.forHold,
    'awaiting-acknowledgement': wait.forAcknowledgement,
    'awaiting-rejection-work': wait.forRejectionWork,
    'awaiting-remittance': wait.forRemittance,
    'awaiting-follow-up': wait.forFollowUp,
    'awaiting-denial-work': wait.forDenialWork,
    'ready-for-patient': step.handOver,
    closed: claimClosed,
  });

  after(step.checkEligibility, 'Was the payer asked?', {
    'eligibility-asked': wait.forEligibilityAnswer,
    ...coverageIsKnown,
  });
  after(wait.forEligibilityAnswer, 'Is the patient covered?', {
    'coverage-questioned': wait.forFrontDesk,
    ...coverageIsKnown,
    ...beforeBilling,
  });
  after(step.eligibilityOverdue, 'Who looks into the coverage?', {
    'coverage-questioned': wait.forFrontDesk,
    ...coverageIsKnown,
  });
  after(wait.forFrontDesk, 'What did the front desk find?', {
    'coverage-corrected': step.checkEligibility,
    ...coverageIsKnown,
    ...beforeBilling,
  });
  after(wait.forCoding, 'What did the coder decide?', {
    coded: step.scrub,
    'held-for-audit': wait.forAudit,
    'found-not-billable': claimClosed,
    ...beforeBilling,
  });
  after(wait.forAudit, 'What did the audit find?', {
    'audit-passed': step.scrub,
    'audit-corrected': step.scrub,
    'audit-released': step.scrub,
    ...beforeBilling,
  });

  after(step.scrub, 'Is the claim clean?', {
    'scrubbed-clean': step.submit,
    'scrubbed-clean-for-patient': step.handOver,
    'held-by-scrubber': wait.forCorrection,
  });
  after(wait.forCorrection, 'Was it corrected?', {
    corrected: step.scrub,
    attested: step.scrub,
    'found-not-billable': claimClosed,
    'written-off': step.handOver,
    ...beforeBilling,
  });

  after(step.submit, 'Was it sent?', { submitted: wait.forAcknowledgement, 'put-on-hold': wait.forHold });
  after(wait.forHold, 'May it go on?', {
    'hold-released': step.scrub,
    'sent-despite-hold': step.scrub,
    ...chargeChanged,
  });
  after(wait.forAcknowledgement, 'Was it accepted?', {
    accepted: wait.forRemittance,
    rejected: wait.forRejectionWork,
    voided: step.handOver,
    ...payerDecides,
  });
  after(step.acknowledgementOverdue, 'Who asks where the claim is?', {
    'nothing-came-back': wait.forFollowUp,
  });
  after(wait.forRejectionWork, 'How was the rejection worked?', {
    'rejection-corrected': step.scrub,
    'written-off': step.handOver,
    ...chargeChanged,
    ...payerDecides,
  });

  after(wait.forRemittance, 'What did the payer decide?', {
    rejected: wait.forRejectionWork,
    ...chargeChanged,
    ...payerDecides,
  });
  after(step.remittanceOverdue, 'Who asks where the money is?', {
    'nothing-came-back': wait.forFollowUp,
    'appeal-unanswered': wait.forDenialWork,
  });
  after(wait.forFollowUp, 'What did the follow-up find?', {
    'kept-waiting': wait.forRemittance,
    'accepted-late': wait.forRemittance,
    'resubmission-chosen': step.scrub,
    'returned-to-denial': wait.forDenialWork,
    rejected: wait.forRejectionWork,
    'written-off': step.handOver,
    ...chargeChanged,
    ...payerDecides,
  });
  after(wait.forDenialWork, 'How was the denial worked?', {
    'denial-corrected': step.scrub,
    'appeal-chosen': wait.forDenialWork,
    'returned-to-denial': wait.forDenialWork,
    appealed: wait.forRemittance,
    'appeal-overturned': wait.forRemittance,
    'rest-awaited': wait.forRemittance,
    'written-off': step.handOver,
    'billed-to-patient': step.handOver,
    ...chargeChanged,
    ...payerDecides,
  });

  after(step.handOver, 'Is anything left to do?', { 'handed-to-patient': claimClosed });
  step.continueOnNextLeg.next(resume.legIsOver);
  return resume.first;
}
