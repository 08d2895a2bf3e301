import type { BundleEntry, ResourceHead } from './fhir-shapes.ts';

/**
 * Text that sorts as the versions of a resource do: by when it was last changed on its server, then by its version
 * number. A resource that says neither is older than one that does.
 */
export function orderOf(
  meta: ResourceHead['meta'],
  { response }: Pick<BundleEntry, 'response'>,
): { readonly order: string; readonly isClear: boolean } {
  const changed = Date.parse(meta?.lastUpdated ?? response?.lastModified ?? '');
  const time = Number.isNaN(changed) ? '' : new Date(changed).toISOString();
  const version = /^(?:W\/")?(\d{1,15})"?$/.exec(meta?.versionId ?? '')?.[1];
  const number = version === undefined ? '' : version.padStart(15, '0');
  return { order: `${time}-${number}`, isClear: time !== '' || number !== '' };
}
