import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { createApiGateway } from '../aws/api-gateway/api-gateway.ts';
import { readApis } from '../aws/api-gateway/api-definition.ts';
import { createCloudFront, type CloudFront } from '../aws/cloudfront/cloudfront.ts';
import { readDistributions } from '../aws/cloudfront/distribution-definition.ts';
import { createCognito, type Cognito } from '../aws/cognito/cognito.ts';
import { readPools } from '../aws/cognito/pool-definition.ts';
import type { PoolMessage } from '../aws/cognito/user-pool.ts';
import type { S3 } from '../aws/s3/s3.ts';
import type { Resource } from './identity.ts';
import { apiHost } from './public-addresses.ts';
import type { PublicDoor } from './public-door.ts';
import type { ServiceWorld, VirtualClock } from './service.ts';

export interface EdgeOptions {
  /** The runtime's own address, without a trailing slash. */
  readonly url: string;
  readonly dataFolder: string;
  /** Milliseconds since the epoch by which people and browsers live. */
  readonly wallNow: () => number;
  readonly report: (where: string, error: unknown) => void;
}

/** What people and their browsers reach of the application, and what stands behind it. */
export interface Edge {
  readonly cognito: Cognito;
  readonly distribution: CloudFront | undefined;
  /** What answers unsigned requests to this host and path, if anything does. */
  findDoor(host: string, path: string, isOwn: boolean): PublicDoor | undefined;
}

/** Writes what a user pool would send by e-mail where the owner of the machine finds it. */
function messageFile(dataFolder: string, clock: VirtualClock): (message: PoolMessage) => void {
  const file = path.join(dataFolder, 'messages.ndjson');
  return (message) => {
    const time = new Date(clock.now()).toISOString();
    appendFileSync(file, `${JSON.stringify({ time, ...message })}\n`, { mode: 0o600 });
  };
}

/** Serves the user pools, HTTP APIs and the distribution of the application. */
export async function createEdge(
  world: ServiceWorld,
  resources: readonly Resource[],
  s3: S3,
  options: EdgeOptions,
): Promise<Edge> {
  const cognito = createCognito(world, {
    wallNow: options.wallNow,
    tell: messageFile(options.dataFolder, world.clock),
  });
  await cognito.provision(readPools(resources, options.url));
  const gateway = createApiGateway(world, {
    issuerKeys: (issuer) => cognito.issuerKeys(issuer),
    hostOf: (apiId) => apiHost(apiId, options.url),
    wallNow: options.wallNow,
    report: options.report,
  });
  gateway.provision(readApis(resources));

  const buckets = resources.filter(({ type }) => type === 'AWS::S3::Bucket');
  const [distribution, ...others] = readDistributions(resources);
  if (others.length > 0) {
    throw new Error(
      `The application has ${others.length + 1} distributions, and one machine has a port for one: ${others.map(({ path: where }) => where).join(', ')} would not be reached.`,
    );
  }
  return {
    cognito,
    distribution:
      distribution === undefined
        ? undefined
        : createCloudFront(distribution, {
            bucketOf: (domainName) =>
              buckets.find(
                ({ identity: { attributes } }) =>
                  attributes['RegionalDomainName'] === domainName || attributes['DomainName'] === domainName,
              )?.identity.name,
            readObject: (request, principal) => s3.handle(request, principal),
            apiOf: (domainName) => gateway.idOfDomain(domainName),
            callApi: (apiId, domainName, request) => gateway.handle(apiId, domainName, request),
            count: world.count,
          }),
    findDoor: (host, where, isOwn) => gateway.findDoor(host) ?? (isOwn ? cognito.findDoor(where) : undefined),
  };
}
