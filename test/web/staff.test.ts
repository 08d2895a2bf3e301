import { describe, expect, test } from 'vitest';
import { StaffMember } from '#contracts/staff-member.ts';
import { staffManagementRoutes } from '#contracts/staff-api/staff.ts';
import { everyEntry } from '../../web/pages/audit/save-audit.ts';
import {
  draftOfMember,
  fillStaff,
  newStaff,
  protectionOf,
  skillsOffered,
} from '../../web/pages/staff/staff-draft.ts';

const ann = StaffMember.parse({
  practiceId: 'cedar-hill',
  user: 'ann.sorrel',
  name: 'Ann Sorrel',
  email: 'ann@example.org',
  roles: ['administrator', 'provider'],
  writeOffLimitCents: 5000,
  providerNpi: '2000001018',
  disabled: false,
  version: 3,
  changedAt: '2026-11-20T15:04:05.000Z',
  changedBy: 'setup',
});
const bea = { ...ann, user: 'bea', roles: ['administrator' as const] };

describe('What an administrator types of a person', () => {
  test('begins with what is kept, and says the same again', () => {
    const filled = fillStaff(draftOfMember(ann));
    expect(filled).toMatchObject({
      ok: true,
      rights: { roles: ['administrator', 'provider'], writeOffLimitCents: 5000, providerNpi: '2000001018' },
    });
  });

  test('keeps the skills of a person whose limit alone is changed', () => {
    const skilled = StaffMember.parse({
      ...ann,
      roles: ['biller'],
      providerNpi: undefined,
      skills: ['denial'],
    });
    const filled = fillStaff({ ...draftOfMember(skilled), writeOffLimit: '75.00' });
    const change = staffManagementRoutes.find(({ id }) => id === 'change-staff');
    expect(change?.request.parse(filled.ok ? filled.rights : {})).toEqual({
      roles: ['biller'],
      writeOffLimitCents: 7500,
      skills: ['denial'],
    });
  });

  test('offers as skills what the roles decide, and what was chosen before', () => {
    expect(skillsOffered({ roles: ['auditor'], skills: [] })).toEqual(['coding-audit', 'physician-query']);
    expect(skillsOffered({ roles: ['auditor'], skills: ['denial'] })).toContain('denial');
    expect(skillsOffered({ roles: ['administrator'], skills: [] })).toEqual([]);
  });

  test('is an invitation that the API understands', () => {
    const filled = fillStaff({
      ...newStaff,
      staffUser: ' r.lane ',
      name: 'Robin Lane',
      email: 'r.lane@example.org',
      roles: ['biller'],
      writeOffLimit: '50.00',
    });
    if (!filled.ok) {
      throw new Error(filled.faults.join());
    }
    const { rights, ok: _, ...who } = filled;
    const invite = staffManagementRoutes.find(({ id }) => id === 'invite-staff');
    expect(invite?.request.parse({ ...who, ...rights })).toEqual({
      staffUser: 'r.lane',
      name: 'Robin Lane',
      email: 'r.lane@example.org',
      roles: ['biller'],
      writeOffLimitCents: 5000,
    });
  });

  test.each([
    ['User name', { staffUser: 'Robin Lane' }],
    ['Name', { name: ' ' }],
    ['Mail address', { email: 'robin' }],
    ['Roles', { roles: [] }],
    ['Write-off limit', { writeOffLimit: 'a lot' }],
    ['Refund limit', { refundLimit: '1.234' }],
    ['NPI', { providerNpi: '20000' }],
  ])('is not handed in where this is wrong: %s', (field, wrong) => {
    const filled = fillStaff({ ...draftOfMember(ann), ...wrong });
    expect(filled.ok ? [] : filled.faults).toEqual([expect.stringMatching(`^${field}: `)]);
  });
});

describe('The own account', () => {
  test.each([
    ['of somebody else is changed', bea, 'ann.sorrel', [ann, bea], undefined],
    ['is left to the other administrator', ann, 'ann.sorrel', [ann, bea], /ask bea\.$/],
    ['of the only administrator asks for a second', ann, 'ann.sorrel', [ann], /only administrator/],
    [
      'is not left to one who was shut out',
      ann,
      'ann.sorrel',
      [ann, { ...bea, disabled: true }],
      /only administrator/,
    ],
  ])('%s', (_, member, me, staff, words) => {
    expect(protectionOf(member, me, staff) ?? '').toMatch(words ?? /^$/);
  });
});

describe('The audit trail as a file', () => {
  test('has every entry, however many pages they come in', async () => {
    const asked: (string | undefined)[] = [];
    const pages = [
      { entries: [{ requestId: '1' }, { requestId: '2' }], next: 'b' },
      { entries: [{ requestId: '3' }], next: 'c' },
      { entries: [] },
    ];
    const all = await everyEntry(async (next) => {
      asked.push(next);
      return await Promise.resolve(pages[asked.length - 1] as never);
    });
    expect(asked).toEqual([undefined, 'b', 'c']);
    expect(all).toEqual({ entries: [{ requestId: '1' }, { requestId: '2' }, { requestId: '3' }] });
  });
});
