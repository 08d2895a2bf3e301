import type { Upload } from '#contracts/upload.ts';
import { uploadRoutes } from '#contracts/staff-api/uploads.ts';
import { useRef } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Chip } from '../../parts/figures.tsx';
import { useNow } from '../../parts/now.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { timeAgo } from '../../words/days.ts';
import { fileNameOf, uploadStateWords } from '../../words/upload-words.ts';

const listUploads = routeNamed(uploadRoutes, 'list-uploads');

/** Files that the practice brought in, and what was answered to each. */
export function UploadsPage() {
  const answer = useAnswer(listUploads, {}, { limit: 100 }, { everySeconds: 10 });
  const table = useRef<HTMLTableElement>(null);
  useKeys(useRowKeys(table, 'Uploads'));
  const uploads = answer.data?.uploads;
  return (
    <Page title="Uploads" isFlush>
      {uploads === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={10} />
        )
      ) : uploads.length === 0 ? (
        <Empty title="Nothing was uploaded yet">
          <p>
            The practice puts files of encounters into its folder; each is answered with what became of it.
          </p>
        </Empty>
      ) : (
        <table ref={table} className={`${parts['table']} ${parts['links']}`}>
          <thead>
            <tr>
              <th>File</th>
              <th>State</th>
              <th className={parts['number']}>Records</th>
              <th className={parts['number']}>Taken in</th>
              <th className={parts['number']}>Held</th>
              <th className={parts['number']}>Refused</th>
              <th>Came</th>
            </tr>
          </thead>
          <tbody>
            {uploads.map((upload) => (
              <UploadRow key={upload.uploadId} upload={upload} />
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }) {
  const now = useNow();
  const { name, tone } = uploadStateWords[upload.state];
  const totals = upload.counted?.totals;
  return (
    <tr>
      <td>
        <Link
          href={`/uploads/${upload.uploadId}`}
          className={parts['whole'] ?? ''}
          data-row={upload.uploadId}
        >
          {fileNameOf(upload)}
        </Link>
      </td>
      <td>
        <Chip tone={tone}>{name}</Chip>
      </td>
      <td className={parts['number']}>{upload.records}</td>
      <td className={parts['number']}>
        {totals === undefined ? '' : totals.accepted + totals.updated + totals.unchanged}
      </td>
      <td className={parts['number']}>{totals?.held ?? ''}</td>
      <td className={parts['number']}>
        {totals !== undefined && totals.refused > 0 ? (
          <Chip tone="danger">{totals.refused}</Chip>
        ) : (
          totals?.refused
        )}
      </td>
      <td>{timeAgo(upload.registeredAt, now)}</td>
    </tr>
  );
}
