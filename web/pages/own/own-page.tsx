import type { OwnCharge } from '#contracts/own-charge.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task } from '#contracts/task.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { Amount, Chip, Code, Due } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { toneOfState, wordsOfState } from '../../words/claim-words.ts';
import { dayInWords } from '../../words/days.ts';

const listOwnTasks = routeNamed(taskRoutes, 'list-own-tasks');
const listOwnCharges = routeNamed(claimRoutes, 'list-own-charges');

/** Pages of charges that are asked for: there is one a state that no payer has, and seldom more. */
const mostPages = 40;

/** What waits for the provider who is signed in, and nothing of anybody else. */
export function OwnPage() {
  const answer = useAnswer(listOwnTasks, {}, {}, { everySeconds: 15 });
  const tasks = answer.data?.tasks;
  return (
    <Page title="My visits">
      <Stack>
        {tasks !== undefined ? (
          <>
            <Questions tasks={tasks.filter(({ kind }) => kind === 'physician-query')} />
            <Notes tasks={tasks.filter(({ kind }) => kind === 'unsigned-note')} />
          </>
        ) : answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={4} />
        )}
        <Charges />
      </Stack>
    </Page>
  );
}

function Questions({ tasks }: { readonly tasks: readonly Task[] }) {
  return (
    <Panel title="Questions about your notes" aside={<Chip>{tasks.length}</Chip>} isFlush>
      {tasks.length === 0 ? (
        <Empty title="Nobody asks you anything">
          <p>A coder who cannot tell from a note what you found asks you here.</p>
        </Empty>
      ) : (
        <table className={`${parts['table']} ${parts['links']}`}>
          <thead>
            <tr>
              <th>Question</th>
              <th>Patient</th>
              <th>Due</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.taskId}>
                <td>
                  <Link href={`/my-visits/${task.taskId}`} className={parts['whole'] ?? ''}>
                    {task.query?.question ?? task.why}
                  </Link>
                </td>
                <td>{task.evidence[0]}</td>
                <td>
                  {dayInWords(task.dueOn)} <Due on={task.dueOn} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Notes({ tasks }: { readonly tasks: readonly Task[] }) {
  return (
    <Panel
      title="Notes to sign"
      aside={<Explains>Sign them in the system in which you wrote them</Explains>}
      isFlush
    >
      {tasks.length === 0 ? (
        <Empty title="Every note is signed">
          <p>A note that nobody has signed holds its visit.</p>
        </Empty>
      ) : (
        <table className={parts['table']}>
          <thead>
            <tr>
              <th>Note</th>
              <th>Due</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map(({ taskId, why, dueOn }) => (
              <tr key={taskId}>
                <td>{why}</td>
                <td>
                  {dayInWords(dueOn)} <Due on={dueOn} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Charges() {
  const { api, practice } = useDesk();
  const { practiceId } = practice;
  const charges = useQuery({
    queryKey: ['list-own-charges', practiceId],
    queryFn: async ({ signal }) => {
      const found: OwnCharge[] = [];
      let next: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const request = next === undefined ? {} : { next };
        const answer = await api.call(listOwnCharges, { practiceId }, request, { signal });
        found.push(...answer.charges);
        next = answer.next;
        if (next === undefined) {
          break;
        }
      }
      return found;
    },
    refetchInterval: 60_000,
  });
  return (
    <Panel title="Charges that no payer has yet" isFlush>
      {charges.data === undefined ? (
        charges.isError ? (
          <Failed error={charges.error} onRetry={() => void charges.refetch()} />
        ) : (
          <Loading rows={3} />
        )
      ) : charges.data.length === 0 ? (
        <Empty title="Nothing of yours waits">
          <p>Visits stand here until they are sent to their payer.</p>
        </Empty>
      ) : (
        <table className={parts['table']}>
          <thead>
            <tr>
              <th>Visit</th>
              <th>Patient</th>
              <th>Codes</th>
              <th>Where it stands</th>
              <th className={parts['number']}>Charge</th>
            </tr>
          </thead>
          <tbody>
            {charges.data.map(({ claimId, serviceDate, patientName, lines, state, chargeCents }) => (
              <tr key={claimId}>
                <td>{dayInWords(serviceDate)}</td>
                <td>{patientName}</td>
                <td>
                  <Code>{lines.map(({ code, modifiers }) => [code, ...modifiers].join('-')).join(' ')}</Code>
                </td>
                <td>
                  <Chip tone={toneOfState(state)}>{wordsOfState(state).meaning}</Chip>
                </td>
                <td className={parts['number']}>
                  <Amount of={chargeCents} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
