import type { Claim } from '#contracts/claim.ts';
import { fileRoutes } from '#contracts/staff-api/files.ts';
import { routeNamed } from '../../api/api-client.ts';
import { useSave } from '../../api/use-save.ts';
import { Button } from '../../parts/button.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import { Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed } from '../../parts/states.tsx';
import { spaced } from '../../words/outcome-words.ts';
import css from './claims.module.css';

const claimDocument = routeNamed(fileRoutes, 'claim-document');

/** The note of the visit, and what else the practice sent with it. */
export function ClaimDocuments({ claim }: { readonly claim: Claim }) {
  const { note } = claim;
  const save = useSave(claimDocument);
  const documents = claim.documents ?? [];
  const clinicalCodes = claim.clinicalCodes ?? [];
  return (
    <Stack>
      {note === undefined && documents.length === 0 && (
        <Panel title="Documents">
          <Empty title="No documents">
            <p>Notes and scans come with the upload of the visit, or after it under the visit’s number.</p>
          </Empty>
        </Panel>
      )}
      {note !== undefined && (
        <Panel title="Note" isFlush>
          <p className={css['note']}>{note}</p>
        </Panel>
      )}
      {documents.length > 0 && (
        <Panel title="Documents" isFlush>
          <ul className={css['findings']}>
            {documents.map(({ documentId, kind, mediaType, signed, fileKey, text }) => (
              <li key={documentId}>
                <div className={css['findingHead']}>
                  <Chip tone={signed ? 'good' : 'warning'}>{signed ? 'Signed' : 'Not signed'}</Chip>
                  <strong>{spaced(kind)}</strong>
                  <Code>{documentId}</Code>
                  <span>{mediaType}</span>
                  {fileKey !== undefined && (
                    <Button
                      isSmall
                      label={`Save ${documentId}`}
                      isDisabled={save.isPending}
                      onPress={() =>
                        save.mutate({
                          name: `${documentId}.${mediaType === 'application/pdf' ? 'pdf' : 'txt'}`,
                          place: { claimId: claim.claimId, documentId },
                        })
                      }
                    >
                      Save
                    </Button>
                  )}
                </div>
                {text !== undefined && <p className={css['note']}>{text}</p>}
              </li>
            ))}
          </ul>
          {save.isError && <Failed error={save.error} />}
        </Panel>
      )}
      {clinicalCodes.length > 0 && (
        <Panel title="Clinical codes" aside={<Chip>Never billed as they are</Chip>} isFlush>
          <ul className={css['findings']}>
            {clinicalCodes.map(({ system, code, display }) => (
              <li key={`${system} ${code}`}>
                <span>
                  <Code>{code}</Code> {display} · {system}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Stack>
  );
}
