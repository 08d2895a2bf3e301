import type { ReportAnswered, ReportTold } from '#contracts/warehouse/run-report.ts';
import { Link } from 'wouter';
import { Amount } from '../../parts/figures.tsx';
import parts from '../../parts/parts.module.css';
import type { ReportColumn } from '../reports/report-columns.ts';
import css from './finance.module.css';
import { addressBehind, rowsOf, tableColumns, type AnswerRow } from './report-table.ts';

interface PanelTableProps {
  readonly told: ReportTold;
  readonly reports: readonly ReportTold[];
  readonly answer: ReportAnswered;
  readonly columns: readonly string[] | undefined;
}

/** So many rows stand beside a chart; the report has them all. */
const mostRows = 12;

/** The first rows of a report on the dashboard. A row leads to the claims behind it. */
export function PanelTable({ told, reports, answer, columns }: PanelTableProps) {
  const shown = tableColumns(answer.columns).filter(({ id }) => columns?.includes(id) ?? true);
  const rows = rowsOf(answer);
  const behind = reports.find(({ name }) => name === told.drillsInto?.report);
  if (rows.length === 0) {
    return <p>There is nothing of this.</p>;
  }
  return (
    <>
      {/* It scrolls: by the keyboard as well, where nothing in it can be focused. */}
      <section
        className={`${parts['scroller']} ${css['rows']}`}
        aria-label={`Rows of ${told.title}`}
        tabIndex={0}
      >
        <table className={`${parts['table']} ${parts['links']}`} aria-label={told.title}>
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column.id} className={isNumber(column) ? parts['number'] : undefined}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row) => {
              const address = addressBehind(told, behind, answer, row);
              return (
                <tr key={row.place}>
                  {shown.map((column, at) => (
                    <td key={column.id} className={isNumber(column) ? parts['number'] : undefined}>
                      {at === 0 && address !== undefined ? (
                        <Link
                          href={address}
                          className={parts['whole'] ?? ''}
                          data-row={`${told.name} ${row.place}`}
                        >
                          {cell(column, row) || 'not known'}
                        </Link>
                      ) : (
                        cell(column, row)
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {rows.length > mostRows && <p>And {rows.length - mostRows} more in the whole report.</p>}
    </>
  );
}

function isNumber(column: ReportColumn<AnswerRow>): boolean {
  return column.kind !== 'text' || column.isNumber === true;
}

function cell(column: ReportColumn<AnswerRow>, row: AnswerRow) {
  switch (column.kind) {
    case 'text':
      return column.value(row);
    case 'count':
      return column.value(row)?.toLocaleString('en-US') ?? '';
    case 'dollars': {
      const amount = column.value(row);
      return amount === undefined ? '' : <Amount of={amount} />;
    }
  }
}
