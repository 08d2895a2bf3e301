import * as z from 'zod';
import { Encounter } from '#contracts/encounter.ts';

/** Made from the contract that uploads are checked by, as a sender writes it: amounts are text, defaults may be left out. */
const asSent = { io: 'input' } as const;

const description =
  'One visit, as a practice uploads it. Rules that a schema cannot say, such as the sum of the charges, are in the guide for practices.';

function text(json: unknown): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** The JSON Schema (draft 2020-12) of an encounter. */
export function encounterSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(Encounter, { ...asSent, target: 'draft-2020-12' });
  return text({ $schema, title: 'Encounter', description, ...schema });
}

/** The encounter as a component of OpenAPI 3.0. */
export function encounterComponent(): string {
  const schema = z.toJSONSchema(Encounter, { ...asSent, target: 'openapi-3.0' });
  return text({ components: { schemas: { Encounter: { description, ...schema } } } });
}
