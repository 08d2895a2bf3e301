import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import type { S3 } from '../aws/s3/s3.ts';
import { parseProperties } from './definitions.ts';
import type { Resource } from './identity.ts';
import type { Store } from './service.ts';

const flag = z.union([z.boolean(), z.stringbool()]);
const markers = z.record(z.string(), z.coerce.string());

const schema = z.strictObject({
  ServiceToken: z.string(),
  SourceBucketNames: z.array(z.string()),
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(markers).default([]),
  SourceMarkersConfig: z.array(z.object({ jsonEscape: flag.default(false) })).default([]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  DestinationBucketArn: z.string().optional(),
  Prune: flag.default(true),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
  UserMetadata: z.record(z.string(), z.string()).default({}),
  // Nothing is cached here that would have to be called back.
  DistributionId: z.string().optional(),
  DistributionPaths: z.array(z.string()).optional(),
  WaitForDistributionInvalidation: flag.optional(),
  OutputObjectKeys: flag.optional(),
  Extract: z.union([z.literal(true), z.literal('true')], 'an archive is always unpacked here').optional(),
});

type Deployment = z.infer<typeof schema>;

const manifestSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** Types by the ending of a name, as the command that copies on AWS guesses them. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Where each asset of the synthesised application lies, by the key it would have in the bucket of assets. */
function findAssets(folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.assets.json')) {
      const file = path.join(folder, name);
      const { files } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      for (const { source, destinations } of Object.values(files)) {
        for (const { objectKey } of Object.values(destinations)) {
          assets.set(objectKey, path.resolve(path.dirname(file), source.path ?? ''));
        }
      }
    }
  }
  return assets;
}

/** The files of an asset, a folder or an archive, by their path within it. */
function* filesOf(asset: string): Generator<[string, Buffer]> {
  if (statSync(asset).isDirectory()) {
    for (const entry of readdirSync(asset, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) {
        const file = path.join(entry.parentPath, entry.name);
        yield [path.relative(asset, file).split(path.sep).join('/'), readFileSync(file)];
      }
    }
    return;
  }
  for (const [name, content] of Object.entries(unzipSync(readFileSync(asset)))) {
    if (!name.endsWith('/')) {
      yield [name, Buffer.from(content)];
    }
  }
}

function withMarkers(content: Buffer, values: Readonly<Record<string, string>>, asJson: boolean): Buffer {
  const present = Object.entries(values).filter(([marker]) => content.includes(marker));
  if (present.length === 0) {
    return content;
  }
  let text = content.toString('utf8');
  for (const [marker, value] of present) {
    text = text.replaceAll(marker, () => (asJson ? JSON.stringify(value).slice(1, -1) : value));
  }
  return Buffer.from(text);
}

function wildcard(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );
}

/** Whether a file takes part: left out by an exclusion, brought back by an inclusion. */
function takesPart({ Exclude, Include }: Deployment): (name: string) => boolean {
  const excluded = Exclude.map(wildcard);
  const included = Include.map(wildcard);
  return (name) => !excluded.some((one) => one.test(name)) || included.some((one) => one.test(name));
}

/** Everything that the deployment would put into its bucket, by key. */
function contentOf(deployment: Deployment, assets: ReadonlyMap<string, string>, where: string) {
  const content = new Map<string, Buffer>();
  const wanted = takesPart(deployment);
  for (const [index, objectKey] of deployment.SourceObjectKeys.entries()) {
    const asset = assets.get(objectKey);
    if (asset === undefined) {
      throw new Error(
        `${where} copies ${objectKey}, which is not an asset of the synthesised application. Synthesise again.`,
      );
    }
    const values = deployment.SourceMarkers[index] ?? {};
    const asJson = deployment.SourceMarkersConfig[index]?.jsonEscape === true;
    for (const [name, bytes] of filesOf(asset)) {
      if (wanted(name)) {
        content.set(name, withMarkers(bytes, values, asJson));
      }
    }
  }
  return content;
}

function digestOf(deployment: Deployment, content: ReadonlyMap<string, Buffer>): string {
  const hash = createHash('sha256').update(JSON.stringify(deployment));
  for (const [name, bytes] of content) {
    hash.update(`\n${name}\n`).update(bytes);
  }
  return hash.digest('hex');
}

const operator = { kind: 'operator' } as const;

async function removeObject(s3: S3, bucket: string, key: string): Promise<void> {
  const request = { method: 'DELETE', path: `/${bucket}/${key}`, query: new URLSearchParams(), headers: {} };
  const { status } = await s3.handle({ ...request, body: Buffer.alloc(0) }, operator);
  if (status >= 300) {
    throw new Error(`s3://${bucket}/${key} could not be removed: status ${status}.`);
  }
}

/**
 * Does what the CDK's BucketDeployment asks of its function on AWS: copies assets of the synthesised application into
 * a bucket, and removes what is no longer among them. What was copied before and is the same is left alone.
 */
export async function deployBuckets(
  resources: readonly Resource[],
  cdkOut: string,
  s3: S3,
  store: Store,
): Promise<void> {
  const wanted = resources.filter(({ type }) => type === 'Custom::CDKBucketDeployment');
  if (wanted.length === 0) {
    return;
  }
  store.database.exec(
    'CREATE TABLE IF NOT EXISTS runtime_bucket_deployment (resource TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT',
  );
  const select = store.database.prepare('SELECT digest FROM runtime_bucket_deployment WHERE resource = ?');
  const keep = store.database.prepare(
    'INSERT OR REPLACE INTO runtime_bucket_deployment (resource, digest) VALUES (?, ?)',
  );
  const assets = findAssets(cdkOut);
  for (const resource of wanted) {
    const deployment = parseProperties(resource, schema);
    const content = contentOf(deployment, assets, resource.path);
    const id = `${resource.stackName}/${resource.logicalId}`;
    const digest = digestOf(deployment, content);
    if (select.get(id)?.['digest'] === digest) {
      continue;
    }
    const { DestinationBucketName: bucket, DestinationBucketKeyPrefix: prefix } = deployment;
    const start = prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`;
    const userMetadata = Object.entries(deployment.UserMetadata).map(([name, value]) => [
      `x-amz-meta-${name.toLowerCase()}`,
      value,
    ]);
    for (const [name, bytes] of content) {
      await s3.putObject(bucket, start + name, bytes, operator, {
        'content-type': contentTypes[path.extname(name).toLowerCase()] ?? 'binary/octet-stream',
        ...deployment.SystemMetadata,
        ...(Object.fromEntries(userMetadata) as Record<string, string>),
      });
    }
    if (deployment.Prune) {
      const isOurs = takesPart(deployment);
      for (const key of await s3.listKeys(bucket, start, operator)) {
        const name = key.slice(start.length);
        if (!content.has(name) && isOurs(name)) {
          await removeObject(s3, bucket, key);
        }
      }
    }
    await store.write(() => keep.run(id, digest));
  }
}
