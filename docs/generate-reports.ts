import { reportGroups, type ReportGroup, type WarehouseReport } from '#contracts/warehouse/report.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { parametersOf, statementNameOf } from '#domain/reports/warehouse/prepare-report.ts';

const groupTitles: Readonly<Record<ReportGroup, string>> = {
  claims: 'Claims',
  denials: 'Denials',
  collections: 'Collections',
  receivables: 'Receivables',
  payers: 'Payers',
  patients: 'Patients',
  work: 'Work',
  books: 'Books',
  cost: 'Cost',
};

const asksWords: Readonly<Record<WarehouseReport['asks'], string>> = {
  'as-of': 'A day: how things stood when it was over.',
  period:
    'A period: what happened from its first day to its last, as the books knew it on the day asked for.',
};

function row({ name, title, question }: WarehouseReport): string {
  return `| [${name}](#${name}) | ${title} | ${question} |`;
}

function section(report: WarehouseReport): string {
  const { name, title, question, formula, source, asks, reads, columns, sql, drillsInto } = report;
  return [
    `## ${name}`,
    '',
    `${title}. ${question}`,
    '',
    `- Formula: ${formula}.`,
    `- Source: ${source}.`,
    `- Asks for: ${asksWords[asks]}`,
    `- In Athena: \`EXECUTE ${statementNameOf(report)} USING ${parametersOf(report).join(', ')}\`.`,
    `- Reads: ${reads.map((table) => `[${table}](warehouse-schema.md#${table})`).join(', ')}.`,
    ...(drillsInto === undefined
      ? []
      : [
          `- The claims behind it: [${drillsInto.report}](#${drillsInto.report})${
            drillsInto.by.length === 0 ? '' : `, those with the same ${drillsInto.by.join(', ')}`
          }.`,
        ]),
    '',
    '| column | type | may be empty | what it is |',
    '|---|---|---|---|',
    ...columns.map(
      (column) =>
        `| ${column.name} | ${column.type} | ${column.mayBeEmpty === true ? 'yes' : ''} | ${column.meaning} |`,
    ),
    '',
    '```sql',
    sql.trim(),
    '```',
    '',
  ].join('\n');
}

/** The page with every report on the warehouse: what it answers, how it is reckoned, its columns and its SQL. */
export function reportsPage(): string {
  const ofGroup = (group: ReportGroup) => warehouseReports.filter((report) => report.group === group);
  return [
    '# Reports on the warehouse',
    '',
    'Made by `npm run docs` from the reports themselves; do not edit.',
    '',
    `${warehouseReports.length} reports. Their SQL is read by DuckDB and by Athena alike. It names the tables bare: before it stand a view of each that has only the rows of one practice that were in the books on the day asked for, and the relation \`asked\` with the days \`as_of\`, \`from_date\` and \`to_date\`.`,
    '',
    'Money is in dollars. A rate is a share of one with four decimals; it is empty where there is nothing to divide by. Days and months are those of the posting date unless a column says otherwise.',
    '',
    ...reportGroups.flatMap((group) => [
      `**${groupTitles[group]}**`,
      '',
      '| report | title | the question |',
      '|---|---|---|',
      ...ofGroup(group).map(row),
      '',
    ]),
    ...reportGroups.flatMap((group) => ofGroup(group).map(section)),
  ].join('\n');
}
