import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import type { MailState, ScheduleSettings } from '#contracts/warehouse/report-schedule.ts';
import { draftOf, newDraft, settingsOf } from '../../web/pages/finance/schedule-draft.ts';
import { mailInWords, sendingInShort } from '../../web/pages/finance/sending-words.ts';

const at = Instant.parse('2026-11-21T12:00:00.000Z');
const sent: MailState = { is: 'sent', attempts: 1, at };
const failed: MailState = { is: 'failed', attempts: 2, at, why: 'not-reached' };
const givenUp: MailState = { is: 'given-up', attempts: 5, at, why: 'not-taken' };
const leftOut: MailState = { is: 'left-out', at, why: 'no-role' };

describe('What is said of a schedule in the form', () => {
  test.each<ScheduleSettings>([
    { reportName: 'trial-balance', span: 'yesterday', rhythm: { every: 'day' }, recipients: ['f.ruiz'] },
    {
      reportName: 'trial-balance',
      span: 'week-before',
      rhythm: { every: 'week', on: 'friday' },
      recipients: ['f.ruiz', 'm.ito'],
    },
    {
      reportName: 'trial-balance',
      span: 'month-before',
      rhythm: { every: 'month', on: 31 },
      recipients: ['m.ito'],
    },
    {
      reportName: 'trial-balance',
      span: 'month-before',
      rhythm: { every: 'month-close' },
      recipients: ['m.ito'],
    },
  ])('is handed in as it was: %o', (settings) => {
    expect(settingsOf(draftOf(settings))).toEqual(settings);
  });

  test('is about the closed month where it follows closings', () => {
    const draft = {
      ...newDraft('trial-balance', 'f.ruiz'),
      span: 'yesterday',
      every: 'month-close',
    } as const;
    expect(settingsOf(draft)).toMatchObject({ span: 'month-before', rhythm: { every: 'month-close' } });
  });
});

describe('What was sent', () => {
  test.each([
    [[sent, sent], 'sent to 2', 'good'],
    [[sent, leftOut], 'sent to 1, 1 left out', 'warning'],
    [[sent, failed, { is: 'to-send' } as const], 'sent to 1, 2 still to send', 'warning'],
    [[sent, givenUp, leftOut], 'sent to 1, 1 not sent, 1 left out', 'danger'],
  ])('is told in short: %o', (states, words, tone) => {
    const mails = states.map((state, place) => ({ user: `user.${place}`, state }));
    expect(sendingInShort({ mails })).toEqual({ words, tone });
  });

  test.each<[MailState, string]>([
    [{ is: 'to-send' }, 'not sent yet'],
    [{ is: 'being-sent', attempts: 1, at }, 'is being sent'],
    [sent, 'sent'],
    [{ ...sent, attempts: 3 }, 'sent at attempt 3'],
    [failed, 'the mail service was not reached; it is tried again within the hour'],
    [givenUp, 'not sent: the mail service did not take it'],
    [leftOut, 'left out: has no role any more that reads reports'],
  ])('is told of each mail: %o', (state, words) => {
    expect(mailInWords(state)).toBe(words);
  });
});
