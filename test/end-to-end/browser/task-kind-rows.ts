import { expect } from 'vitest';
import { payments, remittanceOf, visits } from './task-kind-causes.ts';
import {
  decide,
  come,
  about,
  ofAmount,
  claimOf,
  stateOf,
  goesOnTo,
  balance,
  moved,
  comesBack,
  isKeptAs,
  staysQuarantined,
  isShownAsOne,
  noClaimOf,
  ledger,
  postsNothing,
  becomesClaim,
  type KindOfDays,
  type TaskKindRow,
} from './task-kind-row.ts';

/** How each kind of task comes about, is decided in the browser, and what the pipeline does then. */
export const taskKindRows: Readonly<Record<KindOfDays, TaskKindRow>> = {
  coverage: {
    comes: 'The payer answers that the coverage has ended',
    isIt: about('ENC-1008'),
    by: 'front-desk',
    decisions: decide(
      'Correct the coverage',
      ['fill', 'Payer id', 'BLUEW'],
      ['fill', 'Member id', 'BWH50008'],
    ),
    afterwards: async (machine, task) => {
      expect((await claimOf(machine, task))?.coverages[0]?.memberId).toBe('BWH50008');
      expect(await stateOf(machine, task)).not.toBe('awaiting-coverage-work');
    },
  },
  coding: {
    comes: 'A visit comes with its note alone',
    isIt: about('ENC-1007'),
    by: 'coder',
    decisions: decide(
      'Code the visit',
      ['fill', 'Diagnosis 1', 'Z00.00'],
      ['fill', 'Code of line 1', 'G0439'],
      ['fill', 'Dx of line 1', '1'],
      ['fill', 'Charge of line 1', '210.00'],
    ),
    afterwards: async (machine, task) => {
      expect((await claimOf(machine, task))?.lines.map(({ code }) => code)).toEqual(['G0439']);
      expect(await stateOf(machine, task)).not.toBe('awaiting-coding');
    },
  },
  'coding-audit': {
    comes: 'A claim to a payer that is watched is sent',
    isIt: about(visits.audited),
    by: 'auditor',
    decisions: () => [
      {
        does: 'Code the visit yourself',
        fields: [
          ['fill', 'Diagnosis 1', 'I10'],
          ['fill', 'Code of line 1', '99213'],
          ['fill', 'Dx of line 1', '1'],
          ['fill', 'Charge of line 1', '160.00'],
        ],
      },
      { does: 'Nothing changes', fields: [] },
    ],
    afterwards: async (machine, task) => {
      expect((await claimOf(machine, task))?.codingAudit?.stage).toBe('closed');
    },
  },
  authorization: {
    comes: 'The payer wants an authorization for the visit, and it comes without one',
    isIt: about(visits.unauthorized),
    by: 'front-desk',
    decisions: decide('Enter the authorization', ['fill', 'Authorization number', 'AUTH-77120']),
    afterwards: async (machine, task, before) => {
      expect((await claimOf(machine, task))?.authorizationNumber).toBe('AUTH-77120');
      await goesOnTo('awaiting-acknowledgement', 'awaiting-remittance')(machine, task, before);
    },
  },
  correction: {
    comes: 'The scrubber finds a retired diagnosis code',
    isIt: about('ENC-1013'),
    by: 'coder',
    decisions: decide('Correct the claim', ['press', 'Change diagnoses'], ['fill', 'Diagnosis 1', 'M54.50']),
    afterwards: goesOnTo('awaiting-acknowledgement'),
  },
  rejection: {
    comes: 'The clearinghouse sends the claim back for its member id',
    isIt: about('ENC-1016'),
    by: 'biller',
    decisions: decide(
      'Correct and send again',
      ['press', 'Change coverages'],
      ['fill', 'Member id', 'BWH50116'],
    ),
    afterwards: goesOnTo('awaiting-acknowledgement'),
  },
  denial: {
    comes: 'The payer denies a part of the claim as not necessary',
    isIt: about('ENC-1023'),
    by: 'biller',
    decisions: decide('Appeal'),
    afterwards: async (machine, { claimId }) => {
      const appeal = (await machine.openTasks('appeal')).find((task) => task.claimId === claimId);
      expect(appeal?.dollarsAtStakeCents).toBeGreaterThan(0);
    },
  },
  appeal: {
    comes: 'A biller appeals the denial',
    isIt: about('ENC-1023'),
    by: 'biller',
    decisions: (_task, machine) => [
      {
        does: 'It was sent',
        fields: [
          ['fill', 'Sent on', machine.inDays(0)],
          ['choose', 'How it was sent', 'Portal of the payer'],
          ['fill', 'Reference', 'APL-20417'],
          come(machine),
        ],
      },
    ],
    afterwards: async (machine, task, before) => {
      await goesOnTo('awaiting-remittance')(machine, task, before);
      expect((await claimOf(machine, task))?.appeals?.at(-1)?.steps).toMatchObject([
        { what: 'sent', by: 'biller', way: 'portal', reference: 'APL-20417', lookOn: machine.inDays(10) },
      ]);
    },
  },
  'follow-up': {
    comes: 'The payer never answers the claim',
    isIt: about('ENC-1018'),
    by: 'biller',
    decisions: decide('Keep waiting'),
    afterwards: goesOnTo('awaiting-remittance'),
  },
  'charge-changed': {
    comes: 'The practice uploads the visit with other codes after it was billed',
    isIt: about('ENC-1005'),
    by: 'biller',
    decisions: decide('Bill the new content'),
    afterwards: async (machine, task) => {
      expect((await claimOf(machine, task))?.lines[0]?.code).toBe('99204');
    },
  },
  hold: {
    comes: 'A hold stops a claim whose filing limit is near',
    isIt: about(visits.held),
    by: 'biller',
    decisions: decide('Send it anyway'),
    afterwards: goesOnTo('awaiting-acknowledgement'),
  },
  'missing-charge': {
    comes: 'A schedule is uploaded with a kept appointment of which no charge comes',
    by: 'front-desk',
    decisions: decide('No charge'),
    afterwards: isKeptAs('no-charge', noClaimOf('A-1')),
  },
  'unmapped-alias': {
    comes: 'A file names a provider by a number that nobody has mapped',
    by: 'biller',
    decisions: decide('Map it', ['fill', 'Means', '2000001018']),
    afterwards: becomesClaim(visits.mapped),
  },
  'quarantined-upload': {
    comes: 'A file is uploaded whose name tells about a patient',
    by: 'biller',
    decisions: decide('Discard it'),
    afterwards: isKeptAs('discarded', staysQuarantined),
  },
  'incomplete-visit': {
    comes: 'Charges come by HL7, and the admission with the patient never does',
    by: 'front-desk',
    decisions: decide('Not billed'),
    afterwards: isKeptAs('not-billed', noClaimOf(visits.incomplete)),
  },
  'unmatched-document': {
    comes: 'A scan is uploaded whose name is that of no visit',
    by: 'front-desk',
    decisions: async (_task, machine) => [
      {
        does: 'Give it to a visit',
        fields: [['fill', 'Visit', (await machine.claimOf('VISIT-P-1')).claimId]],
      },
    ],
    afterwards: async (machine) => {
      await expect.poll(async () => (await machine.claimOf('VISIT-P-1')).documents?.length).toBe(1);
    },
  },
  'unsigned-note': {
    comes: 'The note of a visit comes by HL7 as dictated and not signed',
    by: 'coder',
    decisions: decide('It is signed elsewhere'),
    afterwards: becomesClaim(visits.unsigned),
  },
  'physician-query': {
    comes: 'A coder asks the provider what the note leaves open',
    queue: '/my-visits',
    by: 'provider',
    decisions: decide(
      'Answer',
      ['tick', 'Vertebrogenic low back pain'],
      ['fill', 'In your own words', 'The end plates are changed in the images'],
    ),
    afterwards: async (machine) => {
      const { claimId, physicianQueries } = await machine.claimOf('ENC-1006');
      expect(physicianQueries?.map(({ status }) => status)).toEqual(['answered']);
      // The coder goes on.
      expect((await machine.openTasks('coding')).map((task) => task.claimId)).toContain(claimId);
    },
  },
  'duplicate-patient': {
    comes: 'Two systems upload a patient of one name and birth date, under two member ids',
    by: 'front-desk',
    decisions: decide('The same person', ['choose', 'Goes by', 'The first number']),
    afterwards: isKeptAs('same-person', isShownAsOne),
  },
  'unexplained-adjustment': {
    comes: 'A remittance keeps money back for no claim',
    isIt: ofAmount(payments.unexplained.amountCents),
    by: 'payment-poster',
    decisions: decide('Place it', ['choose', 'Account', 'Withheld by the payer']),
    before: balance('withheld-by-payer'),
    afterwards: moved('withheld-by-payer', payments.unexplained.amountCents),
  },
  'takeback-differs': {
    comes: 'A remittance withholds money that no payer had announced',
    isIt: ofAmount(payments.takenBack.takenCents),
    by: 'payment-poster',
    decisions: decide('Place it', ['choose', 'Account', 'Other adjustment']),
    before: balance('other-adjustment'),
    afterwards: moved('other-adjustment', payments.takenBack.takenCents),
  },
  'unmatched-remittance': {
    comes: 'A remittance pays a claim that nobody here has sent',
    by: 'payment-poster',
    decisions: decide('Return to the payer'),
    before: balance('refund-payable'),
    afterwards: moved('refund-payable', -12_000),
  },
  'out-of-balance-remittance': {
    comes: 'A remittance comes that does not add up',
    by: 'payment-poster',
    decisions: decide('A corrected one came'),
    afterwards: async (machine, { remittanceId }) => {
      const runs = await machine.facts.remittances(machine.practiceId);
      expect(runs.find((run) => run.remittanceId === remittanceId)?.state).not.toBe('held');
    },
  },
  underpayment: {
    comes: 'A payer allows a tenth less than its contract says',
    by: 'biller',
    decisions: decide('Accept it'),
    before: ledger,
    afterwards: isKeptAs('accepted', postsNothing),
  },
  'overpayment-review': {
    comes: 'A payer allows more than its contract says',
    by: 'biller',
    decisions: (_task, machine) => [{ does: 'Told the payer', fields: [come(machine)] }],
    afterwards: comesBack,
  },
  'charge-too-low': {
    comes: 'A visit is charged less than its contract allows',
    by: 'manager',
    decisions: decide('Charge raised'),
    before: ledger,
    afterwards: isKeptAs('charge-raised', postsNothing),
  },
  'unmatched-deposit': {
    comes: 'The bank shows an electronic payment without a number',
    isIt: ofAmount(payments.explainedByPerson.amountCents),
    by: 'payment-poster',
    decisions: decide('No payment of a claim', ['choose', 'Account', 'Interest income']),
    before: balance('interest-income'),
    afterwards: moved('interest-income', 0 - payments.explainedByPerson.amountCents),
  },
  'missing-remittance': {
    comes: 'The bank shows a payment of which no remittance comes',
    isIt: ofAmount(43_300),
    by: 'payment-poster',
    decisions: decide('It came elsewhere'),
    before: ledger,
    afterwards: isKeptAs('came-elsewhere', postsNothing),
  },
  'returned-item': {
    comes: 'The bank takes a deposited check out of the account again',
    by: 'payment-poster',
    decisions: async (_task, machine) => [
      {
        does: 'Take the payment back',
        fields: [['fill', 'Remittance or batch', await remittanceOf(machine, payments.returned.trace)]],
      },
    ],
    before: balance('cash-in-transit'),
    afterwards: moved('cash-in-transit', payments.returned.amountCents),
  },
  'repeated-bank-entry': {
    comes: 'Two files of the bank show one deposit in other words',
    by: 'payment-poster',
    decisions: decide('Another entry'),
    before: balance('bank'),
    afterwards: moved('bank', 34_400),
  },
  'follow-up-date': {
    comes: 'A note about a payer names a follow-up date',
    by: 'biller',
    decisions: decide('It has happened'),
    before: ledger,
    afterwards: isKeptAs('promise-kept', postsNothing),
  },
  dispute: {
    comes: 'A guarantor calls about what a visit costs',
    by: 'biller',
    decisions: async (_task, machine) => [
      {
        does: 'Give a part of it up',
        fields: [
          ['fill', 'Claim', (await machine.claimOf(visits.disputed)).claimId],
          ['fill', 'Amount', '5.00'],
          ['choose', 'Why it is written off', 'Administrative'],
        ],
      },
    ],
    before: balance('write-off'),
    afterwards: async (machine, task, before) => {
      await moved('write-off', 500)(machine, task, before);
      const { guarantorId } = await machine.claimOf(visits.disputed);
      const account = (await machine.facts.accounts(machine.practiceId)).find(
        (known) => known.guarantorId === guarantorId,
      );
      expect(account?.disputes?.[0]?.closed).toMatchObject({ outcome: 'adjust', adjustedCents: 500 });
    },
  },
  'hold-review': {
    comes: 'The review date of a hold comes',
    by: 'manager',
    decisions: decide('Release the hold'),
    afterwards: async (machine) => {
      const answer = await machine.ask('manage-holds', { action: 'list' });
      expect(answer).toMatchObject({ outcome: 'holds', holds: [] });
    },
  },
  'write-off-approval': {
    comes: 'A payment poster writes off above the own limit',
    by: 'manager',
    decisions: decide('Approve'),
    afterwards: async (machine) => {
      const { claimId, state } = await machine.claimOf('ENC-1025');
      expect(state).not.toBe('awaiting-denial-work');
      const postings = await machine.facts.postingsOfClaim(machine.practiceId, claimId);
      expect(postings.map(({ cause }) => cause)).toContain('write-off');
    },
  },
};
