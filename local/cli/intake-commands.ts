import type { Command } from 'commander';
import type { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import { csvPresets } from '#domain/intake/read/csv/csv-presets.ts';
import { csvTemplates, templateFile } from '#domain/intake/read/csv/csv-templates.ts';
import { CommandFailed } from './command-failed.ts';
import { printJson } from './print.ts';

/** `intake`: what concerns the files that practices upload. */
export function addIntakeCommands(program: Command): void {
  const intake = program.command('intake').description('what practices upload, and how it is read');
  const kinds = csvTemplates.map(({ mapping }) => mapping.rows).join(', ');
  const presets = csvPresets.map(({ mappingId }) => mappingId).join(', ');
  intake
    .command('template')
    .description(
      'print a CSV file to start from, or the mapping of an export, to put into a practice document',
    )
    .argument('<kind>', `${kinds}; with --mapping also ${presets}`)
    .option('--mapping', 'print the mapping of the columns as JSON instead of a file')
    .action((kind: string, { mapping = false }: { mapping?: boolean }) => {
      if (mapping) {
        printJson(mappingOf(kind));
      } else {
        process.stdout.write(templateOf(kind));
      }
    });
}

function templateOf(kind: string): string {
  const template = csvTemplates.find(({ mapping }) => mapping.rows === kind);
  if (template === undefined) {
    const kinds = csvTemplates.map(({ mapping }) => mapping.rows);
    const hint = csvPresets.some(({ mappingId }) => mappingId === kind)
      ? ` An export of ${kind} has its columns already: add --mapping.`
      : '';
    throw new CommandFailed(`There is no template ${kind}; expected one of ${kinds.join(', ')}.${hint}`);
  }
  return templateFile(template);
}

function mappingOf(kind: string): CsvMapping {
  const mappings = [...csvTemplates.map(({ mapping }) => mapping), ...csvPresets];
  const found = mappings.find(({ mappingId, rows }) => mappingId === kind || rows === kind);
  if (found === undefined) {
    const known = [
      ...csvTemplates.map(({ mapping }) => mapping.rows),
      ...csvPresets.map(({ mappingId }) => mappingId),
    ];
    throw new CommandFailed(`There is no mapping ${kind}; expected one of ${known.join(', ')}.`);
  }
  return found;
}
