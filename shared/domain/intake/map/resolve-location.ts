import type { Location, Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import { entryByAlias, foldedId } from './aliases.ts';
import { rememberedOf } from './remembered.ts';
import { ifNamed, type Resolved } from './resolved.ts';

const placeName = /^[A-Za-z0-9 ._^|-]{1,40}$/;

/** The practice's location that a source names by an id or a name of its own, or by the location's id here. */
export const resolveLocation: (
  practice: Pick<Practice, 'name' | 'locations'>,
  sourceSystem: string,
  alias: string,
) => Resolved<Location> = rememberedOf((practice, sourceSystem, alias) => {
  const text = alias.trim();
  const byAlias = entryByAlias(practice.locations, sourceSystem, { ids: [text], name: text });
  const [location, other] =
    byAlias.length > 0
      ? byAlias
      : practice.locations.filter(({ locationId }) => foldedId(locationId) === foldedId(text));
  if (location !== undefined && other === undefined) {
    return { value: location };
  }
  return {
    problem: {
      ...(other === undefined ? ifNamed({ kind: 'location', alias: text, sourceSystem }) : {}),
      code: 'location-unmapped',
      found: `${describeText(text, placeName)}${other === undefined ? '' : ', which several locations go by'}`,
      expected: `an id or a name that is an alias of one location of ${practice.name}`,
      howToFix: 'Have the practice administrator add it to the aliases of the location.',
    },
  };
});
