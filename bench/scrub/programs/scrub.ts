import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { composeTables, type LoadedEdition } from '#domain/code-sets/compose-tables.ts';
import { open } from '#domain/code-sets/packed/pack.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { caseServices, cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import type { PatientHistory } from '#domain/scrub/edit.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import type { ScrubRun } from '../measure-scrub.ts';
import { cptCode, diagnosisCode, hcpcsCode, seededNumbers, tableSizes } from '../made-up-codes.ts';

/** Scrubs so many made-up claims with the tables of a folder, and says how long that took. */
const [folder = '.', count = '1000', practiceFile = ''] = process.argv.slice(2);
const claimCount = Number(count);
const batch = 500;
const at = '2026-10-20T12:00:00.000Z' as Instant;
const practice = Practice.parse(JSON.parse(readFileSync(practiceFile, 'utf8')));

const began = performance.now();
const editions = readdirSync(folder)
  .filter((name) => name.endsWith('.table'))
  .map((name): LoadedEdition => open(readFileSync(join(folder, name))));
const tables = composeTables(editions, seedTables);
const readyMilliseconds = performance.now() - began;

const random = seededNumbers(11);
const upTo = (limit: number): number => Math.floor(random() * limit);
/** A practice lives on few codes: nine of ten are among its few hundred usual ones, the others anywhere. */
const usual = (limit: number, few: number): number =>
  random() < 0.9 ? upTo(few) * Math.floor(limit / few) : upTo(limit);

/** One to five lines and one to four diagnoses, as a physician's visit has; the codes are of the tables. */
function madeUpClaim(): { claim: Claim; history: PatientHistory } {
  const diagnoses = Array.from({ length: 1 + upTo(4) }, () =>
    diagnosisCode(usual(tableSizes.diagnoses, 600)),
  );
  const codes = Array.from({ length: 1 + upTo(5) }, () =>
    random() < 0.8 ? cptCode(usual(tableSizes.cptCodes, 250)) : hcpcsCode(usual(tableSizes.hcpcsCodes, 100)),
  );
  const serviceDate = `2026-0${1 + upTo(9)}-1${upTo(9)}` as PlainDate;
  const lines = codes.map((code) => ({
    code,
    units: 1 + upTo(2),
    serviceDate,
    modifiers: random() < 0.2 ? ['25'] : random() < 0.1 ? ['LT'] : [],
    diagnosisPointers: [1 + upTo(diagnoses.length)],
  }));
  const services = caseServices(
    ...Array.from({ length: upTo(4) }, () => ({
      code: cptCode(upTo(tableSizes.cptCodes)),
      serviceDate: '2026-03-12' as PlainDate,
    })),
  );
  return {
    claim: {
      ...cleanClaim,
      diagnoses,
      serviceDateFrom: serviceDate,
      serviceDateTo: serviceDate,
      ...withLines(...lines),
    },
    history: { services, knownFrom: '2020-01-01' as PlainDate },
  };
}

let processorMicroseconds = 0;
let held = 0;
let findings = 0;
for (let done = 0; done < claimCount; done += batch) {
  const subjects = Array.from({ length: Math.min(batch, claimCount - done) }, madeUpClaim);
  const start = process.threadCpuUsage();
  for (const { claim, history } of subjects) {
    const report = scrubClaim(claim, practice, tables, { at, history });
    held += report.clean ? 0 : 1;
    findings += report.findings.length;
  }
  const { user, system } = process.threadCpuUsage(start);
  processorMicroseconds += user + system;
}

const run: ScrubRun = {
  claims: claimCount,
  held,
  findings,
  readyMilliseconds,
  threadSeconds: processorMicroseconds / 1e6,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(run));
