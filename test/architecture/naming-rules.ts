interface NamingRule {
  /** As a sentence that is true where the rule is kept. */
  readonly says: string;
  readonly breaks: (file: string) => boolean;
}

const stem = (file: string): string => (file.split('/').at(-1) ?? '').replace(/(?:\.test|\.d)?\.tsx?$/, '');
const folders = (file: string): string[] => file.split('/').slice(0, -1);

const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** The ids that X12 gives its guides, with the number of the transaction set: `005010X222A1-837P`, `005010X217-278-request`. */
const guideId = /^(?:\d{6}X\d{3}(?:A\d)?-\d{3}[A-Z]{0,2}(?:-(?:request|response))?|TA1)$/;

/** Names that say nothing of what is inside, and so collect whatever comes. */
const emptyNames = new Set('utils util helpers helper common types constants misc manager'.split(' '));

export const namingRules: readonly NamingRule[] = [
  {
    says: 'files are named in kebab-case',
    breaks: (file) => !kebabCase.test(stem(file)),
  },
  {
    says: 'folders are named in kebab-case, or by the official id of an X12 guide',
    breaks: (file) => folders(file).some((folder) => !kebabCase.test(folder) && !guideId.test(folder)),
  },
  {
    says: 'no name is empty (utils, helpers, common, types, constants)',
    breaks: (file) => [...folders(file), stem(file)].some((name) => emptyNames.has(name)),
  },
  {
    says: 'no index.ts hides where something comes from',
    breaks: (file) => stem(file) === 'index',
  },
  {
    says: 'a folder of functions holds handler.ts and its step, nothing else',
    breaks: (file) => {
      const [, name, ...rest] = file.startsWith('functions/') ? file.split('/') : [];
      return name !== undefined && rest.join('/') !== 'handler.ts' && rest.join('/') !== `${name}-step.ts`;
    },
  },
];

/** The files that break a rule, a sentence each. */
export function brokenNames(files: readonly string[], rules = namingRules): string[] {
  return rules.flatMap(({ says, breaks }) => files.filter(breaks).map((file) => `${says}: ${file}`));
}
