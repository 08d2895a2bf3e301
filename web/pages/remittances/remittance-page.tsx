import type { ProofSheet } from '#contracts/proof.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { fileRoutes } from '#contracts/staff-api/files.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { stateWords } from '#domain/remittance/proof/proof-words.ts';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { gatherPieces } from '../../api/bytes.ts';
import { saveFile } from '../../api/save-file.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Amount, Chip, Code, Due, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading } from '../../parts/states.tsx';
import { dayInWords, momentInWords } from '../../words/days.ts';
import { payerMethodInWords, remittanceStateWords, setAsideWords } from '../../words/remittance-words.ts';
import { personName } from '../../words/people.ts';
import { taskWords } from '../../words/task-words.ts';
import { Deposit, PaymentBalance, PostedAccounts, ProofClaims, ProviderAdjustments } from './proof-parts.tsx';
import { tasksOfRemittance } from './remittance-filter.ts';

const proveRemittance = routeNamed(remittanceRoutes, 'prove-remittance');
const listRemittances = routeNamed(remittanceRoutes, 'list-remittances');
const printProof = routeNamed(remittanceRoutes, 'print-proof');
const printedProof = routeNamed(fileRoutes, 'printed-proof');
const listTasks = routeNamed(taskRoutes, 'list-tasks');

/** One remittance: how it was posted, to the cent, and what is open about it. */
export function RemittancePage({ remittanceId }: { readonly remittanceId: string }) {
  const [, go] = useLocation();
  const proof = useAnswer(proveRemittance, { remittanceId }, {}, { everySeconds: 60 });
  const list = useAnswer(listRemittances, {}, {}, { everySeconds: 60 });
  const run = list.data?.runs.find((one) => one.remittanceId === remittanceId);
  const sheet = proof.data?.sheet;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        {
          keys: 'Escape',
          does: 'Back to the remittances',
          group: 'Remittance',
          run: () => go('/remittances'),
        },
      ],
      [go],
    ),
  );
  return (
    <Page
      title={sheet === undefined ? 'Remittance' : `Remittance ${sheet.traceNumber}`}
      crumb={<Link href="/remittances">Remittances</Link>}
      actions={sheet !== undefined && <SaveProof sheet={sheet} />}
    >
      {sheet !== undefined ? (
        <Stack>
          <Payment sheet={sheet} run={run} />
          <OpenTasks remittanceId={remittanceId} taskId={run?.taskId} />
          <PaymentBalance sheet={sheet} />
          <ProviderAdjustments adjustments={sheet.adjustments} />
          <Deposit sheet={sheet} />
          <ProofClaims sheet={sheet} />
          <PostedAccounts accounts={sheet.accounts} />
        </Stack>
      ) : proof.isError ? (
        <Failed error={proof.error} onRetry={() => void proof.refetch()} />
      ) : (
        <Loading rows={10} />
      )}
    </Page>
  );
}

/** Has the proof sheet printed as it is now, and lets the person keep it. */
function SaveProof({ sheet: { remittanceId, traceNumber } }: { readonly sheet: ProofSheet }) {
  const { api, practice } = useDesk();
  const save = useMutation({
    mutationFn: async (as: 'pdf' | 'html') => {
      const place = { practiceId: practice.practiceId, remittanceId };
      await api.call(printProof, place, { print: as }, { idempotencyKey: crypto.randomUUID() });
      const file = await gatherPieces(async (from) => await api.call(printedProof, place, { as, from }));
      saveFile(`proof-${traceNumber.replaceAll(/[^\w.-]+/g, '-')}.${as}`, file);
    },
  });
  const { isPending, mutate } = save;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: 'p', does: 'Save the proof sheet as PDF', group: 'Remittance', run: () => mutate('pdf') },
      ],
      [mutate],
    ),
  );
  return (
    <>
      {save.isError && <Failed error={save.error} />}
      <Button isSmall hotKey="p" isDisabled={isPending} onPress={() => mutate('pdf')}>
        {isPending ? 'Printing…' : 'Save PDF'}
      </Button>
      <Button isSmall isDisabled={isPending} onPress={() => mutate('html')}>
        Save page
      </Button>
    </>
  );
}

