import { beforeEach, describe, expect, test } from 'vitest';
import { memoryAuditTrail, memoryStaffDirectory, memoryStaffMembers } from '#adapters/memory/memory-staff.ts';
import { AuditEntry } from '#contracts/audit.ts';
import { Instant } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { manageStaffStep } from '../../functions/manage-staff/manage-staff-step.ts';
import { readAuditStep } from '../../functions/read-audit/read-audit-step.ts';
import { showMeStep } from '../../functions/show-me/show-me-step.ts';
import { tellSignInStep } from '../../functions/tell-sign-in/tell-sign-in-step.ts';

const here = PracticeId.parse('cedar-hill');
const there = PracticeId.parse('birch-lane');
const now = Instant.parse('2026-11-20T15:04:05.000Z');

const newWorld = () => ({
  clock: { now: () => now },
  members: memoryStaffMembers(),
  directory: memoryStaffDirectory(),
});
let world: ReturnType<typeof newWorld>;

const admin = { practiceId: here, staffUser: 'a.moss', name: 'Alex Moss', email: 'a.moss@example.org' };
const robin = { practiceId: here, staffUser: 'r.lane', name: 'Robin Lane', email: 'r.lane@example.org' };
const ask = (request: Record<string, unknown>) => manageStaffStep({ user: 'a.moss', ...request }, world);
const invite = (who: typeof robin, roles: readonly string[], more: Record<string, unknown> = {}) =>
  ask({ action: 'invite', ...who, roles, ...more });
const of = (who: typeof robin) => ({ practiceId: who.practiceId, staffUser: who.staffUser });

beforeEach(async () => {
  world = newWorld();
  await invite(admin, ['administrator']);
});

