import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  functionWithRole,
  installed,
  writeApplication,
  type HandMadeApplication,
} from '../runtime/hand-made-application.ts';

/** Answers with the event it got, or as the query asks. */
const echo = `
  const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  exports.handler = async (event) => {
    switch (event.queryStringParameters?.answer) {
      case 'bare': return { plain: true };
      case 'text': return 'only text';
      case 'structured': return {
        statusCode: 201,
        headers: { 'X-Made': 7, 'Content-Type': 'text/csv', 'Content-Length': '999' },
        cookies: ['a=1; Path=/', 'b=2'],
        body: 'x,y',
      };
      case 'binary': return { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'iVBORw0KGgo=', isBase64Encoded: true };
      case 'empty': return { statusCode: 204 };
      case 'problem': return { statusCode: 404, headers: { 'content-type': 'application/problem+json' }, body: '{"title":"none"}' };
      case 'malformed': return { statusCode: 'many', body: {} };
      case 'error': throw new Error('broken');
      case 'slow': await sleep(1500); return 'late';
      case 'large': return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'long '.repeat(1000) };
      default: return event;
    }
  };
`;

/** Calls one operation of the user pool, with the permissions of its role. */
const administrators = `
  const { CognitoIdentityProviderClient, ...commands } = require(${installed('@aws-sdk/client-cognito-identity-provider')});
  const client = new CognitoIdentityProviderClient({});
  exports.handler = async ({ operation, input }) => client.send(new commands[operation + 'Command'](input));
`;

const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });
const ref = (name: string) => ({ Ref: name });
const attribute = (name: string, of: string) => ({ 'Fn::GetAtt': [name, of] });
const region = ref('AWS::Region');

/** The site's files, by name. */
export const siteFiles: Readonly<Record<string, string>> = {
  'index.html': `<!doctype html><title>Site</title>${'<p>Words of the page.</p>'.repeat(100)}`,
  'assets/app-1a2b.js': `console.log('application');${'// comment\n'.repeat(200)}`,
  'assets/small.css': 'body { margin: 0 }',
  'settings.json': '{"api":"<<marker:0xbaba:0>>"}',
};

const integration = (id: string, handler: string, timeout: number) => ({
  [id]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: attribute(handler, 'Arn'),
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: timeout,
    },
  },
});

const route = (id: string, routeKey: string, properties: object = {}, target = 'EchoIntegration') => ({
  [id]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: routeKey,
      Target: join('integrations/', ref(target)),
      ...properties,
    },
  },
});

const withToken = { AuthorizationType: 'JWT', AuthorizerId: ref('Authorizer') };

const client = (properties: object = {}) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: {
    UserPoolId: ref('Pool'),
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    CallbackURLs: [join('https://', attribute('Distribution', 'DomainName'), '/')],
    LogoutURLs: [join('https://', attribute('Distribution', 'DomainName'), '/signed-out')],
    IdTokenValidity: 60,
    AccessTokenValidity: 60,
    RefreshTokenValidity: 12,
    TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'hours' },
    SupportedIdentityProviders: ['COGNITO'],
    ...properties,
  },
});

const group = (name: string) => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: ref('Pool'), GroupName: name },
});

const disabledCache = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const optimizedCache = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const allButHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const allViewer = '216adef6-5c7f-47e4-b989-5493eafa07d3';

const behaviour = (origin: string, properties: object) => ({
  TargetOriginId: origin,
  ViewerProtocolPolicy: 'redirect-to-https',
  CachePolicyId: disabledCache,
  ...properties,
});

/** Pages of the application are one page; what has an ending is a file. */
const onePage = `
  function handler(event) {
    var request = event.request;
    if (request.uri !== '/' && !/\\.[a-z0-9]+$/.test(request.uri)) {
      request.uri = '/index.html';
    }
    if (request.headers['x-refuse']) {
      return { statusCode: 418, statusDescription: 'No', headers: { 'x-from': { value: 'edge' } } };
    }
    return request;
  }
`;

