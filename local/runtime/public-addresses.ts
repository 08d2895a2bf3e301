import type { Resource } from './identity.ts';
import type { Json, JsonObject } from './service.ts';
import type { Application } from './template.ts';

/** Where the ports of this machine are. */
export interface LoopbackPorts {
  /** Of the services of AWS, without a trailing slash. */
  readonly url: string;
  /** Of the distribution; undefined when the application has none. */
  readonly webUrl: string | undefined;
}

/** The host name at which an HTTP API is called without a distribution before it. */
export function apiHost(apiId: string, url: string): string {
  return `${apiId}.execute-api.localhost:${new URL(url).port}`;
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The addresses that the public has of a resource on AWS, each with its stand-in on this machine. */
function addressesOf(
  { type, identity, properties }: Resource,
  region: string,
  ports: LoopbackPorts,
): (readonly [string, string])[] {
  switch (type) {
    case 'AWS::Cognito::UserPool':
      return [
        [`https://cognito-idp.${region}.amazonaws.com/${identity.ref}`, `${ports.url}/${identity.ref}`],
      ];
    case 'AWS::Cognito::UserPoolDomain': {
      const own = 'CustomDomainConfig' in properties;
      const domain = own ? identity.name : `${identity.name}.auth.${region}.amazoncognito.com`;
      return [[`https://${domain}`, ports.url]];
    }
    case 'AWS::ApiGatewayV2::Api':
      return [
        [
          `https://${identity.ref}.execute-api.${region}.amazonaws.com`,
          `http://${apiHost(identity.ref, ports.url)}`,
        ],
      ];
    case 'AWS::CloudFront::Distribution': {
      const { webUrl } = ports;
      const aliases = texts((properties['DistributionConfig'] as JsonObject | undefined)?.['Aliases']);
      const domains = [identity.attributes['DomainName'] ?? '', ...aliases];
      return webUrl === undefined ? [] : domains.map((domain) => [`https://${domain}`, webUrl] as const);
    }
    default:
      return [];
  }
}

/**
 * The application with every address that AWS would give its user pools, APIs and distribution replaced by the one
 * it has here, wherever the templates write it: in the environment of a function, a redirect URI, a content security
 * policy, an output. A browser of this machine can follow no other.
 */
export function withLoopbackAddresses(application: Application, ports: LoopbackPorts): Application {
  const addresses = application.resources.flatMap((resource) =>
    addressesOf(resource, application.region, ports),
  );
  if (addresses.length === 0) {
    return application;
  }
  const replace = (value: Json): Json => {
    if (typeof value === 'string') {
      return value.includes('https://')
        ? addresses.reduce((text, [from, to]) => text.replaceAll(from, to), value)
        : value;
    }
    if (Array.isArray(value)) {
      return value.map(replace);
    }
    return typeof value === 'object' && value !== null ? replaceAll(value) : value;
  };
  const replaceAll = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, one]) => [name, replace(one)]));
  return {
    ...application,
    resources: application.resources.map((resource) => ({
      ...resource,
      properties: replaceAll(resource.properties),
    })),
    outputs: Object.fromEntries(
      Object.entries(application.outputs).map(([stack, outputs]) => [stack, replaceAll({ ...outputs })]),
    ),
  };
}
