import type { Adjudication, Claim, Submission } from '#contracts/claim.ts';
import { Amount, Chip, Code, Facts } from '../../parts/figures.tsx';
import { keyed } from '../../parts/keyed.ts';
import { Explains, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty } from '../../parts/states.tsx';
import { dayInWords, momentInWords } from '../../words/days.ts';
import { ClaimFile } from './claim-file.tsx';
import css from './claims.module.css';

const frequencyWords = { '1': 'Original', '7': 'Replacement', '8': 'Void' } as const;

/** What was sent to payers, side by side with what came back for it. */
export function ClaimPayer({ claim }: { readonly claim: Claim }) {
  const { submissions, adjudications, eligibility } = claim;
  if (submissions.length === 0 && eligibility.length === 0) {
    return (
      <Panel title="Files and answers">
        <Empty title="Nothing was sent yet">
          <p>The first file to a payer is the eligibility inquiry, the second the claim.</p>
        </Empty>
      </Panel>
    );
  }
  return (
    <Stack>
      {submissions.toReversed().map((submission) => (
        <div key={submission.sequence} className={css['twoColumns']}>
          <Sent claimId={claim.claimId} submission={submission} />
          <CameBack claimId={claim.claimId} submission={submission} adjudications={adjudications} />
        </div>
      ))}
      {eligibility.length > 0 && <Eligibility claim={claim} />}
    </Stack>
  );
}

function Sent({ claimId, submission }: { readonly claimId: string; readonly submission: Submission }) {
  return (
    <Panel title={`Sent: ${frequencyWords[submission.frequency].toLowerCase()} 837`}>
      <Facts
        facts={[
          { name: 'When', value: momentInWords(submission.submittedAt) },
          { name: 'Payer', value: <Code>{submission.payerId}</Code> },
          { name: 'Patient control number', value: <Code>{submission.patientControlNumber}</Code> },
          { name: 'Interchange', value: <Code>{submission.interchangeControlNumber}</Code> },
          submission.payerClaimControlNumber === undefined
            ? undefined
            : { name: 'Replaces', value: <Code>{submission.payerClaimControlNumber}</Code> },
          { name: 'File', value: <Code>{lastPart(submission.fileKey)}</Code> },
        ]}
      />
      <ClaimFile claimId={claimId} fileId={`sent-${submission.sequence}`} name="837" />
    </Panel>
  );
}

function lastPart(fileKey: string): string {
  return fileKey.split('/').at(-1) ?? fileKey;
}

function CameBack({
  claimId,
  submission,
  adjudications,
}: {
  readonly claimId: string;
  readonly submission: Submission;
  readonly adjudications: readonly Adjudication[];
}) {
  const decided = adjudications.filter(
    ({ patientControlNumber }) => patientControlNumber === submission.patientControlNumber,
  );
  return (
    <Panel title="Came back" isFlush>
      {submission.acknowledgements.length === 0 && decided.length === 0 && (
        <Empty title="No answer yet">
          <p>The clearinghouse acknowledges first, then the payer, and then it decides.</p>
        </Empty>
      )}
      <ul className={css['findings']}>
        {submission.acknowledgements.map((answer, index) => (
          <li key={`${answer.fileKey} ${answer.code}`}>
            <div className={css['findingHead']}>
              <Chip tone={answer.outcome === 'rejected' ? 'danger' : 'good'}>{answer.outcome}</Chip>
              <strong>{answer.kind}</strong>
              <Code>{answer.code}</Code>
              <span>{momentInWords(answer.receivedAt)}</span>
            </div>
            <p>
              {answer.sender}: {answer.reason}
            </p>
            <ClaimFile
              claimId={claimId}
              fileId={`answer-${submission.sequence}-${index + 1}`}
              name={answer.kind}
            />
          </li>
        ))}
        {decided.map((decision) => (
          <li key={`${decision.remittanceId} ${decision.claimIndex}`}>
            <Decision decision={decision} />
            <ClaimFile
              claimId={claimId}
              fileId={`decision-${adjudications.indexOf(decision) + 1}`}
              name="835"
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Decision({ decision }: { readonly decision: Adjudication }) {
  const { lines, paidCents, statusCode, remittanceId, postingDate } = decision;
  return (
    <>
      <div className={css['findingHead']}>
        <Chip tone={paidCents > 0 ? 'good' : 'warning'}>{statusCode === '22' ? 'Reversal' : 'Decided'}</Chip>
        <strong>835</strong>
        <Code>{remittanceId}</Code>
        <span>{dayInWords(postingDate)}</span>
      </div>
      <div className={parts['scroller']}>
        <table className={parts['table']}>
          <thead>
            <tr>
              <th>Line</th>
              <th>Code</th>
              <th className={parts['number']}>Charge</th>
              <th className={parts['number']}>Paid</th>
              <th>Adjustments</th>
            </tr>
          </thead>
          <tbody>
            {keyed(lines, ({ lineNumber, code }) => `${lineNumber ?? ''} ${code}`).map(
              ({ key, item: line }) => (
                <tr key={key}>
                  <td>{line.lineNumber ?? '?'}</td>
                  <td>
                    <Code>{[line.code, ...line.modifiers].join(' ')}</Code>
                  </td>
                  <td className={parts['number']}>
                    <Amount of={line.chargeCents} />
                  </td>
                  <td className={parts['number']}>
                    <Amount of={line.paidCents} />
                  </td>
                  <td>
                    {line.adjustments.map(({ groupCode, reasonCode, amountCents }) => (
                      <div key={`${groupCode} ${reasonCode}`}>
                        <Code>
                          {groupCode} {reasonCode}
                        </Code>{' '}
                        <Amount of={amountCents} />
                      </div>
                    ))}
                    {line.remarkCodes.length > 0 && <Code>{line.remarkCodes.join(' ')}</Code>}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

const coverageTones = {
  active: 'good',
  inactive: 'danger',
  unknown: 'warning',
  rejected: 'danger',
  'no-answer': 'warning',
} as const;

function Eligibility({ claim: { claimId, eligibility } }: { readonly claim: Claim }) {
  return (
    <Panel title="Eligibility answers" aside={<Explains>On the first day of service</Explains>} isFlush>
      <ul className={css['findings']}>
        {eligibility
          .map((answer, index) => ({ answer, number: index + 1 }))
          .toReversed()
          .map(({ answer, number }) => (
            <li key={answer.traceNumber}>
              <div className={css['findingHead']}>
                <Chip tone={coverageTones[answer.status]}>{answer.status}</Chip>
                <Code>{answer.payerId}</Code>
                <span>{momentInWords(answer.answeredAt ?? answer.askedAt)}</span>
              </div>
              <p>{answer.reason}</p>
              <Facts
                facts={[
                  answer.copayCents === undefined
                    ? undefined
                    : { name: 'Copay', value: <Amount of={answer.copayCents} /> },
                  answer.deductibleRemainingCents === undefined
                    ? undefined
                    : { name: 'Deductible left', value: <Amount of={answer.deductibleRemainingCents} /> },
                  answer.coinsuranceBasisPoints === undefined
                    ? undefined
                    : { name: 'Coinsurance', value: `${answer.coinsuranceBasisPoints / 100}%` },
                ]}
              />
              {answer.fileKey !== undefined && (
                <ClaimFile claimId={claimId} fileId={`eligibility-${number}`} name="271" />
              )}
            </li>
          ))}
      </ul>
    </Panel>
  );
}