function Payment({ sheet, run }: { readonly sheet: ProofSheet; readonly run: RemittanceRun | undefined }) {
  const { name, tone, means } = remittanceStateWords[sheet.state];
  return (
    <Panel
      title={`Payment of ${sheet.payerName}`}
      aside={
        <Chip tone={sheet.state === 'posted' && !sheet.isProven ? 'danger' : tone}>
          {sheet.isProven ? 'Proven' : name}
        </Chip>
      }
    >
      <Stack>
        <Explains>
          {stateWords(sheet)} {sheet.state === 'posted' ? '' : means}
        </Explains>
        <Facts
          facts={[
            { name: 'Payment', value: <Amount of={sheet.transaction.result.amountCents} /> },
            { name: 'Check or EFT number', value: <Code>{sheet.traceNumber}</Code> },
            { name: 'Paid by', value: payerMethodInWords(sheet.paymentMethod) },
            { name: 'Payment date', value: dayInWords(sheet.paymentDate) },
            { name: 'Payer', value: sheet.payerId ?? sheet.payerName },
            sheet.payeeId === undefined ? undefined : { name: 'Payee', value: <Code>{sheet.payeeId}</Code> },
            { name: 'Came', value: momentInWords(sheet.receivedAt) },
            sheet.closedAt === undefined
              ? undefined
              : { name: 'Posted', value: momentInWords(sheet.closedAt) },
            { name: 'Claims', value: `${sheet.counts.claims} with ${sheet.counts.lines} lines` },
            { name: 'Remittance', value: <Code>{sheet.remittanceId}</Code> },
            run?.paymentBatchId === undefined
              ? undefined
              : {
                  name: 'Entered with',
                  value: (
                    <>
                      Payment batch <Code>{run.paymentBatchId}</Code>
                    </>
                  ),
                },
            ...(run?.decisions ?? []).map(({ outcome, proposedBy, confirmedBy, at }) => ({
              name: outcome === 'post-the-rest' ? 'The rest was posted' : 'It was posted too',
              value: `${personName(proposedBy)} and ${personName(confirmedBy)}, ${momentInWords(at)}`,
            })),
            run?.setAside === undefined
              ? undefined
              : {
                  name: 'Set aside',
                  value: `${setAsideWords[run.setAside.why]}; ${personName(run.setAside.by)}, ${momentInWords(run.setAside.at)}`,
                },
            run?.takenBackBy === undefined
              ? undefined
              : {
                  name: 'Taken back by',
                  value: <Link href={`/remittances/${run.takenBackBy}`}>{run.takenBackBy}</Link>,
                },
            run?.takesBack === undefined
              ? undefined
              : {
                  name: 'Takes back',
                  value: <Link href={`/remittances/${run.takesBack}`}>{run.takesBack}</Link>,
                },
          ]}
        />
      </Stack>
    </Panel>
  );
}

interface OpenTasksProps {
  readonly remittanceId: string;
  readonly taskId: string | undefined;
}

/** What a person has to decide of it. */
function OpenTasks({ remittanceId, taskId }: OpenTasksProps) {
  const answer = useAnswer(listTasks, {}, { limit: 500 }, { everySeconds: 30 });
  const tasks = tasksOfRemittance(answer.data?.tasks ?? [], { remittanceId, taskId });
  const isWhole = answer.data?.next === undefined;
  return (
    <Panel title="Open tasks" isFlush={tasks.length > 0}>
      {answer.data === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={1} />
        )
      ) : tasks.length === 0 ? (
        <p>{isWhole ? 'Nothing waits for anybody.' : 'None among the 500 tasks that are due first.'}</p>
      ) : (
        <table className={parts['table']} aria-label="Open tasks">
          <thead>
            <tr>
              <th>Task</th>
              <th>Why</th>
              <th>Due</th>
              <th className={parts['number']}>At stake</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.taskId}>
                <td>
                  <Link href={`/tasks/${task.taskId}`}>{taskWords[task.kind].name}</Link>
                </td>
                <td>{task.why}</td>
                <td>
                  <Due on={task.dueOn} />
                </td>
                <td className={parts['number']}>
                  <Amount of={task.dollarsAtStakeCents} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
