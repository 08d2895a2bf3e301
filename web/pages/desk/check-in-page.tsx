import type { DeskVisit } from '#contracts/front-desk.ts';
import { PlainDate } from '#contracts/dates.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Amount, Chip } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';

const listCheckIns = routeNamed(frontDeskRoutes, 'list-check-ins');

/** Who is expected on a day and who has come, with what is to be asked for. */
export function CheckInPage() {
  const today = useToday();
  const [day, setDay] = useState<PlainDate>(today);
  const answer = useAnswer(listCheckIns, { day }, {}, { everySeconds: 20 });
  const table = useRef<HTMLTableElement>(null);
  useKeys(useRowKeys(table, 'Check-in'));
  const visits = answer.data?.day === day ? answer.data.visits : undefined;
  return (
    <Page
      title="Check-in"
      isFlush
      actions={
        <>
          {visits !== undefined && (
            <span className={parts['explains']}>
              {visits.filter(({ checkIn }) => checkIn !== undefined).length} of {visits.length} have come
            </span>
          )}
          <label>
            <span className={parts['hidden']}>Day</span>
            <input
              type="date"
              className={parts['input']}
              value={day}
              onChange={({ target }) => setDay(PlainDate.safeParse(target.value).data ?? day)}
            />
          </label>
        </>
      }
    >
      {visits === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={10} />
        )
      ) : visits.length === 0 ? (
        <Empty title={`Nobody is expected on ${dayInWords(day)}`}>
          <p>
            Appointments come with the uploads of the schedule. Whoever comes without one is checked in from
            the patient’s own page: <Link href="/patients">look for the patient</Link>.
          </p>
        </Empty>
      ) : (
        <table ref={table} className={`${parts['table']} ${parts['links']}`}>
          <thead>
            <tr>
              <th>Time</th>
              <th>Patient</th>
              <th>Born</th>
              <th>Payer</th>
              <th className={parts['number']}>Copay</th>
              <th className={parts['number']}>Balance</th>
              <th className={parts['number']}>Taken</th>
              <th>Here</th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit) => (
              <VisitRow key={`${visit.patientKey} ${visit.appointmentId ?? ''}`} visit={visit} day={day} />
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function VisitRow({ visit, day }: { readonly visit: DeskVisit; readonly day: PlainDate }) {
  const { patientKey, appointmentId = 'walk-in', name, copay } = visit;
  return (
    <tr>
      <td>{visit.appointment?.time ?? 'Walk-in'}</td>
      <td>
        <Link
          href={`/check-in/${day}/${patientKey}/${appointmentId}`}
          className={parts['whole'] ?? ''}
          data-row={`${patientKey} ${appointmentId}`}
        >
          {name ?? 'Not registered yet'}
        </Link>
      </td>
      <td>{visit.birthDate === undefined ? '' : dayInWords(visit.birthDate)}</td>
      <td>{visit.payerId ?? (name === undefined ? '' : 'The patient pays')}</td>
      <td className={parts['number']}>
        {copay === undefined ? 'Not known' : <Amount of={copay.amountCents} />}
      </td>
      <td className={parts['number']}>
        <Amount of={visit.balanceCents} />
      </td>
      <td className={parts['number']}>
        <Amount of={visit.takenCents} />
      </td>
      <td>
        {visit.checkIn === undefined ? (
          <Chip>{visit.appointment?.status === 'no-show' ? 'No-show' : 'Expected'}</Chip>
        ) : (
          <Chip tone="good">Checked in</Chip>
        )}
      </td>
    </tr>
  );
}
