import { describe, expect, test } from 'vitest';
import { CodingAudit } from '#contracts/coding-audit.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { GuarantorId } from '#contracts/identifiers.ts';
import { SentStatement } from '#contracts/patient-account.ts';
import {
  acknowledgementRows,
  eligibilityRows,
  isAnsweredLater,
  submissionRows,
} from '#domain/warehouse/claim-facts.ts';
import { closedRow, codingAuditRows, openedRow, statementRows } from '#domain/warehouse/work-facts.ts';
import { event, posting, task } from '../../ports/samples.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';

const day = PlainDate.parse('2026-03-20');
const at = (time: string): Instant => Instant.parse(`2026-03-20T${time}:00.000Z`);

describe('The rows of a claim', () => {
  const asked = {
    askedAt: '2026-03-18T10:00:00.000Z',
    traceNumber: 'T1',
    payerId: 'JUNIP',
    status: 'no-answer',
    reason: 'Not answered yet.',
  };

  test('have a question whose time was up, and the same again when it is answered after all', () => {
    const missed = {
      ...event(sampleClaim()),
      event: 'coverage-questioned',
      by: 'record-missed-deadline',
      at: at('09:00'),
    };
    const unanswered = sampleClaim({ eligibility: [asked] });
    const answered = sampleClaim({
      eligibility: [{ ...asked, status: 'active', answeredAt: '2026-03-21T08:00:00.000Z', copayCents: 2500 }],
    });
    const rows = eligibilityRows(unanswered, day, [missed]);
    expect(rows).toMatchObject([
      { question_number: 1, status: 'no-answer', answered_at: null, known_at: at('09:00') },
    ]);
    expect(eligibilityRows(answered, day, [missed])).toEqual(rows);
    const later = PlainDate.parse('2026-03-21');
    expect(isAnsweredLater(answered, later)).toBe(true);
    expect(eligibilityRows(answered, later, [], [missed])).toMatchObject([
      { question_number: 1, status: 'active', copay_amount: 2500, answer_number: 2 },
    ]);
    // Of an answer in time the row is the question's first.
    expect(eligibilityRows(answered, later, [], [])).toMatchObject([{ answer_number: 1 }]);
    expect(rows).toMatchObject([{ answer_number: 1 }]);
    expect(eligibilityRows(answered, PlainDate.parse('2026-03-22'), [])).toEqual([]);
  });

  test('of a submission count what it had taken until then, and nothing that came after', () => {
    const [sent] = sampleClaim().submissions;
    const decision = { by: 'maria', outcome: 'corrected', fields: [] };
    const claim = sampleClaim({
      submissions: [
        { ...sent, submittedAt: at('12:00') },
        { ...sent, sequence: 2, submittedAt: '2026-03-25T12:00:00.000Z' },
      ],
      staffDecisions: [
        { ...decision, at: at('08:00'), task: 'coding' },
        { ...decision, at: at('09:00'), task: 'correction' },
        { ...decision, at: at('13:00'), task: 'correction' },
      ],
    });
    const history = ['10:00', '11:00', '14:00'].map((time, index) => ({
      ...event(claim, index + 2),
      event: 'held-by-scrubber',
      at: at(time),
    }));
    const postings = [
      posting(claim, { knownAt: at('11:30') }),
      posting(claim, { postingId: 'charge-2', knownAt: at('15:00') }),
    ];
    expect(submissionRows({ claim, history, postings }, day)).toMatchObject([
      { submission_sequence: 1, charge_amount: 20_000, failed_scrubs: 2, manual_touches: 1 },
    ]);
  });

  test('of a claim that was taken over count what the old system had charged, and not what it had sent', () => {
    const [sent] = sampleClaim().submissions;
    const claim = sampleClaim({
      receivedAt: at('08:00'),
      legacy: {
        system: 'old-books',
        claimNumber: '77',
        status: 'denied',
        chargeCents: 20_000,
        paidCents: 0,
        adjustedCents: 0,
        payerBalanceCents: 20_000,
        patientBalanceCents: 0,
      },
      submissions: [
        { ...sent, submittedAt: at('00:00') },
        { ...sent, sequence: 2, submittedAt: at('12:00') },
      ],
    });
    const lowered = posting(claim, {
      cause: 'charge-correction',
      knownAt: at('11:00'),
      legs: [
        { account: 'charges', amountCents: 5000 },
        { account: 'payer-receivable', payerId: 'JUNIP', amountCents: -5000 },
      ],
    });
    expect(submissionRows({ claim, history: [], postings: [lowered] }, day)).toMatchObject([
      { submission_sequence: 2, charge_amount: 15_000 },
    ]);
  });

  test('have an acknowledgement on the day it came, with the category of its status', () => {
    const [sent] = sampleClaim().submissions;
    const acknowledged = { outcome: 'accepted', sender: 'JUNIP', reason: 'Accepted.', fileKey: 'a' };
    const claim = sampleClaim({
      submissions: [
        {
          ...sent,
          acknowledgements: [
            { ...acknowledged, receivedAt: at('10:00'), kind: '999', code: 'AK9 A' },
            { ...acknowledged, receivedAt: at('11:00'), kind: '277CA', code: 'A2:20 accepted' },
            { ...acknowledged, receivedAt: '2026-03-21T11:00:00.000Z', kind: '277CA', code: 'A3:21' },
          ],
        },
      ],
    });
    expect(
      acknowledgementRows(claim, day).map((row) => [
        row.acknowledgement_number,
        row.kind,
        row.status_category,
      ]),
    ).toEqual([
      [1, '999', null],
      [2, '277CA', 'A2'],
    ]);
  });
});

