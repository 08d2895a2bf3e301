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
const at = '2026-09-28T12:00:00.000Z' as Instant;
const practice = wellKept(Practice.parse(JSON.parse(readFileSync(practiceFile, 'utf8'))));

const began = performance.now();
const editions = readdirSync(folder)
  .filter((name) => name.endsWith('.table'))
  .map((name): LoadedEdition => open(readFileSync(join(folder, name))));
const tables = composeTables(editions, seedTables);
const readyMilliseconds = performance.now() - began;

/** A practice that has entered what the scrubber asks for, so that little is left unchecked. */
function wellKept(own: Practice): Practice {
  return {
    ...own,
    payers: own.payers.map((payer) => ({ ...payer, authorizationRequired: [] })),
    providers: own.providers.map((provider) => ({
      ...provider,
      licences: [{ state: own.address.state, number: 'MD1' }],
      enrollments: own.payers.map(({ payerId }) => ({ payerId, status: 'enrolled' as const })),
    })),
  };
}

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
  const serviceDate = `2026-09-1${upTo(10)}` as PlainDate;
  const lines = codes.map((code) => ({
    code,
    units: 1,
    serviceDate,
    modifiers: random() < 0.1 ? ['59'] : [],
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
  const made = Array.from({ length: Math.min(batch, claimCount - done) }, madeUpClaim);
  // A claim comes from a table as JSON, and is as its reader leaves it.
  const subjects = JSON.parse(JSON.stringify(made)) as typeof made;
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