const resources = {
  ...functionWithRole('Echo', 'echo', []),
  ...functionWithRole('Unpermitted', 'echo', []),
  EchoPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: attribute('Echo', 'Arn'),
      Principal: 'apigateway.amazonaws.com',
      SourceArn: join('arn:aws:execute-api:', region, ':', ref('AWS::AccountId'), ':', ref('Api'), '/*/*'),
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'staff', ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: ref('Api'),
      StageName: '$default',
      AutoDeploy: true,
      StageVariables: { kind: 'test' },
      AccessLogSettings: { DestinationArn: 'unused', Format: 'unused' },
      RouteSettings: { 'GET /api/seldom': { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 } },
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: ref('Api'),
      Name: 'staff',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [ref('Client')],
        Issuer: join('https://cognito-idp.', region, '.amazonaws.com/', ref('Pool')),
      },
    },
  },
  ...integration('EchoIntegration', 'Echo', 20_000),
  ...integration('SlowIntegration', 'Echo', 300),
  ...integration('UnpermittedIntegration', 'Unpermitted', 1_000),
  ...route('Open', 'ANY /api/open/{id}'),
  ...route('OpenThing', 'GET /api/open/thing'),
  ...route('Rest', 'GET /api/rest/{proxy+}'),
  ...route('Seldom', 'GET /api/seldom'),
  ...route('Unheard', 'GET /api/unpermitted', {}, 'UnpermittedIntegration'),
  ...route('Slow', 'GET /api/slow', {}, 'SlowIntegration'),
  ...route('Me', 'GET /api/me', withToken),
  ...route('Scoped', 'GET /api/scoped', { ...withToken, AuthorizationScopes: ['email', 'staff/read'] }),
  Pool: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      Schema: [
        { Name: 'email', Required: true, Mutable: true },
        {
          Name: 'practices',
          AttributeDataType: 'String',
          Mutable: true,
          StringAttributeConstraints: { MaxLength: '20' },
        },
        { Name: 'badge', AttributeDataType: 'String', Mutable: false },
      ],
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false } },
      UsernameConfiguration: { CaseSensitive: false },
      AliasAttributes: ['email'],
      MfaConfiguration: 'ON',
    },
  },
  Domain: { Type: 'AWS::Cognito::UserPoolDomain', Properties: { Domain: 'clinic', UserPoolId: ref('Pool') } },
  Client: client(),
  Rotating: client({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } }),
  Biller: group('biller'),
  Manager: group('manager'),
  ...functionWithRole('Administrators', 'administrators', [
    { Effect: 'Allow', Action: 'cognito-idp:AdminGetUser', Resource: attribute('Pool', 'Arn') },
  ]),
  Site: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'site' } },
  SitePolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Site'),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Resource: join(attribute('Site', 'Arn'), '/*'),
            Condition: {
              StringEquals: {
                'AWS:SourceArn': join(
                  'arn:aws:cloudfront::',
                  ref('AWS::AccountId'),
                  ':distribution/',
                  ref('Distribution'),
                ),
              },
            },
          },
        ],
      },
    },
  },
  Access: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'site',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'site',
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: join(
              "default-src 'self'; connect-src 'self' https://",
              ref('Domain'),
              '.auth.',
              region,
              '.amazoncognito.com',
            ),
            Override: true,
          },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: 63072000,
            IncludeSubdomains: true,
            Override: true,
          },
        },
        CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: 'no-cache', Override: false }] },
        RemoveHeadersConfig: { Items: [{ Header: 'Accept-Ranges' }] },
      },
    },
  },
  OnePage: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'one-page',
      AutoPublish: true,
      FunctionCode: onePage,
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        DefaultRootObject: 'index.html',
        HttpVersion: 'http2',
        DefaultCacheBehavior: behaviour('site', {
          CachePolicyId: optimizedCache,
          Compress: true,
          ResponseHeadersPolicyId: ref('Headers'),
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: attribute('OnePage', 'FunctionARN') },
          ],
        }),
        CacheBehaviors: [
          behaviour('api', {
            PathPattern: '/api/*',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            OriginRequestPolicyId: allButHost,
            Compress: true,
          }),
          behaviour('api', { PathPattern: '/hosted/*', OriginRequestPolicyId: allViewer }),
          behaviour('api', { PathPattern: '/bare/*' }),
          behaviour('site', { PathPattern: '/files/*' }),
        ],
        CustomErrorResponses: [
          { ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html', ErrorCachingMinTTL: 0 },
        ],
        Origins: [
          {
            Id: 'site',
            DomainName: attribute('Site', 'RegionalDomainName'),
            OriginAccessControlId: attribute('Access', 'Id'),
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
          {
            Id: 'api',
            DomainName: join(ref('Api'), '.execute-api.', region, '.amazonaws.com'),
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
            OriginCustomHeaders: [{ HeaderName: 'X-Origin-Note', HeaderValue: 'from the distribution' }],
          },
        ],
      },
    },
  },
  Copier: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'index.handler',
      Runtime: 'python3.13',
      Role: attribute('EchoRole', 'Arn'),
      Code: { S3Bucket: 'unused', S3Key: 'unused' },
      Layers: [ref('Layer')],
    },
  },
  Layer: {
    Type: 'AWS::Lambda::LayerVersion',
    Properties: { Content: { S3Bucket: 'unused', S3Key: 'unused' } },
  },
  Deployment: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      ServiceToken: attribute('Copier', 'Arn'),
      SourceBucketNames: ['assets'],
      SourceObjectKeys: ['5173.zip'],
      SourceMarkers: [{ '<<marker:0xbaba:0>>': ref('Api') }],
      DestinationBucketName: ref('Site'),
      Prune: true,
      SystemMetadata: { 'cache-control': 'public, max-age=60' },
      DistributionId: ref('Distribution'),
      WaitForDistributionInvalidation: true,
    },
  },
};

/** Everything that stands between a browser and a function: user pool, HTTP API, distribution and site. */
export function edgeApplication(files: Readonly<Record<string, string>> = siteFiles): HandMadeApplication {
  const made = writeApplication(
    {
      Edge: {
        Resources: resources,
        Outputs: {
          ApiId: { Value: ref('Api') },
          ApiEndpoint: { Value: attribute('Api', 'ApiEndpoint') },
          PoolId: { Value: ref('Pool') },
          ClientId: { Value: ref('Client') },
          RotatingId: { Value: ref('Rotating') },
          Issuer: { Value: attribute('Pool', 'ProviderURL') },
          Pages: { Value: join('https://', ref('Domain'), '.auth.', region, '.amazoncognito.com') },
          Site: { Value: join('https://', attribute('Distribution', 'DomainName')) },
          Administrators: { Value: ref('Administrators') },
        },
      },
    },
    { echo, administrators },
  );
  writeSite(made.cdkOut, files);
  return made;
}

/** Writes the site's asset into the synthesised application, instead of what was there. */
export function writeSite(cdkOut: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(cdkOut, 'asset.5173', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const manifest = {
    version: '48.0.0',
    files: {
      '5173': {
        source: { path: 'asset.5173', packaging: 'zip' },
        destinations: { current: { bucketName: 'assets', objectKey: '5173.zip' } },
      },
    },
  };
  writeFileSync(path.join(cdkOut, 'Edge.assets.json'), JSON.stringify(manifest));
}