describe('Who works in a practice', () => {
  test('is invited with an account whose token names practice and roles', async () => {
    expect(await invite(robin, ['biller', 'coder'], { writeOffLimitCents: 20_000 })).toMatchObject({
      outcome: 'done',
      member: { user: 'r.lane', roles: ['biller', 'coder'], writeOffLimitCents: 20_000, version: 1 },
    });
    expect(world.directory.accounts.get('r.lane')).toMatchObject({
      practiceIds: [here],
      roles: ['biller', 'coder'],
      enabled: true,
    });
    expect(await ask({ action: 'list', practiceId: here })).toMatchObject({
      outcome: 'staff',
      members: [{ user: 'a.moss' }, { user: 'r.lane' }],
    });
  });

  test('is handed the kinds of tasks that the person is good at, as long as somebody says so, and none beyond the roles', async () => {
    expect(await invite(robin, ['biller'], { skills: ['denial', 'rejection', 'denial'] })).toMatchObject({
      outcome: 'done',
      member: { skills: ['denial', 'rejection'] },
    });
    expect(
      await ask({ action: 'change', ...of(robin), roles: ['coder'], skills: ['denial', 'coding'] }),
    ).toEqual({
      outcome: 'refused',
      problems: ['As coder nobody decides denial; leave these skills out, or add a role that does'],
    });
    const changed = await ask({ action: 'change', ...of(robin), roles: ['coder'] });
    expect(changed).toMatchObject({ outcome: 'done', member: { roles: ['coder'] } });
    expect(changed).not.toHaveProperty('member.skills');
  });

  test('keeps one account over two practices, with the roles of both', async () => {
    await invite(robin, ['biller']);
    await invite({ ...robin, practiceId: there }, ['manager']);
    expect(world.directory.accounts.get('r.lane')).toMatchObject({
      practiceIds: [here, there],
      roles: ['biller', 'manager'],
    });
    await ask({ action: 'disable', ...of(robin) });
    expect(world.directory.accounts.get('r.lane')).toMatchObject({ enabled: true, roles: ['manager'] });
    await ask({ action: 'disable', ...of({ ...robin, practiceId: there }) });
    expect(world.directory.accounts.get('r.lane')).toMatchObject({ enabled: false, roles: [] });
    await ask({ action: 'enable', ...of(robin) });
    expect(world.directory.accounts.get('r.lane')).toMatchObject({ enabled: true, roles: ['biller'] });
  });

  test('is given an account again where the call that invited broke off', async () => {
    const broken = {
      ...world,
      directory: { ...world.directory, invite: () => Promise.reject(new Error('lost')) },
    };
    const request = { action: 'invite', user: 'a.moss', ...robin, roles: ['biller'] };
    await expect(manageStaffStep(request, broken)).rejects.toThrow('lost');
    expect(world.directory.accounts.has('r.lane')).toBe(false);
    expect(await invite(robin, ['biller'])).toMatchObject({ outcome: 'done' });
    expect(world.directory.accounts.get('r.lane')).toMatchObject({ roles: ['biller'] });
  });

  test('gets an account anew who lost password or device, with the same rights', async () => {
    await invite(robin, ['biller']);
    await invite({ ...robin, practiceId: there }, ['coder']);
    const before = world.directory.accounts.get('r.lane');
    const removed: string[] = [];
    const watched = {
      ...world,
      directory: {
        ...world.directory,
        remove: async (user: string) => {
          removed.push(user);
          await world.directory.remove(user);
        },
      },
    };
    const request = { action: 'reset', user: 'a.moss', ...of(robin) };
    expect(await manageStaffStep(request, watched)).toMatchObject({ outcome: 'done' });
    expect(removed).toEqual(['r.lane']);
    expect(world.directory.accounts.get('r.lane')).toEqual(before);
  });

  test('falls back to what the roles say where a limit is left out', async () => {
    await invite(robin, ['biller'], { writeOffLimitCents: 20_000, refundLimitCents: 0 });
    const answer = await ask({ action: 'change', ...of(robin), roles: ['manager'] });
    expect(answer.outcome === 'done' ? answer.member : answer).not.toHaveProperty('writeOffLimitCents');
    expect(await world.members.load(here, 'r.lane')).toMatchObject({ roles: ['manager'], version: 2 });
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a limit for who approves nothing',
      { action: 'change', ...of(robin), roles: ['payment-poster'], refundLimitCents: 100 },
      /nobody approves/,
    ],
    [
      'a person who is not there',
      { action: 'disable', practiceId: here, staffUser: 'x.nobody' },
      /invite the person first/,
    ],
    [
      'the name of another person',
      { action: 'invite', ...robin, email: 'other@example.org', roles: ['coder'] },
      /works here already/,
    ],
    ['a role that is none', { action: 'change', ...of(robin), roles: ['owner'] }, /roles/],
    [
      'a user name that is none',
      { action: 'invite', ...robin, staffUser: 'R Lane', roles: ['coder'] },
      /staffUser/,
    ],
    [
      'the own limits to be raised',
      { action: 'change', ...of(admin), roles: ['administrator', 'manager'], writeOffLimitCents: 1_000_000 },
      /own rights/,
    ],
    ['the own account to be made anew', { action: 'reset', ...of(admin) }, /own rights/],
    ['the last administrator to be shut out', { action: 'disable', ...of(admin) }, /last administrator/],
    [
      'the last administrator to be something else',
      { action: 'change', ...of(admin), roles: ['manager'] },
      /last administrator/,
    ],
  ])('is not changed by asking for %s', async (_what, request, problem) => {
    await invite(robin, ['biller']);
    const before = [await world.members.list(here), structuredClone([...world.directory.accounts])];
    const answer = await ask(request);
    expect(answer.outcome === 'refused' ? answer.problems.join(' ') : answer).toMatch(problem);
    expect([await world.members.list(here), [...world.directory.accounts]]).toEqual(before);
  });

  test('does not take the user name of somebody in another practice', async () => {
    await invite({ ...robin, practiceId: there }, ['coder']);
    expect(await invite({ ...robin, email: 'ray.lane@example.org' }, ['coder'])).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('another mail address')],
    });
    expect(await world.members.load(here, 'r.lane')).toBeUndefined();
  });

  test('is changed by one of two who change at once', async () => {
    await invite(robin, ['biller']);
    const overtaken = {
      ...world,
      members: {
        ...world.members,
        list: async (practiceId: PracticeId) => {
          const listed = await world.members.list(practiceId);
          await ask({ action: 'change', ...of(robin), roles: ['coder'] });
          return listed;
        },
      },
    };
    const request = { action: 'disable', user: 'a.moss', ...of(robin) };
    expect(await manageStaffStep(request, overtaken)).toMatchObject({ outcome: 'refused' });
    expect(await world.members.load(here, 'r.lane')).toMatchObject({ roles: ['coder'], disabled: false });
  });

  test('sees the own practices, without those where the person was shut out', async () => {
    await invite(robin, ['biller'], { writeOffLimitCents: 20_000 });
    await invite({ ...robin, practiceId: there }, ['manager']);
    const practices = { edition: () => Promise.resolve(undefined) };
    const asked = { user: 'r.lane', practiceIds: [here, there] };
    expect(await showMeStep(asked, { ...world, practices })).toEqual({
      outcome: 'me',
      user: 'r.lane',
      name: 'Robin Lane',
      practices: [
        { practiceId: here, practiceName: here, roles: ['biller'], writeOffLimitCents: 20_000 },
        { practiceId: there, practiceName: there, roles: ['manager'] },
      ],
    });
    await ask({ action: 'disable', ...of(robin) });
    expect(await showMeStep(asked, { ...world, practices })).toMatchObject({
      practices: [{ practiceId: there }],
    });
    expect(await showMeStep({}, { ...world, practices })).toMatchObject({ outcome: 'refused' });
  });
});

