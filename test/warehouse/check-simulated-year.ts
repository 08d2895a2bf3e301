import { checkAYear, differencesOf } from './simulated-year/check-year.ts';

/*
 * `npm run warehouse:year`: a simulated year of a practice on the runtime of one machine, with all that can happen to its
 * money, and every figure of the warehouse held to an independent reckoning from its ledger. Takes the better part of an
 * hour with 3,000 claims. `npm run warehouse:year -- 300 20 12`: so many claims in so many weeks, and as many after.
 */
const [claims = '3000', weeks = '52', weeksAfter = '14'] = process.argv.slice(2);
const began = performance.now();
const checked = await checkAYear({
  claims: Number(claims),
  weeks: Number(weeks),
  weeksAfter: Number(weeksAfter),
  tell: (line) => {
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s: ${line}\n`);
  },
});
const differences = [...differencesOf(checked.byHand), ...differencesOf(checked.closedMonths)];
for (const difference of differences) {
  process.stdout.write(`${JSON.stringify(difference)}\n`);
}
const { byHand, closedMonths, causes, through, refused, faults } = checked;
process.stdout.write(
  `${checked.claims} claims, books through ${through}: ${JSON.stringify(causes)}\n` +
    `${byHand.length} answers of the warehouse compared with those reckoned by hand, ${closedMonths.length} of closed months with what was reported when they were closed: ${differences.length} differ.\n` +
    `${refused.length} decisions of staff were refused, ${faults} faults of the runtime, ${((performance.now() - began) / 60_000).toFixed(1)} minutes.\n`,
);
for (const one of refused) {
  process.stdout.write(`${one}\n`);
}
process.exitCode = differences.length + faults > 0 ? 1 : 0;
