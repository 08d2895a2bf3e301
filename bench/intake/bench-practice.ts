import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Practice } from '#contracts/practice.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';

const someAliases = 200;
const someMappings = 2000;

/**
 * A practice of middle size that takes the generated files: a hundred payers and providers with aliases, thousands of
 * mapped codes and prices, so that what is looked up for every record is looked up among many.
 */
export function benchPractice(): Practice {
  const sample: unknown = JSON.parse(readFileSync(join(repositoryFolder, 'events', 'practice.json'), 'utf8'));
  const known = Practice.parse(sample);
  const [payer] = known.payers;
  const [provider] = known.providers;
  if (payer === undefined || provider === undefined) {
    throw new Error('The sample practice has lost its first payer or provider.');
  }
  return Practice.parse({
    ...(sample as object),
    // As the generated claims have it, which are marked as tests.
    mode: 'training',
    npi: '1234567893',
    taxId: '123456789',
    providers: [
      ...known.providers,
      { ...provider, npi: '1245319599', lastName: 'Shore', firstName: 'Marina', aliases: [{ id: 'DR7' }] },
    ],
    payers: [
      { ...payer, aliases: aliases('JUN') },
      ...known.payers.slice(1),
      ...Array.from({ length: 80 }, (_, index) => ({
        ...payer,
        payerId: `OTHER${index}`,
        name: `Other Payer ${index}`,
        aliases: aliases(`OT${index}`).slice(0, 5),
      })),
    ],
    locations: [
      {
        locationId: 'main',
        name: 'Main Office',
        placeOfService: '11',
        address: known.address,
        aliases: [{ id: 'CLINIC' }, { name: 'Main Office' }],
      },
    ],
    codeMappings: Array.from({ length: someMappings }, (_, index) => ({
      kind: 'procedure',
      sourceSystem: 'bench',
      from: `CDM-${index}`,
      to: '99213',
    })),
    intake: {
      sources: [
        { sourceSystem: 'bench', kind: 'parts' },
        { sourceSystem: 'bench-visits', kind: 'whole' },
      ],
      hl7Mappings: [{ sourceSystem: 'bench', preset: 'standard' }],
      fhirMappings: [{ sourceSystem: 'bench' }],
    },
  });
}

function aliases(prefix: string): readonly { readonly id: string }[] {
  return Array.from({ length: someAliases / 2 }, (_, index) => ({ id: `${prefix}${index}` }));
}
