import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbAuditTrail } from '#adapters/dynamodb/dynamodb-audit-trail.ts';
import { dynamoDbStaffMembers } from '#adapters/dynamodb/dynamodb-staff-members.ts';
import { dynamoDbStaffRequests } from '#adapters/dynamodb/dynamodb-staff-requests.ts';
import { memoryAuditTrail, memoryStaffMembers, memoryStaffRequests } from '#adapters/memory/memory-staff.ts';
import { AuditEntry } from '#contracts/audit.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { ClaimId, type PracticeId } from '#contracts/identifiers.ts';
import { StaffMember } from '#contracts/staff-member.ts';
import type { AuditSelection, AuditTrail } from '#ports/audit-trail.ts';
import type { StaffMembers } from '#ports/staff-members.ts';
import type { StaffRequests } from '#ports/staff-requests.ts';
import { createDynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import { clientOptions, openTestWorld, serveForTest } from '../local/aws-test-world.ts';
import { table } from './ports.ts';
import { newPracticeId } from './samples.ts';

interface StaffPorts {
  readonly members: StaffMembers;
  readonly requests: StaffRequests;
  readonly audit: AuditTrail;
  close(): Promise<void>;
}

async function served(): Promise<StaffPorts> {
  const world = openTestWorld();
  const dynamoDb = createDynamoDb(world.world);
  dynamoDb.provision([
    table('staff'),
    table('requests'),
    table('audit', [
      ['audit-user-index', 'userKey', 'sk'],
      ['audit-claim-index', 'claimKey', 'sk'],
    ]),
  ]);
  const endpoint = await serveForTest(dynamoDb);
  const client = new DynamoDBClient(clientOptions(endpoint));
  return {
    members: dynamoDbStaffMembers(client, 'staff'),
    requests: dynamoDbStaffRequests(client, 'requests'),
    audit: dynamoDbAuditTrail(client, 'audit'),
    async close() {
      await endpoint.close();
      world.dispose();
    },
  };
}

const inMemory = (): Promise<StaffPorts> =>
  Promise.resolve({
    members: memoryStaffMembers(),
    requests: memoryStaffRequests(),
    audit: memoryAuditTrail(),
    close: () => Promise.resolve(),
  });

const at = (text: string): Instant => Instant.parse(text);
const day = PlainDate.parse('2026-11-20');

describe.each([
  ['memory', inMemory],
  ['DynamoDB', served],
])('What is kept of staff in %s', (_name, open) => {
  let ports: StaffPorts;
  beforeAll(async () => {
    ports = await open();
  });
  afterAll(async () => {
    await ports.close();
  });

  const member = (practiceId: PracticeId, user: string, version = 1): StaffMember =>
    StaffMember.parse({
      practiceId,
      user,
      name: 'Robin Lane',
      email: 'r.lane@example.org',
      roles: ['biller'],
      writeOffLimitCents: 5000,
      disabled: false,
      version,
      changedAt: '2026-11-20T15:00:00.000Z',
      changedBy: 'm.ito',
    });

  test('is one member a person and practice, saved over the version that was read', async () => {
    const { members } = ports;
    const practiceId = newPracticeId();
    expect(await members.load(practiceId, 'r.lane')).toBeUndefined();
    expect(await members.save(member(practiceId, 'r.lane'), 0)).toBe(true);
    expect(await members.save(member(practiceId, 'r.lane'), 0)).toBe(false);
    expect(await members.save(member(practiceId, 'r.lane', 2), 1)).toBe(true);
    expect(await members.save(member(practiceId, 'r.lane', 2), 1)).toBe(false);
    expect(await members.load(practiceId, 'r.lane')).toEqual(member(practiceId, 'r.lane', 2));
    expect(await members.load(newPracticeId(), 'r.lane')).toBeUndefined();
  });

  test('is listed by practice, by user name', async () => {
    const { members } = ports;
    const practiceId = newPracticeId();
    for (const user of ['r.lane', 'a.adeyemi']) {
      await members.save(member(practiceId, user), 0);
      await members.save(member(newPracticeId(), user), 0);
    }
    expect(await members.list(practiceId)).toEqual([
      member(practiceId, 'a.adeyemi'),
      member(practiceId, 'r.lane'),
    ]);
  });

  const begunAt = at('2026-11-20T15:00:00.000Z');
  const answer = { status: 200, body: '{"outcome":"worked"}' };

  test('is the answer to a request, for a day', async () => {
    const { requests } = ports;
    const name = { practiceId: newPracticeId(), user: 'r.lane', route: 'decide-task', key: 'press 1' };
    expect(await requests.begin(name, 'hash-a', begunAt, 30)).toEqual({ state: 'new' });
    expect(await requests.begin(name, 'hash-a', begunAt, 30)).toEqual({ state: 'running' });
    expect(await requests.begin(name, 'hash-b', begunAt, 30)).toEqual({ state: 'other' });
    await requests.end(name, 'hash-a', begunAt, answer);
    const later = at('2026-11-21T14:59:00.000Z');
    expect(await requests.begin(name, 'hash-a', later, 30)).toEqual({ state: 'answered', answer });
    expect(await requests.begin(name, 'hash-b', later, 30)).toEqual({ state: 'other' });
    for (const other of [{ user: 'k.osei' }, { route: 'show-task' }, { key: 'press 2' }]) {
      expect(await requests.begin({ ...name, ...other }, 'hash-a', later, 30)).toEqual({ state: 'new' });
    }
    expect(await requests.begin(name, 'hash-b', at('2026-11-21T15:00:02.000Z'), 30)).toEqual({
      state: 'new',
    });
  });

  test('is a request that broke off, which may begin again after a while, and only the same', async () => {
    const { requests } = ports;
    const name = { practiceId: newPracticeId(), user: 'r.lane', route: 'decide-task', key: 'press 1' };
    await requests.begin(name, 'hash-a', begunAt, 30);
    const soon = at('2026-11-20T15:00:29.000Z');
    const later = at('2026-11-20T15:00:31.000Z');
    expect(await requests.begin(name, 'hash-a', soon, 30)).toEqual({ state: 'running' });
    expect(await requests.begin(name, 'hash-b', later, 30)).toEqual({ state: 'other' });
    expect(await requests.begin(name, 'hash-a', later, 30)).toEqual({ state: 'new' });
    expect(await requests.begin(name, 'hash-a', later, 30)).toEqual({ state: 'running' });
  });

  const claimId = ClaimId.parse('C0123456789AB');
  const entry = (practiceId: PracticeId, number: number, more: Partial<AuditEntry> = {}): AuditEntry =>
    AuditEntry.parse({
      practiceId,
      at: `2026-11-20T15:00:${String(number).padStart(2, '0')}.000Z`,
      requestId: `request-${number}`,
      user: 'r.lane',
      roles: ['biller'],
      did: 'show-claim',
      does: 'reads',
      about: [],
      from: '198.51.100.7',
      outcome: 'answered',
      ...more,
    });

  test('is who did what, the newest first: by day, by person, by claim', async () => {
    const { audit } = ports;
    const practiceId = newPracticeId();
    const entries = [
      entry(practiceId, 1),
      entry(practiceId, 2, { user: 'k.osei', claimId }),
      entry(practiceId, 3, { outcome: 'begun', does: 'changes', claimId }),
      entry(practiceId, 3, { outcome: 'answered', does: 'changes', claimId }),
      entry(practiceId, 4, { at: at('2026-11-21T00:00:00.000Z') }),
      entry(newPracticeId(), 5, { claimId }),
    ];
    for (const one of entries) {
      await audit.append(one);
    }
    const [first, second, begun, ended, nextDay] = entries;
    const all = async (selection: AuditSelection) =>
      (await audit.list(practiceId, selection, { limit: 100 })).entries;
    expect(await all({ by: 'day', day })).toEqual([ended, begun, second, first]);
    expect(await all({ by: 'user', staffUser: 'r.lane' })).toEqual([nextDay, ended, begun, first]);
    expect(await all({ by: 'claim', claimId })).toEqual([ended, begun, second]);
    expect(await all({ by: 'user', staffUser: 'nobody' })).toEqual([]);
  });

  test.each<AuditSelection>([
    { by: 'day', day },
    { by: 'user', staffUser: 'r.lane' },
    { by: 'claim', claimId },
  ])('is told in pages: %j', async (selection) => {
    const { audit } = ports;
    const practiceId = newPracticeId();
    const entries = Array.from({ length: 23 }, (_, index) => entry(practiceId, index, { claimId }));
    for (const one of entries) {
      await audit.append(one);
    }
    const told: AuditEntry[] = [];
    const pages: number[] = [];
    let next: string | undefined;
    do {
      const page = await audit.list(practiceId, selection, { limit: 10, next });
      told.push(...page.entries);
      pages.push(page.entries.length);
      next = page.next;
    } while (next !== undefined);
    expect(pages).toEqual([10, 10, 3]);
    expect(told).toEqual(entries.toReversed());
  });
});