describe('The rows of work', () => {
  test('have a task as it was opened, whatever became of it, and once more when it is closed', () => {
    const opened = task(sampleClaim());
    const worked = {
      ...opened,
      status: 'worked' as const,
      closedAt: at('16:00'),
      closedBy: 'user maria',
      outcome: 'appeal',
      handling: { version: 3, blockedBy: [], priority: 1, workedSeconds: 90, changes: [] },
    };
    expect(openedRow(worked)).toEqual(openedRow(opened));
    expect(closedRow(opened)).toEqual([]);
    expect(closedRow(worked)).toMatchObject([
      { event: 'worked', outcome: 'appeal', worked_by: 'user maria', worked_seconds: 90 },
    ]);
  });

  test('have each visit of a statement', () => {
    const statement = SentStatement.parse({
      cycle: 2,
      statement: 1,
      sentOn: '2026-03-20',
      dueOn: '2026-04-10',
      amountDueCents: 700,
      visits: [
        { claimId: 'C000000000001', balanceCents: 500 },
        { claimId: 'C000000000002', balanceCents: 200 },
      ],
      documentKey: 'a.pdf',
    });
    const guarantorId = GuarantorId.parse('G000000000001');
    expect(
      statementRows({ guarantorId, statement, at: at('10:00') }).map((row) => [
        row.fact_id,
        row.balance_amount,
      ]),
    ).toEqual([
      ['G000000000001-2-1#C000000000001', 500],
      ['G000000000001-2-1#C000000000002', 200],
    ]);
  });

  test('have what an audit found once it is closed', () => {
    const audit = CodingAudit.parse({
      practiceId: 'cedar-hill',
      taskId: 'C000000000001-coding-audit-4',
      claimId: 'C000000000001',
      version: 2,
      when: 'pre-bill',
      coders: ['maria'],
      drawnFor: ['random'],
      coder: 'maria',
      openedAt: at('08:00'),
      serviceDate: '2026-03-01',
      coding: { diagnoses: [], lines: [] },
    });
    expect(codingAuditRows(audit)).toEqual([]);
    const closed = {
      by: 'ana',
      at: at('09:00'),
      outcome: 'corrected' as const,
      reason: 'Two were wrong.',
      judgements: [],
      accuracy: [{ kind: 'diagnosis' as const, total: 3, errors: 1 }],
    };
    expect(codingAuditRows({ ...audit, closed })).toMatchObject([
      { audited_kind: 'diagnosis', total: 3, errors: 1, outcome: 'corrected', coder: 'maria' },
    ]);
  });
});
