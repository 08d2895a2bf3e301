import { afterEach, expect, test, vi } from 'vitest';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import type { EnterPractice } from '#adapters/sts/practice-sessions.ts';
import { PracticeId } from '#contracts/identifiers.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('A function that enters many practices by itself has one client, and so one session, for each', () => {
  for (const [name, value] of Object.entries({
    AWS_REGION: 'us-east-1',
    PRACTICE_ROLE_ARN: 'arn:aws:iam::111122223333:role/show-me',
    STAFF_TABLE: 'staff',
    STAFF_REQUEST_TABLE: 'staff-requests',
    AUDIT_TABLE: 'audit',
  })) {
    vi.stubEnv(name, value);
  }
  const found: EnterPractice[] = [];
  practiceHandler(
    'show-me',
    [],
    (_tables, enter) => {
      found.push(enter);
    },
    () => Promise.resolve({ outcome: 'me' }),
  );
  const [enter] = found;
  const [north, south] = [PracticeId.parse('north'), PracticeId.parse('south')];
  expect(enter?.(north)).toBe(enter?.(north));
  expect(enter?.(north)).not.toBe(enter?.(south));
});
