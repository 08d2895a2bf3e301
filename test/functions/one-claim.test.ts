import { expect, test } from 'vitest';
import { contractVersion } from '#contracts/steps.ts';
import { fileTaskStep } from '../../functions/file-task/file-task-step.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { produceStatementStep } from '../../functions/produce-statement/produce-statement-step.ts';
import { relayOutboxStep } from '../../functions/relay-outbox/relay-outbox-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const day = 86_400_000;

test('One claim goes from the text of an encounter to closed, and its patient is sent a statement', async () => {
  const world = await memoryWorld();
  const { inputOf } = world;
  const relay = async () =>
    relayOutboxStep(await world.outbox.unsent(world.clock.now(), 100), world).then(() => world.advance(1000));

  // The practice uploads; the outbox starts the claim's pipeline.
  const text = JSON.stringify(
    encounterJson({
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM90017-DED', relationship: 'self' }],
    }),
  );
  const answer = await world.upload('monday.ndjson', `${text}\n`);
  expect(answer).toMatchObject({ outcome: 'taken-in', totals: { records: 1, accepted: 1 } });
  const { claimId } = await world.claim();
  expect(answer.records[0]).toMatchObject({ recordNumber: 1, outcome: 'accepted', claimId });
  world.advance(1000);
  await relay();
  expect(world.stored.executions.get(`claim-pipeline/${claimId}-1`)).toEqual({
    contractVersion,
    practiceId: world.practiceId,
    claimId,
    leg: 1,
  });

  // The payer is asked whether the patient is covered, and says yes while the pipeline waits.
  const asked = await requestEligibilityStep(inputOf(await world.claim()), world);
  expect(asked.outcome).toBe('eligibility-asked');
  world.stored.waits.set('token-eligibility', {});
  await world.outbox.fileToken(
    { practiceId: world.practiceId, claimId, waitName: 'eligibility', waitKey: asked.waitKey },
    { value: 'token-eligibility', leg: 1 },
    world.clock.now(),
  );
  await world.receive(await world.answer270(await world.claim()));
  world.advance(1000);
  await relay();
  expect(world.stored.waits.get('token-eligibility')?.output).toMatchObject({ outcome: 'sent-to-scrub' });

  // Scrubbed, sent, acknowledged.
  expect(await scrubClaimStep(inputOf(await world.claim()), world)).toMatchObject({
    outcome: 'scrubbed-clean',
  });
  const submitted = await submitClaimStep(inputOf(await world.claim()), world);
  expect(submitted).toMatchObject({ outcome: 'submitted', deadlineSeconds: 72 * 3600 });
  const payer = await world.payerOf(claimId);
  await world.receive(payer.acknowledgement999());
  world.advance(day);
  await world.receive(payer.acknowledgement277CA('clearinghouse'));
  expect((await world.claim()).state).toBe('awaiting-acknowledgement');
  await world.receive(payer.acknowledgement277CA('payer'));
  expect((await world.claim()).state).toBe('awaiting-remittance');

  // Paid by contract less the deductible; what the deductible takes is the patient's.
  world.advance(10 * day);
  expect(await world.remit(remittanceFile([payer.decision()], world.clock.now()))).toBe('balanced');
  expect((await world.claim()).state).toBe('ready-for-patient');
  expect(await handOverBalanceStep(inputOf(await world.claim()), world)).toMatchObject({
    outcome: 'handed-to-patient',
  });
  const closed = await world.claim();
  expect(closed).toMatchObject({ state: 'closed', leg: 1 });
  expect(closed.handedToPatientCents).toBeGreaterThan(0);
  expect(world.differenceCents()).toBe(0);

  // The guarantor's account sends the statement five days later.
  world.advance(1000);
  await relay();
  const { guarantorId } = closed;
  expect(world.stored.executions.get(`patient-account/${guarantorId}-1`)).toMatchObject({ cycle: 1 });
  world.advance(5 * day);
  const statement = await produceStatementStep(
    { contractVersion, practiceId: world.practiceId, guarantorId, cycle: 1, statement: 1, holds: 0 },
    world,
  );
  expect(statement).toMatchObject({ outcome: 'sent', statement: 2, holds: 0 });
  const account = await world.accounts.load(world.practiceId, guarantorId);
  expect(account?.statements).toMatchObject([{ amountDueCents: closed.handedToPatientCents }]);
  const pdf = await world.documents.get('documents', account?.statements[0]?.documentKey ?? '');
  expect(new TextDecoder('latin1').decode(pdf?.body.subarray(0, 5))).toBe('%PDF-');

  // Everything that had to be told was told, and its history reads from first to last.
  expect(await world.outbox.unsent(world.clock.now(), 100)).toEqual([]);
  const history = await world.claims.history(world.practiceId, claimId);
  expect(history.map(({ event }) => event)).toEqual([
    'received',
    'eligibility-asked',
    'sent-to-scrub',
    'scrubbed-clean',
    'submitted',
    'acknowledgement-recorded',
    'acknowledgement-recorded',
    'accepted',
    'settled-by-payer',
    'handed-to-patient',
  ]);
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
});

test('The token of a task that is filed twice is filed once', async () => {
  const world = await memoryWorld();
  const { claimId } = await world.received({ diagnoses: [], lines: [], totalCharge: '0.00', note: 'Cough.' });
  const body = JSON.stringify({
    contractVersion,
    practiceId: world.practiceId,
    claimId,
    leg: 1,
    waitName: 'coding',
    waitKey: '000003',
    taskToken: 'token-coding',
  });
  expect(await fileTaskStep(body, world)).toEqual({ outcome: 'filed' });
  const before = world.snapshot();
  await fileTaskStep(body, world);
  expect(world.snapshot()).toEqual(before);
});
