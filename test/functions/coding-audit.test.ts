import { describe, expect, test } from 'vitest';
import { embeddedCodeSuggester } from '#adapters/embedded/embedded-code-suggester.ts';
import { ClaimFileId } from '#contracts/files.ts';
import { DeskEntryId, NameKey, Npi } from '#contracts/identifiers.ts';
import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';
import type { Task } from '#contracts/task.ts';
import { CodingSettings } from '#contracts/coding-settings.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import { deskFileKey } from '#domain/front-desk/desk-file.ts';
import { cents } from '#domain/money/cents.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { assistCodingStep } from '../../functions/assist-coding/assist-coding-step.ts';
import { handleTasksStep } from '../../functions/handle-tasks/handle-tasks-step.ts';
import { readDeskStep } from '../../functions/read-desk/read-desk-step.ts';
import { recordMissedDeadlineStep } from '../../functions/record-missed-deadline/record-missed-deadline-step.ts';
import { readClaimsStep } from '../../functions/read-claims/read-claims-step.ts';
import { readFilesStep } from '../../functions/read-files/read-files-step.ts';
import { readReportsStep } from '../../functions/read-reports/read-reports-step.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const reason = 'Checked against the note line by line';
const charged = (code: string, charge: string) => ({ code, charge, diagnosisPointers: [1] });
const coded = {
  outcome: 'coded',
  diagnoses: ['I10'],
  lines: [charged('99214', '220.00')],
};
const blind = { ...coded, outcome: 'coded-blind', lines: [charged('99213', '160.00')] };
const auditorRight = { judgements: [{ difference: 1, judgement: 'auditor-right' }], reason };
const as = (...roles: StaffRole[]): StaffAuthority => ({ roles });

const uncoded = { diagnoses: [], lines: [], totalCharge: '0.00', note: 'Blood pressure checked.' };

/** A practice that audits every claim by chance, and a visit that waits for a coder. */
async function office(audit: object = { randomPercent: 100, fewestAudits: 1 }) {
  const world = await memoryWorld();
  const edition = await world.practices.edition(practiceId);
  await world.practices.save(
    { ...practice, edition: (edition?.edition ?? 1) + 1, coding: CodingSettings.parse({ audit }) },
    world.clock.now(),
  );
  const work = async (task: Pick<Task, 'taskId'>, user: string, role: StaffRole, outcome: object) =>
    await workTaskStep(
      { practiceId, taskId: task.taskId, user, authority: as(role), outcome: { ...outcome } },
      world,
    );
  /** What the practice sends again of a visit, as a later version. */
  const resend = async (encounterId: string, changes: object = {}) => {
    const { serviceDateFrom } =
      [...world.stored.claims.values()].find(({ source }) => source.encounterId === encounterId) ?? {};
    const encounter = encounterJson({ serviceDateFrom, ...uncoded, encounterId, version: 2, ...changes });
    return await world.upload(`${encounterId}-again.ndjson`, JSON.stringify(encounter));
  };
  const visit = async (encounterId: string) => {
    const received = await world.received({ ...uncoded, encounterId });
    await requestEligibilityStep(world.inputOf(received), world);
    await world.receive(await world.answer270(await world.claim(received.claimId)));
    const task = (await world.openTasks()).find(
      ({ kind, claimId }) => kind === 'coding' && claimId === received.claimId,
    );
    if (task === undefined) {
      throw new Error('Nobody is asked to code the visit');
    }
    await work(task, 'ida', 'coder', coded);
    return received.claimId;
  };
  const audited = async (): Promise<Task> => {
    const task = (await world.openTasks()).find(({ kind }) => kind === 'coding-audit');
    if (task === undefined) {
      throw new Error('Nothing is to be audited');
    }
    return task;
  };
  /** Codes a visit and sends it. */
  const sent = async (encounterId = 'ENC-1') => {
    const claimId = await visit(encounterId);
    await scrubClaimStep(world.inputOf(await world.claim(claimId)), world);
    await submitClaimStep(world.inputOf(await world.claim(claimId)), world);
    return claimId;
  };
  const show = async (task: Task): Promise<Task> => {
    const shown = await readTasksStep({ query: 'show', practiceId, taskId: task.taskId }, world);
    if (shown.outcome !== 'shown') {
      throw new Error('It is not shown');
    }
    return shown.task;
  };
  return { world, work, visit, sent, resend, audited, show };
}

