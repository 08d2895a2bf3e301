import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../../../calendar/plain-date.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { serviceDaysOf } from '../../service-days.ts';

const where = 'rendering provider';
const fix = 'Enter the renewed licence, or correct the provider of the visit.';

/** Where the patient is at home: seen by telehealth, and visited. */
const atHome: ReadonlySet<string> = new Set(['10', '12']);
/** Telehealth to a patient who is elsewhere; nobody says where. */
const awayFromHome = '02';

export const renderingProviderNotLicensed: Edit = {
  id: 'rendering-provider-not-licensed',
  title: 'The provider had no licence where the patient was seen',
  snipType: 7,
  severity: 'blocking',
  fixer: 'administrator',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'Licences in the practice document; payers require one in the state where the patient is',
  check: (claim, { practice, payer }) => {
    const provider = practice.providers.find(({ npi }) => npi === claim.renderingNpi);
    if (provider === undefined || payer === undefined) {
      return [];
    }
    const { licences } = provider;
    const state = stateOf(claim, practice);
    const licence = `a licence ${state === undefined ? 'where the patient was' : `in ${state}`}`;
    if (licences.length === 0) {
      return [
        {
          result: 'not-checked',
          where,
          found: 'no licence in the practice document',
          expected: licence,
          fix: 'Add the provider’s licences to the practice document.',
        },
      ];
    }
    return serviceDaysOf(claim).flatMap((day): EditFinding[] => {
      const expected = `${licence} on ${day}`;
      const inForce = licences.filter(({ effectiveFrom, effectiveTo }) =>
        isWithin(day, effectiveFrom, effectiveTo),
      );
      if (inForce.some((one) => one.state === state)) {
        return [];
      }
      return [
        state === undefined && inForce.length > 0
          ? {
              result: 'not-checked',
              where,
              found: `licences in ${statesOf(inForce)} on ${day}, and a patient of whom nobody says where`,
              expected,
              fix: 'Look in the note where the patient was, and whether the provider has a licence there.',
            }
          : {
              result: 'fail',
              where,
              found: `licences in ${statesOf(licences)}, none in force ${state === undefined ? 'anywhere' : `in ${state}`} on ${day}`,
              expected,
              fix,
            },
      ];
    });
  },
};

/** The state in which the patient was: the patient's own at home, else that of the place; undefined where nobody says. */
function stateOf(
  {
    placeOfService,
    patient,
    locationId,
  }: Pick<Claim, 'placeOfService' | 'locationId'> & {
    readonly patient: Pick<Claim['patient'], 'address'>;
  },
  { locations, address }: Pick<ScrubFacts['practice'], 'locations' | 'address'>,
): string | undefined {
  if (placeOfService === awayFromHome) {
    return undefined;
  }
  if (atHome.has(placeOfService)) {
    return patient.address.state;
  }
  return (locations.find((known) => known.locationId === locationId)?.address ?? address).state;
}

function statesOf(licences: readonly { readonly state: string }[]): string {
  return [...new Set(licences.map(({ state }) => state))].toSorted().join(', ');
}
