import type { Claim } from '#contracts/claim.ts';
import type { CodingView } from '#contracts/coding.ts';
import { ageInYears } from '#domain/calendar/plain-date.ts';
import type { Task } from '#contracts/task.ts';
import { Link } from 'wouter';
import { Amount, Chip, Code, Due, Facts } from '../../parts/figures.tsx';
import { dayInWords, daysInWords } from '../../words/days.ts';
import { wordsOfChoice } from '../../forms/field-words.ts';
import css from './coding.module.css';

const newOrEstablishedWords = { new: 'New', established: 'Established', unknown: 'Not known' } as const;

/** What a coder must know of the visit before the first code, on one row. */
export function CodingFacts({
  task,
  claim,
  view,
}: {
  readonly task: Task;
  readonly claim: Claim;
  readonly view: CodingView | undefined;
}) {
  const { patient, serviceDateFrom, serviceDateTo, placeOfService, renderingNpi } = claim;
  const age = ageInYears(patient.birthDate, serviceDateFrom);
  return (
    <section className={css['facts']} aria-label="The visit">
      <div className={css['headline']}>
        <p className={css['why']}>{task.why}</p>
        <Link href={`/claims/${claim.claimId}`}>
          Claim <Code>{claim.claimId}</Code>
        </Link>
      </div>
      <Facts
        facts={[
          {
            name: 'Patient',
            value: (
              <>
                {patient.lastName}, {patient.firstName}
                <small>
                  {' '}
                  {wordsOfChoice(patient.sex)}, {age}
                </small>
              </>
            ),
          },
          { name: 'Service', value: daysInWords(serviceDateFrom, serviceDateTo) },
          { name: 'Place', value: <Code>{placeOfService}</Code> },
          { name: 'Provider', value: view?.provider ?? <Code>{renderingNpi}</Code> },
          {
            name: 'Patient is',
            value:
              view === undefined ? (
                '…'
              ) : (
                <span title={view.newOrEstablished.because}>
                  {newOrEstablishedWords[view.newOrEstablished.is]}
                </span>
              ),
          },
          {
            name: 'Payer',
            value: view === undefined ? '…' : (view.payer?.name ?? 'The patient pays'),
          },
          view?.payer === undefined
            ? undefined
            : { name: 'File by', value: dayInWords(view.payer.filingLimitOn) },
          {
            name: 'Code by',
            value: task.status === 'open' ? <Due on={task.dueOn} /> : <Chip>{dayInWords(task.dueOn)}</Chip>,
          },
          task.dollarsAtStakeCents === 0
            ? undefined
            : { name: 'At stake', value: <Amount of={task.dollarsAtStakeCents} /> },
        ]}
      />
    </section>
  );
}
