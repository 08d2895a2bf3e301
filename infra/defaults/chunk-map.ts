import { Annotations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  DistributedMap,
  JsonPath,
  ProcessorMode,
  ProcessorType,
  S3JsonItemReader,
  StateMachineType,
  type IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { documentPrefixes } from '../constructs/documents/documents.ts';
import type { Foundation } from './foundation.ts';
import type { ServiceTask } from './service-task.ts';

interface ChunkMapProps {
  readonly foundation: Foundation;
  /** What is done with one chunk, whose ids are the map's item. */
  readonly eachChunk: ServiceTask;
  /** Chunks at once; by a path, where an earlier step has found it out. */
  readonly maxConcurrency: number | { readonly path: string };
  readonly onDefect: IChainable;
}

/**
 * Does a step once for every chunk of an index (`$.step.chunkIndex`, a JSON array in the document bucket). A chunk
 * whose step meets a defect stops the whole; another execution continues it (`resume-run`), and finds every chunk that is
 * done. A chunk is an Express execution, which lives five minutes: its step must take less, a retry included.
 */
export function chunkMap(scope: Construct, name: string, props: ChunkMapProps): DistributedMap {
  const { foundation, eachChunk, maxConcurrency, onDefect } = props;
  const map = new DistributedMap(scope, name, {
    itemReader: new ChunkIndexReader(foundation),
    ...(typeof maxConcurrency === 'number'
      ? { maxConcurrency }
      : { maxConcurrencyPath: maxConcurrency.path }),
    mapExecutionType: StateMachineType.EXPRESS,
    resultPath: JsonPath.DISCARD,
  });
  map.itemProcessor(eachChunk, { mode: ProcessorMode.DISTRIBUTED, executionType: ProcessorType.EXPRESS });
  // The library asks for it in both places and warns that it reads only one.
  Annotations.of(map).acknowledgeWarning('@aws-cdk/aws-stepfunctions:propertyIgnored');
  map.addCatch(onDefect, { resultPath: '$.defect' });
  return map;
}

/** Reads the index where the step before put it, with the right to read chunks and nothing else of the bucket. */
class ChunkIndexReader extends S3JsonItemReader {
  private readonly foundation: Foundation;

  constructor(foundation: Foundation) {
    super({
      bucket: foundation.documents.bucket as IBucket,
      key: JsonPath.stringAt('$.step.chunkIndex.key'),
    });
    this.foundation = foundation;
  }

  override providePolicyStatements(): PolicyStatement[] {
    const { documents, key } = this.foundation;
    return [
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [documents.bucket.arnForObjects(`${documentPrefixes.chunks}*`)],
      }),
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }),
    ];
  }
}
