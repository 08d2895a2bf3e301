import { useMemo, type ReactNode } from 'react';
import { Link } from 'wouter';
import { textFile } from '../../api/bytes.ts';
import { saveFile } from '../../api/save-file.ts';
import { useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Amount } from '../../parts/figures.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { reportCsv, type ReportColumn } from './report-columns.ts';
import css from './reports.module.css';

/** The table of a report: it is shown, printed and saved from one description. */
export interface ReportTable<Row> {
  readonly label: string;
  readonly columns: readonly ReportColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly totals?: Row;
  /** How a cell looks, where it is more than its text. */
  readonly looks?: Readonly<Record<string, (row: Row) => ReactNode>>;
  readonly onOpen?: (row: Row) => void;
  readonly empty: { readonly title: string; readonly words: string };
}

interface ReportPageProps<Row> {
  readonly title: string;
  /** What the file is called that is saved, without its ending. */
  readonly fileName: string;
  readonly parameters?: ReactNode;
  /** What is counted how, in the words of the trade. */
  readonly formula: ReactNode;
  /** Above the table: figures that sum it up, or what is to be known of it. */
  readonly summary?: ReactNode;
  readonly table: ReportTable<Row> | undefined;
  readonly answer: { readonly error: unknown; readonly refetch: () => unknown };
  readonly crumb?: ReactNode;
  /** Where the report is listed. */
  readonly home?: { readonly href: string; readonly name: string };
}

const reportsHome = { href: '/reports', name: 'Reports' };

/** A report: its parameters, how it is reckoned, its table with totals; it can be printed and saved. */
export function ReportPage<Row>({
  title,
  fileName,
  parameters,
  formula,
  summary,
  table,
  answer,
  crumb,
  home = reportsHome,
}: ReportPageProps<Row>) {
  const { practice } = useDesk();
  useKeys(
    useMemo<readonly KeyBinding[]>(() => {
      const print: KeyBinding = {
        keys: 'p',
        does: 'Print the report',
        group: 'Report',
        run: () => window.print(),
      };
      const save: KeyBinding = {
        keys: 's',
        does: 'Save the report as CSV',
        group: 'Report',
        run: () => saveTable(table, `${fileName}-${practice.practiceId}.csv`),
      };
      return [save, print];
    }, [table, fileName, practice]),
  );
  return (
    <Page
      title={title}
      crumb={
        <>
          <Link href={home.href}>{home.name}</Link>
          {crumb}
        </>
      }
      isFlush
      actions={
        <>
          <Button isSmall hotKey="p" isDisabled={table === undefined} onPress={() => window.print()}>
            Print
          </Button>
          <Button
            isSmall
            hotKey="s"
            isDisabled={table === undefined}
            onPress={() => saveTable(table, `${fileName}-${practice.practiceId}.csv`)}
          >
            Save as CSV
          </Button>
        </>
      }
      toolbar={
        parameters !== undefined && (
          <search className={css['tools']} aria-label={`Parameters of ${title.toLowerCase()}`}>
            {parameters}
          </search>
        )
      }
    >
      <div className={css['above']}>
        <p className={css['printed']}>{practice.practiceName}</p>
        <div className={parts['explains']}>{formula}</div>
        {summary}
      </div>
      {table === undefined ? (
        answer.error !== null ? (
          <div className={css['above']}>
            <Failed error={answer.error} onRetry={() => void answer.refetch()} />
          </div>
        ) : (
          <Loading rows={8} />
        )
      ) : (
        <TableOfReport {...table} />
      )}
    </Page>
  );
}

function saveTable<Row>(table: ReportTable<Row> | undefined, name: string): void {
  if (table !== undefined) {
    const { columns, rows, totals } = table;
    const text = reportCsv(columns, totals === undefined ? rows : [...rows, totals]);
    saveFile(name, textFile(text, 'text/csv'));
  }
}

/** A table by the description of a report, wherever it stands. */
export function TableOfReport<Row>({
  label,
  columns,
  rows,
  idOf,
  totals,
  looks,
  onOpen,
  empty,
}: ReportTable<Row>) {
  const shown = useMemo(
    () => columns.map((column) => tableColumn(column, looks?.[column.id])),
    [columns, looks],
  );
  return rows.length === 0 ? (
    <Empty title={empty.title}>
      <p>{empty.words}</p>
    </Empty>
  ) : (
    <DataTable
      label={label}
      columns={shown}
      items={rows}
      idOf={idOf}
      {...(totals !== undefined && { totals })}
      {...(onOpen !== undefined && { onOpen })}
    />
  );
}

function tableColumn<Row>(
  column: ReportColumn<Row>,
  look: ((row: Row) => ReactNode) | undefined,
): TableColumn<Row> {
  const { id, name } = column;
  switch (column.kind) {
    case 'text':
      return {
        id,
        name,
        cell: look ?? column.value,
        sortBy: column.sortBy ?? column.value,
        ...(column.isNumber === true && { isNumber: true }),
      };
    case 'count':
      return {
        id,
        name,
        isNumber: true,
        cell: look ?? ((row) => column.value(row)?.toLocaleString('en-US')),
        sortBy: (row) => column.value(row) ?? 0,
      };
    case 'dollars':
      return {
        id,
        name,
        isNumber: true,
        cell:
          look ??
          ((row) => {
            const amount = column.value(row);
            return amount === undefined ? null : <Amount of={amount} />;
          }),
        sortBy: (row) => column.value(row) ?? 0,
      };
  }
}
