import { financeRoutes } from '#contracts/staff-api/finance.ts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import type { Question } from './report-question.ts';
import { reportToItsEnd, type ReportEnd } from './report-to-its-end.ts';

const list = routeNamed(financeRoutes, 'list-warehouse-reports');
const run = routeNamed(financeRoutes, 'run-warehouse-report');
const look = routeNamed(financeRoutes, 'warehouse-report-answer');

/** The reports on the warehouse, and up to which day it is published. */
export function useReportList() {
  return useAnswer(list, {}, {}, { everySeconds: 300 });
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The answer of a report, once it is there. A day of the past stays as it is: it is asked for again only after a while. */
export function useReport(reportName: string, question: Question, isAsked = true): UseQueryResult<ReportEnd> {
  const { api, practice } = useDesk();
  const { practiceId } = practice;
  return useQuery({
    queryKey: [run.id, practiceId, reportName, question],
    queryFn: async ({ signal }) =>
      await reportToItsEnd({
        run: async () => await api.call(run, { practiceId, reportName }, question, { signal }),
        look: async ({ queryId, asked }) =>
          await api.call(look, { practiceId, reportName, queryId }, asked, { signal }),
        pause,
      }),
    enabled: isAsked,
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  });
}
