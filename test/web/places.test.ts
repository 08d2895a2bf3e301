import { describe, expect, test } from 'vitest';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { StaffRole } from '#contracts/staff-member.ts';
import { places, placesFor } from '../../web/shell/places.ts';

describe('The pages of the application', () => {
  test.each(places.map((place) => [place.name, place] as const))(
    '%s is shown to those who may call what it needs',
    (_, { needs, roles }) => {
      const route = staffRoutes.find(({ id }) => id === needs);
      const allowed = route?.roles === 'anyone' ? [] : (route?.roles ?? []);
      expect(roles.toSorted()).toEqual(allowed.toSorted());
    },
  );

  test('have a key each', () => {
    expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
  });

  test.each(StaffRole.options)('there is one for a %s', (role) => {
    expect(placesFor([role]).length).toBeGreaterThan(0);
  });
});
