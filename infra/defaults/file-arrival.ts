import { Rule } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

interface FileArrivalProps {
  readonly bucket: Bucket;
  readonly prefix: string;
  readonly description: string;
}

/** An event for every object that is created under a prefix of a bucket. */
export function fileArrival(
  scope: Construct,
  id: string,
  { bucket, prefix, description }: FileArrivalProps,
): Rule {
  return new Rule(scope, id, {
    description,
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
    },
  });
}
