import { UploadAnswer, type RecordAnswer } from '#contracts/upload-answer.ts';
import type { Upload } from '#contracts/upload.ts';
import { fileRoutes } from '#contracts/staff-api/files.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { gatherPieces } from '../../api/bytes.ts';
import { useDesk } from '../../api/use-api.tsx';
import { useSave } from '../../api/use-save.ts';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import { Panel } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading } from '../../parts/states.tsx';
import type { Tone } from '../../words/tone.ts';

const readAnswer = routeNamed(fileRoutes, 'upload-answer');

const outcomeWords: Readonly<
  Record<RecordAnswer['outcome'], { readonly name: string; readonly tone: Tone }>
> = {
  accepted: { name: 'New claim', tone: 'good' },
  updated: { name: 'Claim updated', tone: 'good' },
  unchanged: { name: 'Known already', tone: 'plain' },
  kept: { name: 'Kept for later', tone: 'plain' },
  held: { name: 'Held', tone: 'warning' },
  'changed-after-billing': { name: 'Changed after billing', tone: 'note' },
  refused: { name: 'Refused', tone: 'danger' },
};

/** What became of each record, those first that a person must look at. */
const order: readonly RecordAnswer['outcome'][] = [
  'refused',
  'held',
  'changed-after-billing',
  'accepted',
  'updated',
  'kept',
  'unchanged',
];

const columns: readonly TableColumn<RecordAnswer>[] = [
  {
    id: 'record',
    name: 'Record',
    cell: ({ recordNumber }) => recordNumber,
    sortBy: ({ recordNumber }) => recordNumber,
  },
  {
    id: 'outcome',
    name: 'What became of it',
    cell: ({ outcome }) => <Chip tone={outcomeWords[outcome].tone}>{outcomeWords[outcome].name}</Chip>,
    sortBy: ({ outcome }) => order.indexOf(outcome),
  },
  {
    id: 'encounter',
    name: 'Encounter',
    cell: ({ encounterId }) => encounterId !== undefined && <Code>{encounterId}</Code>,
    sortBy: ({ encounterId }) => encounterId ?? '',
  },
  {
    id: 'leads',
    name: 'Leads to',
    cell: ({ claimId, taskId }) =>
      taskId !== undefined ? (
        <Link href={`/tasks/${taskId}`}>Its task</Link>
      ) : (
        claimId !== undefined && (
          <Link href={`/claims/${claimId}`}>
            <Code>{claimId}</Code>
          </Link>
        )
      ),
  },
  { id: 'says', name: 'Found, expected and how to fix', cell: (record) => <Says record={record} /> },
];

function Says({ record: { problems, waitsFor } }: { readonly record: RecordAnswer }) {
  return (
    <>
      {problems.map(({ field, code, found, expected, howToFix }) => (
        <p key={`${field} ${code} ${found}`}>
          {field !== '' && <Code>{field}</Code>} Found {found}; expected {expected}. {howToFix}
        </p>
      ))}
      {waitsFor?.map((what) => (
        <p key={what}>Waits for {what}.</p>
      ))}
    </>
  );
}

/** The answer to an upload, record by record, with the file to send to whoever made it. */
export function UploadRecords({ upload }: { readonly upload: Upload }) {
  const { api, practice } = useDesk();
  const { uploadId } = upload;
  const save = useSave(readAnswer);
  const answer = useQuery({
    queryKey: ['upload-answer', practice.practiceId, uploadId],
    queryFn: async ({ signal }) => {
      const place = { practiceId: practice.practiceId, uploadId };
      const { bytes } = await gatherPieces(
        async (from) => await api.call(readAnswer, place, { as: 'json', from }, { signal }),
      );
      return UploadAnswer.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
    staleTime: Infinity,
  });
  return (
    <Panel
      title="Its records"
      isFlush
      aside={
        <Button
          isSmall
          isDisabled={save.isPending}
          onPress={() =>
            save.mutate({ name: `${uploadId}.csv`, place: { uploadId }, request: { as: 'csv' } })
          }
        >
          Save the answers as CSV
        </Button>
      }
    >
      {save.isError && <Failed error={save.error} />}
      {answer.data !== undefined ? (
        answer.data.records.length === 0 ? (
          <p className={parts['panelBody']}>No record was read.</p>
        ) : (
          <DataTable
            label="Records"
            columns={columns}
            items={answer.data.records}
            idOf={({ recordNumber }) => String(recordNumber)}
            firstSort={{ column: 'outcome', direction: 'ascending' }}
          />
        )
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </Panel>
  );
}
