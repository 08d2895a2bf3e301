import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

/** One edge: a file of the repository imports another file of it, or a package. */
export interface Import {
  readonly from: string;
  /** A path from the root of the repository, or the name of a package: `zod`, `@aws-sdk/client-s3`, `node:fs`. */
  readonly to: string;
  readonly isPackage: boolean;
}

export interface ImportGraph {
  /** Every file that was read. */
  readonly files: readonly string[];
  readonly imports: readonly Import[];
}

/** The folders whose files are looked at; `test` may import what it tests. */
const sourceFolders = ['shared', 'functions', 'infra', 'local', 'docs', 'web', 'bench'] as const;

/** Every TypeScript file under the source folders of `root`, from the root, in order. */
export function sourceFiles(root: string): string[] {
  return sourceFolders
    .flatMap((folder) => filesUnder(path.join(root, folder)))
    .map((file) => path.relative(root, file).split(path.sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .toSorted();
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/**
 * Who imports whom, as esbuild resolves it, so that no spelling of a path gets round a rule: `#domain/`, `../`, a
 * package. Imports of types count too: a type is knowledge of another layer.
 */
export async function importGraph(root: string): Promise<ImportGraph> {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: {
      contents: sourceFiles(root)
        .map((file) => `import './${file}';`)
        .join('\n'),
      resolveDir: root,
      sourcefile: 'everything.ts',
    },
    bundle: true,
    metafile: true,
    write: false,
    outdir: 'nowhere',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
    plugins: [typesAreImportsToo],
  });
  const inputs = Object.entries(metafile.inputs).filter(([file]) => file !== 'everything.ts');
  return {
    files: inputs.map(([file]) => file),
    imports: inputs.flatMap(([from, { imports }]) =>
      imports.map((found): Import => {
        const isPackage = found.external === true;
        return { from, to: isPackage ? packageOf(found.path) : found.path, isPackage };
      }),
    ),
  };
}

const typeImport = /^(?:import|export) type [^;'"]*? from ('[^']+'|"[^"]+");?/gm;
const inlineTypeImport = /\bimport\(('[^']+'|"[^"]+")\)\s*[.[]/g;

/** esbuild leaves out what only types need; here it is told of it as of an import for its effect. */
const typesAreImportsToo: Plugin = {
  name: 'types-are-imports-too',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const ofTypes = [...text.matchAll(inlineTypeImport)].map(([, target]) => `import ${target};`);
      return {
        contents: `${text.replaceAll(typeImport, 'import $1;')}\n${ofTypes.join('\n')}`,
        loader: file.endsWith('x') ? 'tsx' : 'ts',
      };
    });
  },
};

function packageOf(specifier: string): string {
  if (isBuiltin(specifier)) {
    return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  }
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
