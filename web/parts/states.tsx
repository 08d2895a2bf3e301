import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api-client.ts';
import { Button } from './button.tsx';
import type { Tone } from '../words/tone.ts';
import css from './parts.module.css';

/** Where there is nothing to show: why, and what to do. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Holds the place of rows that are on their way, so that nothing jumps when they come. */
export function Loading({ rows = 8 }: { readonly rows?: number }) {
  return (
    <output className={css['skeleton']} aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={css['bone']} />
      ))}
    </output>
  );
}

interface NoticeProps {
  readonly tone: Exclude<Tone, 'plain'>;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Something to be read now. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div
      className={`${css['notice']} ${css[tone]}`}
      role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}
    >
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function NoticeRow({ children }: { readonly children: ReactNode }) {
  return <div className={css['noticeRow']}>{children}</div>;
}

/** What went wrong, in words, with the way to try again. */
export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const problems = error instanceof ApiProblem ? error.problem.problems : [];
  const title = error instanceof Error ? error.message : 'Something went wrong.';
  return (
    <Notice tone="danger" title={title}>
      {problems.length > 1 && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {onRetry !== undefined && (
        <NoticeRow>
          <Button onPress={onRetry}>Try again</Button>
        </NoticeRow>
      )}
    </Notice>
  );
}