test('A browser is told where to sign in, and as which application', () => {
  expect(tellSignInStep({ url: 'https://sign-in.example', clientId: 'app' })).toEqual({
    outcome: 'sign-in',
    authorizeUrl: 'https://sign-in.example/oauth2/authorize',
    tokenUrl: 'https://sign-in.example/oauth2/token',
    logoutUrl: 'https://sign-in.example/logout',
    clientId: 'app',
  });
});

describe('The audit trail', () => {
  const entry = AuditEntry.parse({
    practiceId: here,
    at: now,
    requestId: 'request-1',
    user: 'r.lane',
    roles: ['biller', 'coder'],
    did: 'decide-task',
    does: 'changes',
    claimId: 'C0123456789AB',
    about: ['C0123456789AB', 'C0123456789AB-denial-3'],
    reason: '=1+1, "as agreed"',
    from: '203.0.113.9, 198.51.100.7',
    outcome: 'answered',
  });

  test('is told, and as a file that no spreadsheet reckons with', async () => {
    const audit = memoryAuditTrail();
    await audit.append(entry);
    const asked = { by: 'claim', practiceId: here, claimId: entry.claimId };
    expect(await readAuditStep(asked, { audit })).toEqual({ outcome: 'audit', entries: [entry] });
    expect(await readAuditStep({ ...asked, as: 'csv' }, { audit })).toEqual({
      outcome: 'file',
      fileName: 'audit-cedar-hill-C0123456789AB.csv',
      contentType: 'text/csv; charset=utf-8',
      text: [
        'at,user,roles,did,does,outcome,claim,about,more,reason,from,request',
        '2026-11-20T15:04:05.000Z,r.lane,biller coder,decide-task,changes,answered,C0123456789AB,C0123456789AB C0123456789AB-denial-3,,"\'=1+1, ""as agreed""","203.0.113.9, 198.51.100.7",request-1',
        '',
      ].join('\r\n'),
    });
    expect(await readAuditStep({ by: 'all', practiceId: here }, { audit })).toMatchObject({
      outcome: 'refused',
    });
  });

  test.each([
    [{ by: 'day', day: '2026-11-20' }, 'audit-cedar-hill-2026-11-20.csv'],
    [{ by: 'user', staffUser: 'r.lane' }, 'audit-cedar-hill-r.lane.csv'],
  ])('is exported in pieces: %j', async (selection, fileName) => {
    const audit = memoryAuditTrail();
    await audit.append(entry);
    await audit.append({ ...entry, requestId: 'request-2' });
    const asked = { ...selection, practiceId: here, as: 'csv', limit: 1 };
    const told = await readAuditStep(asked, { audit });
    expect(told).toMatchObject({ fileName, text: expect.stringContaining('# more: next=') });
  });
});
