import {
  Validations,
  type App,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';

export interface Acknowledgement {
  /** The rule, and for rules that say what they found, the finding. */
  readonly finding: RegExp;
  /** Paths of the constructs at which it may be found; anywhere else it fails the synth. */
  readonly at: RegExp;
  /** Why it may stay, for whoever reviews security; the decision behind it stands in docs/adr. */
  readonly reason: string;
}

/**
 * Every finding of the AwsSolutions and HIPAA packs that stays. Anything that is not here fails the synth,
 * and a row that matches nothing fails a test.
 */
const acknowledgements: readonly Acknowledgement[] = [
  {
    finding: /^HIPAA\.Security-LambdaInsideVPC$/,
    at: /\/Resource$/,
    reason:
      'The functions reach AWS services only, over TLS and by roles that name each resource; nothing private lies in a network. docs/adr/010-functions-outside-a-vpc.md',
  },
  {
    finding: /^HIPAA\.Security-LambdaConcurrency$/,
    at: /\/Resource$/,
    reason:
      'What feeds a function is limited instead: event sources, maps and the stream have maximums per stage. docs/adr/011-no-reserved-concurrency.md',
  },
  {
    finding: /^HIPAA\.Security-S3BucketReplicationEnabled$/,
    at: /-data\/(?:Evidence|Documents)\/|-warehouse\/Warehouse\/Files\//,
    reason:
      'Replication of evidence is a setting of the stage; objects are versioned, locked and in three zones without it. docs/adr/012-replication-is-a-stage-option.md',
  },
  {
    finding: /^HIPAA\.Security-S3DefaultEncryptionKMS$/,
    at: /-data\/Evidence\/AccessLogs\/Resource$/,
    reason:
      'S3 delivers access logs only to a bucket whose default encryption is SSE-S3. The logs hold keys and callers, no PHI. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding: /^AwsSolutions-IAM4\[Policy::.*:policy\/service-role\/AWSBackupServiceRolePolicyForBackup\]$/,
    at: /-data\/Backups\/Plan\/Tables\/Role\/Resource$/,
    reason:
      'Only the AWS Backup service takes this role; AWS keeps its policy in step with what that service calls. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding: /^AwsSolutions-SQS3$/,
    at: /\/(?:Defects|Outbox\/Unrelayed|Export\/Refusals)\/Resource$/,
    reason:
      'It is itself where failures end, of state machines and of the stream relay; an alarm watches it. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /(?:Role\/Permissions|Reader\/Policy)\/Resource$/,
    reason:
      'AWS defines no resource for X-Ray segments, log deliveries, the list of streams and what Lake Formation gives out; a test holds the actions to exactly those. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::[^*]*\/(?:upload|practice|cutover|bank|answer|inbound|outbound|payments|chunks|statements|proofs|practices|visits|visit-documents|cards|reference|reference-files|reference-answer|code-sets|staged|facts|dimensions|identified|results\/application|results\/readers\/[a-z][a-z0-9-]*)\/\*\]$/,
    at: /(?:Role\/Permissions|Reader\/Policy)\/Resource$/,
    reason:
      'Objects are named when they arrive: the right ends at the prefix that the function works on. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:states:[^*]*:execution:[^*]*\/\*\]$/,
    at: /\/(?:EncounterIntake|RemittancePosting)\/StartItself\/Resource$/,
    reason:
      'A distributed map names its child executions itself; the right ends at those of the same state machine. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:states:[^*]*:execution:[^*]*:\*\]$/,
    at: /\/EncounterIntake\/LookUp\/Resource$/,
    reason:
      'An execution is named by the upload that it works; the right is to look, and ends at those of the same state machine. docs/adr/014-what-the-packs-find-and-we-keep.md',
  },
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /-edge\/Staff\/Api\/GET--api--sign-in\/Resource$/,
    reason:
      'It tells where to sign in, which nobody can ask with a token yet; every other route checks one. docs/adr/025-staff-call-the-functions-themselves.md',
  },
  {
    finding:
      /^(?:AwsSolutions-S1|HIPAA\.Security-S3(?:BucketLoggingEnabled|BucketReplicationEnabled|DefaultEncryptionKMS))$/,
    at: /-edge\/Site\/Files\/Resource$/,
    reason:
      'It holds the files of the application, which everybody may read and the next deployment brings again; nothing of a patient is in them. docs/adr/027-the-application-and-its-api-have-one-address.md',
  },
  {
    finding: /^AwsSolutions-CFR[1-4]$/,
    at: /-edge\/Site\/Distribution\/Resource$/,
    reason:
      'Who called what the API logs and the audit trail keeps; every call needs a token and has a limit; the certificate is that of the default domain. docs/adr/027-the-application-and-its-api-have-one-address.md',
  },
  {
    finding:
      /^(?:AwsSolutions-(?:IAM4|IAM5|L1)|HIPAA\.Security-(?:LambdaDLQ|IAMNoInlinePolicy|CloudWatchLogGroupEncrypted))/,
    at: /-edge\/Custom::CDKBucketDeployment/,
    reason:
      'The library makes this function and its role; it runs while a stack is deployed and reaches the bucket of the application only. docs/adr/027-the-application-and-its-api-have-one-address.md',
  },
];

/** A rule pack whose acknowledged findings are left out of its report. */
class AcknowledgedPack implements IPolicyValidationPlugin {
  readonly name: string;
  readonly used = new Set<Acknowledgement>();
  private readonly pack: IPolicyValidationPlugin;

  constructor(pack: IPolicyValidationPlugin) {
    this.name = pack.name;
    this.pack = pack;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { violations } = this.pack.validate(context);
    const open = violations.flatMap((violation) => {
      const violatingResources = violation.violatingResources.filter(
        ({ constructPath }) => !this.isAcknowledged(violation.ruleName, constructPath),
      );
      return violatingResources.length === 0 ? [] : [{ ...violation, violatingResources }];
    });
    return { success: open.length === 0, violations: open };
  }

  private isAcknowledged(ruleName: string, constructPath: string | undefined): boolean {
    const acknowledgement = acknowledgements.find(
      ({ finding, at }) => finding.test(ruleName) && constructPath !== undefined && at.test(constructPath),
    );
    if (acknowledgement !== undefined) {
      this.used.add(acknowledgement);
    }
    return acknowledgement !== undefined;
  }
}

/**
 * Lets both packs check the app when it is synthesised; a finding that is not acknowledged fails the synth.
 * @returns a function that says, after the synth, which acknowledgements matched nothing.
 */
export function checkPolicies(app: App): () => readonly Acknowledgement[] {
  const packs = [new AwsSolutionsChecks(app), new HIPAASecurityChecks(app)].map(
    (pack) => new AcknowledgedPack(pack),
  );
  Validations.of(app).addPlugins(...packs);
  return () => acknowledgements.filter((row) => !packs.some((pack) => pack.used.has(row)));
}
