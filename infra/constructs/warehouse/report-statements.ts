import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CfnNamedQuery, CfnPreparedStatement, type CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import * as z from 'zod';

/** What `npm run docs` makes of the reports. */
const file = path.join(import.meta.dirname, '../../../docs/generated/report-statements.json');
const ReportStatementsFile = z.object({
  /** What stands for the database in each statement. */
  database: z.string().min(1),
  statements: z
    .array(
      z.object({
        report: z.string(),
        name: z.string().regex(/^[a-z][a-z0-9_]{1,255}$/, 'a name that Athena takes'),
        title: z.string(),
        question: z.string(),
        parameters: z.array(z.string()),
        statement: z.string().max(262_144),
      }),
    )
    // Source: Athena, service quotas: prepared statements in a workgroup.
    .max(1000),
});

/** The longest description that Athena keeps, in characters. */
const longestDescription = 1024;

interface ReportStatementsProps {
  readonly workGroup: CfnWorkGroup;
  readonly database: string;
}

/**
 * Every report by its own name in one workgroup: a prepared statement to be run from anywhere, and beside it a saved query
 * that shows in the console how it is run. Prepared statements belong to a workgroup and are seen in no other.
 */
export class ReportStatements extends Construct {
  constructor(scope: Construct, id: string, { workGroup, database }: ReportStatementsProps) {
    super(scope, id);
    const read = ReportStatementsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    for (const { report, name, title, question, parameters, statement } of read.statements) {
      const description = `${title}. ${question} Asked with ${parameters.join(', ')}.`.slice(
        0,
        longestDescription,
      );
      const prepared = new CfnPreparedStatement(this, `Prepared-${report}`, {
        statementName: name,
        workGroup: workGroup.name,
        description,
        queryStatement: statement.replaceAll(read.database, database),
      });
      const saved = new CfnNamedQuery(this, `Saved-${report}`, {
        name: report,
        workGroup: workGroup.name,
        database,
        description,
        queryString: `EXECUTE ${name} USING ${parameters.map((parameter) => `'${parameter}'`).join(', ')}`,
      });
      prepared.addResourceDependency(workGroup);
      saved.addResourceDependency(workGroup);
    }
  }
}
