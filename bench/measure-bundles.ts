import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readFunction, type FunctionDefinition } from '../local/aws/lambda/function-definition.ts';
import { readAssembly } from '../local/runtime/assembly.ts';
import { resolveApplication } from '../local/runtime/template.ts';

export interface MeasuredBundle {
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Until its handler is there, in a fresh process: median of {@link starts}. */
  readonly startMilliseconds: number;
}

const starts = 5;
const run = promisify(execFile);

/** Size and start-up time of every function of a synthesised application. */
export async function measureBundles(cdkOut: string): Promise<MeasuredBundle[]> {
  const { resources } = resolveApplication(readAssembly(cdkOut), {
    account: '000000000000',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:9',
  });
  const measured: MeasuredBundle[] = [];
  for (const resource of resources.filter(({ type }) => type === 'AWS::Lambda::Function')) {
    const definition = readFunction(resource);
    const functionName = constructName(definition.path);
    measured.push({
      functionName,
      memoryMegabytes: definition.memoryMegabytes,
      ...sizes(definition.folder),
      startMilliseconds: await medianStart(definition),
    });
  }
  return measured.toSorted((one, other) => other.bytes - one.bytes);
}

/** The construct of a function's resource, which ends in `/Resource`. */
function constructName(path: string): string {
  return path.split('/').at(-2) ?? path;
}

function sizes(folder: string): { bytes: number; gzipBytes: number } {
  let bytes = 0;
  let gzipBytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const content = readFileSync(join(entry.parentPath, entry.name));
      bytes += content.length;
      gzipBytes += gzipSync(content).length;
    }
  }
  return { bytes, gzipBytes };
}

async function medianStart(definition: FunctionDefinition): Promise<number> {
  const file = join(
    definition.folder,
    `${definition.handler.slice(0, definition.handler.lastIndexOf('.'))}.js`,
  );
  const program = `const began = performance.now(); require(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - began)); process.exit(0);`;
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const { stdout } = await run(process.execPath, ['--eval', program], {
      env: {
        ...definition.environment,
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: definition.name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
        NODE_DISABLE_COMPILE_CACHE: '1',
      },
    });
    times.push(Number(stdout));
  }
  return times.toSorted((one, other) => one - other)[Math.floor(starts / 2)] ?? Number.NaN;
}
