import type { SegmentInWords } from '#contracts/files.ts';
import { fileRoutes } from '#contracts/staff-api/files.ts';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { textFile } from '../../api/bytes.ts';
import { saveFile } from '../../api/save-file.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Button } from '../../parts/button.tsx';
import { keyed } from '../../parts/keyed.ts';
import parts from '../../parts/parts.module.css';
import { Failed, Loading } from '../../parts/states.tsx';
import files from './claim-file.module.css';

const showFile = routeNamed(fileRoutes, 'show-claim-file');

interface ClaimFileProps {
  readonly claimId: string;
  readonly fileId: string;
  /** What it is, `837` or `277CA of JUNIP`. */
  readonly name: string;
}

/** A file of a claim: read when a person asks for it, and each segment in words. */
export function ClaimFile(props: ClaimFileProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div className={files['file']}>
      <div>
        <Button isSmall onPress={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Read'} the {props.name}
        </Button>
      </div>
      {isShown && <Segments {...props} />}
    </div>
  );
}

function Segments({ claimId, fileId, name }: ClaimFileProps) {
  const answer = useAnswer(showFile, { claimId, fileId }, {});
  const [isExplained, setExplained] = useState(false);
  if (answer.data === undefined) {
    return answer.isError ? (
      <Failed error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Loading rows={4} />
    );
  }
  const { segments, interchange, isCut } = answer.data;
  const text = segments.map(({ raw }) => raw).join('\n');
  return (
    <>
      <p className={parts['explains']}>
        What of interchange {interchange.controlNumber} from {interchange.senderId} to{' '}
        {interchange.receiverId} is about this claim{isCut ? '; its end is left out' : ''}. Open a segment to
        read it in words.
      </p>
      <div className={files['actions']}>
        <Button isSmall onPress={() => setExplained(!isExplained)}>
          {isExplained ? 'Close all' : 'Explain all'}
        </Button>
        <Button
          isSmall
          onPress={() => saveFile(`${claimId}-${fileId}.x12.txt`, textFile(`${text}\n`, 'text/plain'))}
        >
          Save
        </Button>
      </div>
      <ol className={files['segments']} aria-label={`Segments of the ${name}`}>
        {keyed(segments, ({ raw }) => raw).map(({ key, item }) => (
          <Segment key={`${key} ${String(isExplained)}`} segment={item} isExplained={isExplained} />
        ))}
      </ol>
    </>
  );
}

function Segment({
  segment: { opens, raw, id, label, elements },
  isExplained,
}: {
  readonly segment: SegmentInWords;
  readonly isExplained: boolean;
}) {
  return (
    <li>
      {opens !== undefined && <h3 className={files['loop']}>{opens}</h3>}
      <details open={isExplained}>
        <summary>
          <code>{raw}</code>
          <small>
            {id} {label}
          </small>
        </summary>
        <dl>
          {elements.map(({ number, label: element, text }) => (
            <div key={number}>
              <dt>
                {String(number).padStart(2, '0')} {element}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
