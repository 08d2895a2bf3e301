import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Resource } from '../../runtime/identity.ts';

/** A function of the template. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Where the application declares it. */
  readonly path: string;
  readonly roleArn: string;
  /** The folder of its bundle. */
  readonly folder: string;
  /** `file.export`, the file without its extension. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** The most invocations at one time; undefined: as many as the machine takes. */
  readonly reservedConcurrency: number | undefined;
  readonly deadLetterArn: string | undefined;
  readonly bundleBytes: number;
}

const propertiesSchema = z.object({
  Handler: z.string().optional(),
  Runtime: z.string().optional(),
  Role: z.string(),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
  Environment: z
    .object({ Variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional() })
    .optional(),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
  PackageType: z.string().optional(),
  // Read only to be refused: a function without its layers is another function.
  Layers: z.array(z.string()).max(0, 'layers are not served here; bundle what the function needs').optional(),
});

function folderBytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      bytes += statSync(path.join(entry.parentPath, entry.name)).size;
    }
  }
  return bytes;
}

/** Reads an AWS::Lambda::Function of the template; throws where it could not run here. */
export function readFunction(resource: Resource): FunctionDefinition {
  const parsed = propertiesSchema.safeParse(resource.properties);
  if (!parsed.success) {
    throw new Error(`${resource.path} (${resource.type}): ${z.prettifyError(parsed.error)}`);
  }
  const properties = parsed.data;
  const { arn, name } = resource.identity;
  if (arn === undefined || properties.Handler === undefined || properties.PackageType === 'Image') {
    throw new Error(
      `${resource.path}: a function made of an image cannot run on one machine; expected a bundle.`,
    );
  }
  if (resource.assetPath === undefined) {
    throw new Error(
      `${resource.path}: its code is not an asset (no aws:asset:path in its metadata); expected a folder of the synthesised application.`,
    );
  }
  return {
    name,
    arn,
    path: resource.path,
    roleArn: properties.Role,
    folder: resource.assetPath,
    handler: properties.Handler,
    environment: Object.fromEntries(
      Object.entries(properties.Environment?.Variables ?? {}).map(([key, value]) => [key, String(value)]),
    ),
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
    bundleBytes: folderBytes(resource.assetPath),
  };
}
