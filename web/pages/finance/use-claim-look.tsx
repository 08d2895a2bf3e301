import type { ColumnTold } from '#contracts/warehouse/run-report.ts';
import { claimReaders } from '#contracts/staff-api/roles.ts';
import type { StaffRole } from '#contracts/staff-member.ts';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useDesk } from '../../api/use-api.tsx';
import { valueIn, type AnswerRow } from './report-table.ts';

const readers: readonly StaffRole[] = claimReaders;

/** How a claim looks in a row: a way to its page, for who may see it. */
export function useClaimLook(
  columns: readonly ColumnTold[],
): Readonly<Record<string, (row: AnswerRow) => ReactNode>> {
  const { roles } = useDesk().practice;
  const mayRead = roles.some((role) => readers.includes(role));
  return useMemo(() => {
    const look = (row: AnswerRow): ReactNode => {
      const claimId = valueIn(columns, row, 'claim_id');
      return typeof claimId === 'string' && claimId !== '' ? (
        <Link href={`/claims/${claimId}`}>{claimId}</Link>
      ) : null;
    };
    return mayRead ? { claim_id: look } : {};
  }, [columns, mayRead]);
}
