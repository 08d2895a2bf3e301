import type { Upload } from '#contracts/upload.ts';
import { uploadRoutes } from '#contracts/staff-api/uploads.ts';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Chip, Code, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { momentInWords } from '../../words/days.ts';
import { UploadRecords } from './upload-records.tsx';
import { fileNameOf, uploadStateWords } from '../../words/upload-words.ts';

const showUpload = routeNamed(uploadRoutes, 'show-upload');

/** One upload: how far it has come, and what is wrong with it. */
export function UploadPage({ uploadId }: { readonly uploadId: string }) {
  const [, go] = useLocation();
  const answer = useAnswer(showUpload, { uploadId }, {}, { everySeconds: 5 });
  const upload = answer.data?.upload;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [{ keys: 'Escape', does: 'Back to the uploads', group: 'Upload', run: () => go('/uploads') }],
      [go],
    ),
  );
  return (
    <Page title="Upload" crumb={<Link href="/uploads">Uploads</Link>}>
      {upload !== undefined ? (
        <UploadView upload={upload} />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </Page>
  );
}

function UploadView({ upload }: { readonly upload: Upload }) {
  const { name, tone, means } = uploadStateWords[upload.state];
  const { counted, fileProblems, answerKey } = upload;
  const totals = counted?.totals;
  return (
    <Stack>
      <Panel title={fileNameOf(upload)} aside={<Chip tone={tone}>{name}</Chip>}>
        <Stack>
          <Explains>{means}</Explains>
          <Facts
            facts={[
              { name: 'Came', value: momentInWords(upload.registeredAt) },
              upload.answeredAt === undefined
                ? undefined
                : { name: 'Answered', value: momentInWords(upload.answeredAt) },
              { name: 'Size', value: `${Math.max(1, Math.round(upload.sizeBytes / 1024))} kB` },
              { name: 'Upload', value: <Code>{upload.uploadId}</Code> },
              ...(counted?.files ?? []).map(({ format, records, name: file }) => ({
                name: file ?? 'Format',
                value: `${format}, ${records} records`,
              })),
              answerKey === undefined ? undefined : { name: 'Answer', value: <Code>{answerKey}</Code> },
            ]}
          />
        </Stack>
      </Panel>
      {totals !== undefined && (
        <Panel title="What became of its records">
          <Facts
            facts={[
              { name: 'Records', value: totals.records },
              { name: 'New claims', value: totals.accepted },
              { name: 'Claims updated', value: totals.updated },
              { name: 'Known already', value: totals.unchanged },
              { name: 'Kept for later', value: totals.kept },
              { name: 'Held', value: totals.held },
              { name: 'Changed after billing', value: totals.changedAfterBilling },
              { name: 'Refused', value: totals.refused },
            ]}
          />
        </Panel>
      )}
      {totals !== undefined && totals.refused + totals.held > 0 && (
        <Notice tone="warning" title="Not everything was taken in">
          <p>
            The answer says of each record what was found, what was expected and how to fix it. Held records
            come in by themselves as soon as what they wait for has come; refused ones must be sent again.
          </p>
        </Notice>
      )}
      {answerKey !== undefined && <UploadRecords upload={upload} />}
      {fileProblems.map(({ code, found, expected, howToFix }) => (
        <Notice key={code} tone="danger" title={`Found ${found}; expected ${expected}.`}>
          <p>{howToFix}</p>
        </Notice>
      ))}
    </Stack>
  );
}