describe('an audit after billing', () => {
  test('is coded blind, then judged, and leads to a replacement that a biller decides', async () => {
    const { world, work, sent, audited, show } = await office();
    const claimId = await sent();
    expect((await world.claim(claimId)).state).toBe('awaiting-acknowledgement');
    const task = await audited();
    expect(task).toMatchObject({
      audit: { when: 'post-bill', coders: ['ida'] },
      outcomes: ['coded-blind', 'no-change', 'replacement-needed', 'released'],
    });
    const before = await show(task);
    expect(before.outcomes).toEqual(['coded-blind', 'released']);
    expect(JSON.stringify(before)).not.toContain('99214');
    expect(await work(task, 'otto', 'auditor', { outcome: 'no-change', reason })).toMatchObject({
      outcome: 'refused',
    });
    expect(await work(task, 'otto', 'auditor', blind)).toMatchObject({ outcome: 'noted' });
    expect(await show(task)).toMatchObject({
      outcomes: ['no-change', 'replacement-needed', 'released'],
      compared: {
        coder: 'ida',
        auditor: 'otto',
        differences: [{ number: 1, kind: 'visit-level', coder: '99214', auditor: '99213' }],
      },
    });
    expect(await work(task, 'otto', 'auditor', blind)).toMatchObject({ outcome: 'refused' });
    const wrong = [
      { outcome: 'no-change', reason },
      { outcome: 'no-change', ...auditorRight },
      { outcome: 'corrected', ...auditorRight },
      { outcome: 'replacement-needed', judgements: [{ difference: 1, judgement: 'agreed' }], reason },
      { outcome: 'replacement-needed', judgements: [{ difference: 2, judgement: 'auditor-right' }], reason },
    ];
    const snapshot = world.snapshot();
    for (const outcome of wrong) {
      expect(await work(task, 'otto', 'auditor', outcome)).toMatchObject({ outcome: 'refused' });
    }
    expect(world.snapshot()).toEqual(snapshot);
    expect(
      await work(task, 'otto', 'auditor', { outcome: 'replacement-needed', ...auditorRight }),
    ).toMatchObject({ outcome: 'worked' });
    const claim = await world.claim(claimId);
    expect(claim).toMatchObject({
      lines: [{ code: '99214' }],
      codingAudit: { stage: 'closed' },
      pendingChange: { content: { lines: [{ code: '99213' }], totalChargeCents: 16_000 } },
    });
    const change = (await world.openTasks()).find(({ kind }) => kind === 'charge-changed');
    expect(change?.why).toContain('An audit found');
    expect(change?.evidence.join(' ')).toContain('within 60 days');
    // Once more is told in words.
    expect(await work(task, 'otto', 'auditor', { outcome: 'no-change', reason })).toMatchObject({
      outcome: 'refused',
    });
  });

  test('leads to a replacement that the same visit, sent once more, does not take back', async () => {
    const { world, work, sent, resend, audited } = await office();
    const claimId = await sent();
    const task = await audited();
    await work(task, 'otto', 'auditor', blind);
    await work(task, 'otto', 'auditor', { outcome: 'replacement-needed', ...auditorRight });
    const found = (await world.claim(claimId)).pendingChange;
    expect(found?.content?.lines[0]?.code).toBe('99213');
    await resend('ENC-1');
    expect((await world.claim(claimId)).pendingChange).toEqual(found);
  });

  test('waits with its replacement until what the practice changed is decided', async () => {
    const { world, work, sent, resend, audited } = await office();
    const claimId = await sent();
    const task = await audited();
    await resend('ENC-1', { placeOfService: '22' });
    const sentByPractice = (await world.claim(claimId)).pendingChange;
    expect(sentByPractice?.content?.placeOfService).toBe('22');
    await work(task, 'otto', 'auditor', blind);
    const wanted = { outcome: 'replacement-needed', ...auditorRight };
    const refused = await work(task, 'otto', 'auditor', wanted);
    expect(refused.outcome === 'refused' ? refused.problems[0] : '').toContain(sentByPractice?.taskId);
    expect((await world.claim(claimId)).pendingChange).toEqual(sentByPractice);
    const ignored = { outcome: 'ignore', reason };
    expect(
      await work({ taskId: sentByPractice?.taskId ?? task.taskId }, 'maria', 'biller', ignored),
    ).toMatchObject({ outcome: 'worked' });
    expect(await work(task, 'otto', 'auditor', wanted)).toMatchObject({ outcome: 'worked' });
  });

  test('that changes nothing is closed, and the report tells how right the coder was', async () => {
    const { world, work, sent, audited } = await office();
    await sent();
    const task = await audited();
    await work(task, 'otto', 'auditor', blind);
    expect(
      await work(task, 'otto', 'auditor', {
        outcome: 'no-change',
        judgements: [{ difference: 1, judgement: 'coder-right' }],
        reason,
      }),
    ).toMatchObject({ outcome: 'worked' });
    const report = await readReportsStep({ report: 'coding-accuracy', practiceId }, world);
    expect(report).toMatchObject({
      outcome: 'coding-accuracy',
      coders: [{ coder: 'ida', audits: 1, accuracyMillis: 100_000 }],
    });
    const earlier = { report: 'coding-accuracy', practiceId, from: '2026-01-01', to: '2026-02-01' };
    expect(await readReportsStep(earlier, world)).toMatchObject({ coders: [] });
    expect(await readReportsStep({ ...earlier, to: '2025-01-01' }, world)).toMatchObject({
      outcome: 'refused',
    });
    expect(
      await readReportsStep({ report: 'coding-accuracy', practiceId: 'birch-lane' }, world),
    ).toMatchObject({ coders: [] });
  });

  test('is drawn once, however often the step runs, and not where the practice audits nothing', async () => {
    const { world, sent } = await office();
    const claimId = await sent();
    await submitClaimStep(world.inputOf(await world.claim(claimId)), world);
    expect((await world.openTasks()).filter(({ kind }) => kind === 'coding-audit').length).toBe(1);
    const without = await office({ randomPercent: 0, risks: [{ risk: 'new-coder', percent: 0 }] });
    await without.sent();
    expect((await without.world.openTasks()).map(({ kind }) => kind)).toEqual([]);
  });
});

