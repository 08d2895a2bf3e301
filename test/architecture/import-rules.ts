import type { Import } from './import-graph.ts';

interface ImportRule {
  /** As a sentence that is true where the rule is kept. */
  readonly says: string;
  readonly breaks: (found: Import) => boolean;
}

const under =
  (...folders: readonly string[]) =>
  (file: string): boolean =>
    folders.some((folder) => file.startsWith(`${folder}/`));

/** Files of `folder` import from nothing but `folders` (their own included) and `packages`. */
function reachesOnly(
  folder: string,
  says: string,
  { folders, packages }: { folders: readonly string[]; packages: readonly string[] | 'any' },
): ImportRule {
  const isInside = under(folder);
  const isAllowed = under(folder, ...folders);
  return {
    says,
    breaks: ({ from, to, isPackage }) =>
      isInside(from) && (isPackage ? packages !== 'any' && !packages.includes(to) : !isAllowed(to)),
  };
}

/** What lies directly under `parent` keeps to itself: one function, one edit never imports another. */
function keepsToItself(
  parent: string,
  says: string,
  except: (found: Import) => boolean = () => false,
): ImportRule {
  const part = (file: string): string | undefined => {
    const rest = file.startsWith(`${parent}/`) ? file.slice(parent.length + 1) : '';
    return rest.includes('/') ? rest.split('/')[0] : undefined;
  };
  return {
    says,
    breaks: (found) => {
      const [from, to] = [part(found.from), part(found.to)];
      return !found.isPackage && from !== undefined && to !== undefined && from !== to && !except(found);
    },
  };
}

/** Files that only `from` may import. */
function importedOnlyFrom(folder: string, says: string, from: readonly string[]): ImportRule {
  const isTarget = under(folder);
  const mayImport = under(folder, ...from);
  return { says, breaks: (found) => isTarget(found.to) && !mayImport(found.from) };
}

/** A file of schemas for typed X12 models. */
function isX12Schema(file: string): boolean {
  return /^shared\/domain\/x12\/(?:schemas\/|guides\/[^/]+\/(?:[a-z-]+-)?schema(?:-[a-z-]+)?\.ts$)/.test(
    file,
  );
}

/** Packages that compute and do nothing else: no clock, no disk, no network. */
const purePackages = ['zod', '@noble/hashes', 'saxes', 'yaml'] as const;

/**
 * Who may import whom. Everything that reaches another layer on a longer way has one step that is named here, so each
 * import is judged on its own.
 */
export const importRules: readonly ImportRule[] = [
  reachesOnly('shared/contracts', 'contracts reach only contracts and zod', {
    folders: [],
    packages: ['zod'],
  }),
  reachesOnly('shared/domain', 'the domain reaches only the domain, contracts and pure packages', {
    folders: ['shared/contracts'],
    packages: purePackages,
  }),
  reachesOnly('shared/ports', 'ports reach only ports, the domain and contracts', {
    folders: ['shared/domain', 'shared/contracts'],
    packages: purePackages,
  }),
  reachesOnly('shared/adapters', 'adapters reach only adapters, ports, the domain and contracts', {
    folders: ['shared/ports', 'shared/domain', 'shared/contracts'],
    packages: 'any',
  }),
  keepsToItself(
    'shared/adapters',
    'no adapter imports the adapter of another technology, but lambda, which joins them',
    ({ from }) => from.startsWith('shared/adapters/lambda/'),
  ),
  reachesOnly('functions', 'functions reach only functions and what is shared', {
    folders: ['shared'],
    packages: 'any',
  }),
  keepsToItself('functions', 'no function imports another'),
  {
    says: 'a step knows ports and no adapter',
    breaks: ({ from, to }) => /^functions\/.*-step\.ts$/.test(from) && to.startsWith('shared/adapters/'),
  },
  keepsToItself('shared/domain/scrub/edits', 'no scrub edit imports another'),
  {
    says: 'schemas of X12 models are for the edge: no reader or writer loads them',
    breaks: ({ from, to }) =>
      isX12Schema(to) && !isX12Schema(from) && !from.startsWith('shared/domain/x12/ndjson/'),
  },
  reachesOnly('infra', 'infra reaches only infra and the contracts', {
    folders: ['shared/contracts'],
    packages: 'any',
  }),
  reachesOnly('local', 'local reaches only local, the domain, contracts and what opens archives', {
    folders: ['shared/domain', 'shared/contracts', 'shared/adapters/archive'],
    packages: 'any',
  }),
  {
    says: 'nothing but the bench and the page about one machine imports local',
    breaks: ({ from, to }) =>
      under('local')(to) && !under('local', 'bench')(from) && from !== 'docs/generate-one-machine.ts',
  },
  reachesOnly('web', 'web reaches only web, the domain and contracts', {
    folders: ['shared/domain', 'shared/contracts'],
    packages: 'any',
  }),
  importedOnlyFrom('web', 'nothing imports web', []),
  importedOnlyFrom('test', 'nothing imports a test', []),
];

/** The imports that break a rule, a sentence each. */
export function brokenImports(graph: readonly Import[], rules = importRules): string[] {
  return rules.flatMap(({ says, breaks }) =>
    graph.filter(breaks).map(({ from, to }) => `${says}: ${from} imports ${to}`),
  );
}
