import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { historyTooShort } from '../../look-back.ts';
import { needsAuthorization } from '../../needs-authorization.ts';
import { withoutSpaces } from '../../repair-format.ts';

type Authorized = Pick<Claim, 'lines' | 'placeOfService' | 'authorizationNumber' | 'authorizationLimits'>;
type Required = NonNullable<ScrubFacts['payer']>['authorizationRequired'];
type Limits = NonNullable<Claim['authorizationLimits']>;

export const authorizationExceeded: Edit = {
  id: 'authorization-exceeded',
  title: 'The authorization does not cover what was done',
  snipType: 7,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2011-01-01' as PlainDate,
  source:
    'The authorization of the payer, as given with the visit; the contract says what it is for (authorizationRequired)',
  check(claim, facts) {
    const { payer } = facts;
    const { authorizationNumber, authorizationLimits } = claim;
    if (payer === undefined || authorizationNumber === undefined) {
      return [];
    }
    const lines = authorizedLines(claim, payer.authorizationRequired);
    if (lines.length === 0) {
      return [];
    }
    return authorizationLimits === undefined
      ? [
          {
            result: 'not-checked',
            where: 'claim',
            found: 'an authorization whose days and units nobody gave',
            expected: 'the first and last day and the units of the authorization',
            fix: 'Compare with the letter of the payer.',
          },
        ]
      : [
          ...outsideItsDays(lines, authorizationLimits, payer.authorizationRequired),
          ...moreThanItsUnits(lines, authorizationNumber, authorizationLimits, facts),
        ];
  },
};

/** The lines that the authorization is for; all of them where the contract does not say what needs one. */
function authorizedLines({ lines, placeOfService }: Authorized, required: Required): readonly ClaimLine[] {
  return required === undefined
    ? lines
    : lines.filter((line) => needsAuthorization(line, placeOfService, required));
}

const notSaid = 'and nobody says which codes the payer authorizes';
const sayIt =
  'Load the list with the payer (authorizationRequired), or compare with the letter of the payer.';

function outsideItsDays(
  lines: readonly ClaimLine[],
  { from, to }: Limits,
  required: Required,
): readonly EditFinding[] {
  const outside = lines.filter(({ serviceDate }) => !isWithin(serviceDate, from, to));
  // Whichever line it is for, it is not for one of them.
  const isCertain = required !== undefined || outside.length === lines.length;
  return outside.map(({ lineNumber, code, serviceDate }): EditFinding => ({
    result: isCertain ? 'fail' : 'not-checked',
    where: `line ${lineNumber}`,
    codes: [code],
    found: `${code} on ${serviceDate}${isCertain ? '' : `, ${notSaid}`}`,
    expected: `a day of the authorization, ${[from, to].map((end) => end ?? 'open').join(' to ')}`,
    fix: isCertain ? 'Ask the payer to extend the authorization, or enter the one for that day.' : sayIt,
  }));
}

function moreThanItsUnits(
  lines: readonly ClaimLine[],
  number: string,
  { from, to, units: granted }: Limits,
  { payer, history }: ScrubFacts,
): readonly EditFinding[] {
  if (granted === undefined) {
    return [];
  }
  const required = payer?.authorizationRequired;
  const others = history.services.filter(
    (service) =>
      service.payerId === payer?.payerId &&
      (required === undefined || needsAuthorization(service, service.placeOfService, required)),
  );
  const written = withoutSpaces(number);
  const same = others.filter(({ authorizationNumber }) => authorizationNumber === written);
  const units = unitsOf(lines) + unitsOf(same);
  const expected = `at most the ${granted} units of the authorization`;
  if (units > granted) {
    const isCertain = required !== undefined || leastUnitsOf(lines, same) > granted;
    return [
      {
        result: isCertain ? 'fail' : 'not-checked',
        where: 'claim',
        codes: codesOf(lines),
        found: `${units} units${claimsIncluded(same)}${isCertain ? '' : `, ${notSaid}`}`,
        expected,
        fix: isCertain ? 'Ask the payer for more units before the claim goes out.' : sayIt,
      },
    ];
  }
  const notKept = others.filter(
    ({ authorizationNumber, serviceDate }) =>
      authorizationNumber === undefined && isWithin(serviceDate, from, to),
  );
  if (notKept.length > 0) {
    return [
      {
        result: 'not-checked',
        where: 'claim',
        found: `${units} units${claimsIncluded(same)}, and services${claimsIncluded(notKept)}, of which no authorization was kept`,
        expected,
        fix: 'Look whether those claims were for the same authorization.',
      },
    ];
  }
  if (from === undefined) {
    return [
      {
        result: 'not-checked',
        where: 'claim',
        found: 'an authorization without its first day, so that nobody knows what it was used for before',
        expected,
        fix: 'Enter its first day from the letter of the payer.',
      },
    ];
  }
  const tooShort = historyTooShort(from, history, 'everything that the authorization was used for');
  return tooShort === undefined ? [] : [tooShort];
}

function codesOf(lines: readonly ClaimLine[]): readonly string[] {
  return [...new Set(lines.map(({ code }) => code))].toSorted();
}

function unitsOf(services: readonly Pick<ClaimLine, 'units'>[]): number {
  return services.reduce((sum, { units }) => sum + units, 0);
}

/** What was used at least, if of each claim one line is what the authorization is for. */
function leastUnitsOf(lines: readonly ClaimLine[], same: readonly BilledService[]): number {
  const least = new Map<string, number>();
  for (const { claimId, units } of same) {
    least.set(claimId, Math.min(units, least.get(claimId) ?? units));
  }
  return [Math.min(...lines.map(({ units }) => units)), ...least.values()].reduce(
    (sum, units) => sum + units,
    0,
  );
}

function claimsIncluded(services: readonly BilledService[]): string {
  const claims = [...new Set(services.map(({ claimId }) => claimId))].toSorted();
  return claims.length === 0 ? '' : ` with those of claim ${claims.join(' and ')}`;
}