describe('an audit before billing', () => {
  /** A coder of whose codes the last audited were wrong. */
  async function belowThreshold() {
    const desk = await office({ randomPercent: 100, fewestAudits: 1 });
    await desk.sent('ENC-1');
    const first = await desk.audited();
    await desk.work(first, 'otto', 'auditor', blind);
    await desk.work(first, 'otto', 'auditor', { outcome: 'replacement-needed', ...auditorRight });
    desk.world.advance(60_000);
    const claimId = await desk.visit('ENC-2');
    return { ...desk, claimId, task: await desk.audited() };
  }

  test('holds what a coder below the threshold codes, and sends it on with the right codes', async () => {
    const { world, work, claimId, task } = await belowThreshold();
    expect(await world.claim(claimId)).toMatchObject({ state: 'awaiting-audit', lines: [{ code: '99214' }] });
    expect(task).toMatchObject({ claimId, audit: { when: 'pre-bill', drawnFor: ['below-threshold'] } });
    await work(task, 'otto', 'auditor', blind);
    expect((await world.claim(claimId)).state).toBe('awaiting-audit');
    expect(await work(task, 'otto', 'auditor', { outcome: 'corrected', ...auditorRight })).toMatchObject({
      outcome: 'worked',
    });
    expect(await world.claim(claimId)).toMatchObject({
      state: 'ready-to-scrub',
      lines: [{ code: '99213' }],
      totalChargeCents: 16_000,
    });
    // Drawn before billing, it is not drawn again when it is sent.
    await scrubClaimStep(world.inputOf(await world.claim(claimId)), world);
    await submitClaimStep(world.inputOf(await world.claim(claimId)), world);
    expect((await world.openTasks()).filter(({ kind }) => kind === 'coding-audit')).toEqual([]);
  });

  test('ends when enough is right', async () => {
    const { world, work, visit, task } = await belowThreshold();
    await work(task, 'otto', 'auditor', { ...blind, lines: coded.lines });
    await work(task, 'otto', 'auditor', { outcome: 'no-change', reason });
    world.advance(60_000);
    const claimId = await visit('ENC-3');
    expect((await world.claim(claimId)).state).toBe('ready-to-scrub');
  });

  test('is left out by a manager alone, and counts for nothing then', async () => {
    const { world, work, claimId, task } = await belowThreshold();
    const released = { outcome: 'released', reason };
    expect(await work(task, 'otto', 'auditor', released)).toMatchObject({ because: 'not-allowed' });
    expect(await work(task, 'george', 'manager', released)).toMatchObject({ outcome: 'worked' });
    expect((await world.claim(claimId)).state).toBe('ready-to-scrub');
    const report = await readReportsStep({ report: 'coding-accuracy', practiceId }, world);
    expect(report).toMatchObject({ coders: [{ audits: 1 }] });
  });

  test('is over when the visit changes meanwhile: it may be drawn anew, and its auditor sees it again', async () => {
    const { world, work, resend, claimId, task } = await belowThreshold();
    await resend('ENC-2', { lines: [charged('99212', '90.00')], diagnoses: ['I10'], totalCharge: '90.00' });
    const change = (await world.claim(claimId)).pendingChange;
    const replace = { outcome: 'replace', reason };
    await work({ taskId: change?.taskId ?? task.taskId }, 'maria', 'biller', replace);
    const replaced = await world.claim(claimId);
    expect(replaced.state).not.toBe('awaiting-audit');
    expect(replaced.codingAudit).toBeUndefined();
    await requestEligibilityStep(world.inputOf(replaced), world);
    await world.receive(await world.answer270(await world.claim(claimId)));
    await scrubClaimStep(world.inputOf(await world.claim(claimId)), world);
    await submitClaimStep(world.inputOf(await world.claim(claimId)), world);
    const { submissions, codingAudit } = await world.claim(claimId);
    expect(submissions.length).toBe(1);
    expect(codingAudit?.stage).toBe('blind');
    expect(await world.openTasks()).toContainEqual(
      expect.objectContaining({ kind: 'coding-audit', taskId: codingAudit?.taskId }),
    );
  });

  test('is not left out by a manager who coded the visit', async () => {
    const { work, task } = await belowThreshold();
    const own = await work(task, 'ida', 'manager', { outcome: 'released', reason });
    expect(own.outcome === 'refused' ? own.problems[0] : '').toContain('nobody audits own work');
  });
});

