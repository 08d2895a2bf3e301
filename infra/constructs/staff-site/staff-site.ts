import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { StageSettings } from '../../stages/stage-settings.ts';

interface StaffSiteProps {
  readonly settings: StageSettings;
  /** Holds index.html and what it loads. */
  readonly siteFolder: string;
  readonly apiDomainName: string;
  /** Where the sign-in pages are: the only other place that the page talks to. */
  readonly signInUrl: string;
}

/** What has a name with an ending is a file; everything else is an address of the application, which one page serves. */
const pageForEveryAddress = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/.test(request.uri)) {
    request.uri = '/index.html';
  }
  return request;
}`;

/**
 * The staff application and the API under one address: the page needs no permission to call another origin, and the
 * browser keeps the two together.
 */
export class StaffSite extends Construct {
  readonly distribution: Distribution;
  /** With the slash at its end. */
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    { settings, siteFolder, apiDomainName, signInUrl }: StaffSiteProps,
  ) {
    super(scope, id);
    // The library's class and its own interface differ in what an absent property is.
    const files = new Bucket(this, 'Files', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // The next deployment brings every file again.
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [{ id: 'old-versions', noncurrentVersionExpiration: Duration.days(30) }],
    }) as IBucket;
    const headers = this.headers(settings, signInUrl);
    const rewrite = new EdgeFunction(this, 'PageForEveryAddress', {
      comment: 'Serves the page for every address of the application',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(pageForEveryAddress),
    });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Claimwright ${settings.stage}: the staff application`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
        compress: true,
        functionAssociations: [{ function: rewrite, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        '/api/*': {
          origin: new HttpOrigin(apiDomainName, {
            protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
            originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          }),
          allowedMethods: AllowedMethods.ALLOW_ALL,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          // What is answered to one person is kept for nobody.
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy: headers,
        },
      },
    });
    this.url = `https://${this.distribution.distributionDomainName}/`;
    this.deploy(siteFolder, files);
  }

  /** What the browser may do with the page: nothing but what the page itself brings and the two places it calls. */
  private headers(settings: StageSettings, signInUrl: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      comment: `Claimwright ${settings.stage}: what the browser may do`,
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          override: true,
          contentSecurityPolicy: [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            // A picture of a card is an address of the page itself.
            "img-src 'self' blob:",
            `connect-src 'self' ${signInUrl}`,
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
          ].join('; '),
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'permissions-policy',
            value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
            override: true,
          },
          { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        ],
      },
    });
  }

  /** Files with a digest in their names never change and are kept by browsers; the page is asked for each time. */
  private deploy(siteFolder: string, files: IBucket): void {
    const assets = new BucketDeployment(this, 'Assets', {
      sources: [Source.asset(siteFolder, { exclude: ['index.html'] })],
      destinationBucket: files,
      prune: false,
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
      memoryLimit: 256,
    });
    const page = new BucketDeployment(this, 'Page', {
      sources: [Source.asset(siteFolder, { exclude: ['*', '!index.html'] })],
      destinationBucket: files,
      prune: false,
      cacheControl: [CacheControl.fromString('no-cache')],
      distribution: this.distribution,
      distributionPaths: ['/index.html'],
      memoryLimit: 256,
    });
    // A page must not be there before what it loads.
    page.node.addDependency(assets);
  }
}
