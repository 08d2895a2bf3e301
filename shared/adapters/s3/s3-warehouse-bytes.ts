import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { WarehouseBytes } from '#ports/warehouse-bytes.ts';
import { withFaultsNamed } from '../named-faults.ts';

/** The warehouse's bucket. Encryption is the bucket's default, with the customer's key. */
export function s3WarehouseBytes(client: S3Client, bucket: string): WarehouseBytes {
  return {
    async put(key, body, contentType) {
      await withFaultsNamed('S3', () =>
        client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType })),
      );
    },
    async get(key) {
      try {
        const { Body } = await withFaultsNamed('S3', () =>
          client.send(new GetObjectCommand({ Bucket: bucket, Key: key })),
        );
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw error;
      }
    },
    locationOf: (folder) => `s3://${bucket}/${folder}`,
  };
}