describe('who audits', () => {
  test('is never who coded: not by deciding, not by taking the task, not by being assigned to it', async () => {
    const { world, work, sent, audited } = await office();
    await sent();
    const task = await audited();
    const own = await work(task, 'ida', 'auditor', blind);
    expect(own.outcome === 'refused' ? own.problems[0] : '').toContain('nobody audits own work');
    const attempts = [
      { user: 'ida', what: { action: 'take' } },
      { user: 'george', role: 'manager', what: { action: 'assign', to: 'ida', reason } },
    ];
    for (const attempt of attempts) {
      const handled = await handleTasksStep({ practiceId, taskIds: [task.taskId], ...attempt }, world);
      expect(handled).toMatchObject({ tasks: [{ done: false }] });
    }
    expect(await work(task, 'maria', 'coder', blind)).toMatchObject({ because: 'not-allowed' });
    expect(await work(task, 'maria', 'biller', blind)).toMatchObject({ because: 'not-allowed' });
    expect(await work(task, 'otto', 'auditor', blind)).toMatchObject({ outcome: 'noted' });
  });

  test('sees the claim without its codes until it is coded blind; everybody else sees it whole', async () => {
    const { world, work, sent, audited } = await office();
    const claimId = await sent();
    const codesFor = async (...roles: StaffRole[]) => {
      const shown = await readClaimsStep(
        { query: 'show', practiceId, claimId, authority: as(...roles) },
        world,
      );
      const listed = await readClaimsStep({ query: 'list', practiceId, authority: as(...roles) }, world);
      return [
        shown.outcome === 'shown' ? shown.claim.lines.length : -1,
        listed.outcome === 'listed' ? (listed.claims[0]?.lines.length ?? -1) : -1,
      ];
    };
    expect(await codesFor('auditor')).toEqual([0, 0]);
    expect(await codesFor('auditor', 'coder')).toEqual([0, 0]);
    expect(await codesFor('coder')).toEqual([1, 1]);
    expect(await codesFor('manager', 'auditor')).toEqual([1, 1]);
    const viewFor = async (...roles: StaffRole[]) =>
      JSON.stringify(
        await assistCodingStep(
          { query: 'show', practiceId, claimId, authority: as(...roles) },
          { ...world, suggester: embeddedCodeSuggester(codeSearch(world.codeSets), world.tables) },
        ),
      );
    expect(await viewFor('coder')).toContain('99214');
    expect(await viewFor('auditor')).not.toContain('99214');
    await work(await audited(), 'otto', 'auditor', blind);
    expect(await codesFor('auditor')).toEqual([1, 1]);
  });

  test('reads no file and no other task that tells the codes until the visit is coded blind', async () => {
    const { world, work, sent, audited } = await office();
    const claimId = await sent();
    const fileFor = async (fileId: string, ...roles: StaffRole[]) =>
      JSON.stringify(
        await readFilesStep(
          { query: 'x12', practiceId, claimId, fileId: ClaimFileId.parse(fileId), authority: as(...roles) },
          world,
        ),
      );
    const evidenceFor = async (...roles: StaffRole[]) => {
      const listed = await readTasksStep(
        { query: 'of-claim', practiceId, claimId, authority: as(...roles) },
        world,
      );
      const tasks = listed.outcome === 'listed' ? listed.tasks : [];
      const coding = tasks.find(({ kind }) => kind === 'coding');
      const shown = await readTasksStep(
        { query: 'show', practiceId, taskId: coding?.taskId ?? '', authority: as(...roles) },
        world,
      );
      return [coding?.evidence, shown.outcome === 'shown' && shown.task.evidence].map(
        (evidence) => evidence && evidence.length > 0,
      );
    };
    expect(await fileFor('sent-1', 'auditor', 'coder')).toContain('not-allowed');
    expect(await fileFor('eligibility-1', 'auditor')).toContain('"outcome":"x12"');
    expect(await fileFor('sent-1', 'biller')).toContain('99214');
    expect(await evidenceFor('auditor')).toEqual([false, false]);
    expect(await evidenceFor('coder')).toEqual([true, true]);
    await work(await audited(), 'otto', 'auditor', blind);
    expect(await fileFor('sent-1', 'auditor')).toContain('99214');
    expect(await evidenceFor('auditor')).toEqual([true, true]);
  });

  test('is told by the work list of none of what other tasks of the visit say until it is coded blind', async () => {
    const { world, work, sent, audited } = await office();
    const claim = await world.claim(await sent());
    await recordMissedDeadlineStep(
      { ...world.inputOf(claim), waitName: 'acknowledgement', waitKey: waitKeyOf(claim.waitSequence) },
      world,
    );
    const listedFor = async (...roles: StaffRole[]) => {
      const listed = await readTasksStep({ query: 'list', practiceId, authority: as(...roles) }, world);
      const tasks = listed.outcome === 'listed' ? listed.tasks : [];
      const followUp = tasks.find(({ kind }) => kind === 'follow-up');
      return [followUp?.evidence.length !== 0, followUp?.why.includes('No acknowledgement')];
    };
    expect(await listedFor('auditor')).toEqual([false, false]);
    expect(await listedFor('auditor', 'coder')).toEqual([false, false]);
    expect(await listedFor('auditor', 'manager')).toEqual([true, true]);
    expect(await listedFor('biller')).toEqual([true, true]);
    await work(await audited(), 'otto', 'auditor', blind);
    expect(await listedFor('auditor')).toEqual([true, true]);
  });

  test('is shown nothing of what was entered at the desk for the visit until it is coded blind', async () => {
    const { world, work, sent, audited } = await office();
    const claimId = await sent();
    const entryId = DeskEntryId.parse('E0123456789ABCDEF');
    const patientKey = NameKey.parse('N0123456789ABCDEF');
    const at = world.clock.now();
    await world.desk.enter({
      practiceId,
      entryId,
      kind: 'visit',
      user: 'maria',
      at,
      contentHash: 'the-charges',
      patientKey,
      claims: [claimId],
    });
    const charges = JSON.stringify({ lines: [{ code: '99214' }] });
    await world.documents.put('uploads', deskFileKey(practiceId, entryId), charges, 'application/x-ndjson');
    const shownTo = async (...roles: StaffRole[]) =>
      JSON.stringify(
        await readDeskStep({ query: 'entry', practiceId, entryId, authority: as(...roles) }, world),
      );
    expect(await shownTo('auditor')).toContain('"outcome":"entry"');
    expect(await shownTo('auditor')).not.toContain('99214');
    expect(await shownTo('front-desk')).toContain('99214');
    await work(await audited(), 'otto', 'auditor', blind);
    expect(await shownTo('auditor')).toContain('99214');
  });

  test('audits what the provider coded too', async () => {
    const { world, audited } = await office();
    await world.sent();
    expect(await audited()).toMatchObject({ audit: { coders: [] } });
    const [audit] = [...world.stored.codingAudits.values()];
    expect(audit?.coder).toBe(`provider ${Npi.parse('2000001018')}`);
    expect(audit?.coding.lines.reduce((sum, { chargeCents }) => sum + chargeCents, 0)).toBe(cents(17_500));
  });
});
