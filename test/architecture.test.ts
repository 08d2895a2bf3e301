import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importGraph, sourceFiles, type ImportGraph } from './architecture/import-graph.ts';
import { brokenImports, importRules } from './architecture/import-rules.ts';
import { brokenNames, namingRules } from './architecture/naming-rules.ts';

const root = path.resolve(import.meta.dirname, '..');

describe('The repository', () => {
  let graph: ImportGraph;
  beforeAll(async () => {
    graph = await importGraph(root);
  });

  test('is looked at whole', () => {
    const read = new Set(graph.files);
    expect(sourceFiles(root).filter((file) => !read.has(file))).toEqual([]);
    expect(graph.files.length).toBeGreaterThan(300);
    expect(graph.imports.length).toBeGreaterThan(1000);
  });

  test.each(importRules)('$says', (rule) => {
    expect(brokenImports(graph.imports, [rule])).toEqual([]);
  });

  test.each(namingRules)('$says', (rule) => {
    expect(brokenNames(sourceFiles(root), [rule])).toEqual([]);
  });

  test('has no handler of more than thirty lines: it builds the world and nothing else', () => {
    const long = sourceFiles(root)
      .filter((file) => /^functions\/[^/]+\/handler\.ts$/.test(file))
      .filter((file) => readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length > 30);
    expect(long).toEqual([]);
  });
});

/** A small repository in which each file breaks one rule; the rule is named by the first words of its sentence. */
const planted: readonly { readonly file: string; readonly text: string; readonly breaks: string }[] = [
  {
    file: 'shared/contracts/claim.ts',
    text: "import '#domain/scrub/scrub-claim.ts';",
    breaks: 'contracts reach only contracts and zod',
  },
  {
    file: 'shared/contracts/address.ts',
    text: "import { z } from 'zod';\nimport big from 'big.js';\nexport const a = [z, big];",
    breaks: 'contracts reach only contracts and zod',
  },
  {
    file: 'shared/domain/scrub/scrub-claim.ts',
    text: "import { readFileSync } from 'fs';\nexport const read = readFileSync;",
    breaks: 'the domain reaches only',
  },
  {
    file: 'shared/domain/money/cents.ts',
    text: "import type { Clock } from '../../ports/clock.ts';\nexport type Now = Clock;",
    breaks: 'the domain reaches only',
  },
  {
    file: 'shared/domain/money/allocate.ts',
    text: "export function now(clock: import('../../ports/clock.ts').Clock): unknown {\n  return clock;\n}",
    breaks: 'the domain reaches only',
  },
  { file: 'shared/domain/x12/guides/TA1/schema.ts', text: 'export const schema = 1;', breaks: '' },
  {
    file: 'shared/domain/x12/guides/TA1/read.ts',
    text: "import './schema.ts';",
    breaks: 'schemas of X12 models are for the edge',
  },
  {
    file: 'shared/ports/clock.ts',
    text: "import '#adapters/dynamodb/store.ts';\nexport interface Clock {}",
    breaks: 'ports reach only',
  },
  {
    file: 'shared/adapters/dynamodb/store.ts',
    text: "import '../../../functions/scrub-claim/handler.ts';",
    breaks: 'adapters reach only',
  },
  {
    file: 'shared/adapters/s3/documents.ts',
    text: "import '../dynamodb/store.ts';\nimport '../named-faults.ts';",
    breaks: 'no adapter imports',
  },
  { file: 'shared/adapters/named-faults.ts', text: 'export const faults = 1;', breaks: '' },
  { file: 'shared/adapters/lambda/world.ts', text: "import '../s3/documents.ts';", breaks: '' },
  {
    file: 'functions/scrub-claim/handler.ts',
    text: "import '../submit-claim/submit-claim-step.ts';",
    breaks: 'no function imports another',
  },
  {
    file: 'functions/submit-claim/submit-claim-step.ts',
    text: "import '#adapters/s3/documents.ts';",
    breaks: 'a step knows ports',
  },
  {
    file: 'functions/submit-claim/handler.ts',
    text: "import '../../infra/app.ts';",
    breaks: 'functions reach only',
  },
  {
    file: 'shared/domain/scrub/edits/npi-missing/edit.ts',
    text: "import '../npi-wrong/edit.ts';",
    breaks: 'no scrub edit imports another',
  },
  { file: 'shared/domain/scrub/edits/npi-wrong/edit.ts', text: 'export const edit = 1;', breaks: '' },
  { file: 'infra/app.ts', text: "import '#domain/money/cents.ts';", breaks: 'infra reaches only' },
  { file: 'local/start.ts', text: "import '../infra/app.ts';", breaks: 'local reaches only' },
  { file: 'docs/generate-pages.ts', text: "import '../local/start.ts';", breaks: 'nothing but the bench' },
  { file: 'bench/bench.ts', text: "import '../local/start.ts';", breaks: '' },
  { file: 'web/page.ts', text: "import '#ports/clock.ts';", breaks: 'web reaches only' },
  { file: 'bench/page.ts', text: "import '../web/page.ts';", breaks: 'nothing imports web' },
  { file: 'bench/plan.ts', text: "import '../test/sample.ts';", breaks: 'nothing imports a test' },
  { file: 'test/sample.ts', text: 'export const sample = 1;', breaks: '' },
];

describe('A repository in which every rule is broken', () => {
  let folder: string;
  let graph: ImportGraph;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'claimwright-architecture-'));
    for (const { file, text } of planted) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${text}\n`);
    }
    const { imports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
    graph = await importGraph(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(importRules)('is found out where it is not true that $says', (rule) => {
    const culprits = planted.filter(({ breaks }) => breaks !== '' && rule.says.startsWith(breaks));
    const found = brokenImports(graph.imports, [rule]);
    expect(culprits.length).toBeGreaterThan(0);
    expect(new Set(found.map((sentence) => / (\S+) imports \S+$/.exec(sentence)?.[1]))).toEqual(
      new Set(culprits.map(({ file }) => file)),
    );
  });

  test.each([
    ['shared/domain/scrubClaim.ts', 'files are named in kebab-case'],
    ['shared/domain/Scrub/scrub-claim.ts', 'folders are named in kebab-case'],
    ['shared/domain/x12/guides/5010-837P/loops.ts', 'folders are named in kebab-case'],
    ['shared/domain/utils/dates.ts', 'no name is empty'],
    ['local/runtime/types.ts', 'no name is empty'],
    ['shared/domain/index.ts', 'no index.ts'],
    ['functions/scrub-claim/scrub-rules.ts', 'a folder of functions holds'],
  ])('is found out by the name %s', (file, rule) => {
    expect(brokenNames([file]).map((sentence) => sentence.startsWith(rule))).toEqual([true]);
  });

  test('is not found out by the names that guides, steps and handlers have', () => {
    const good = [
      'shared/domain/x12/guides/005010X222A1-837P/loops.ts',
      'shared/domain/x12/guides/005010X214-277CA/read.ts',
      'shared/domain/x12/guides/TA1/model.ts',
      'functions/scrub-claim/scrub-claim-step.ts',
      'functions/scrub-claim/handler.ts',
      'test/infra/asl-validator.d.ts',
    ];
    expect(brokenNames(good)).toEqual([]);
  });
});
