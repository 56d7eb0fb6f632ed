import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** What git leaves out below a folder: its own rules, and those of the folders around it. */
export interface IgnoreRules {
  /** `path` is absolute. */
  isIgnored(path: string, isFolder: boolean): boolean;
  /** The rules inside a folder, with those of its own `.gitignore`. */
  enter(folder: string): IgnoreRules;
}

/** Larger ones are no list of rules. */
const MAX_BYTES = 256 * 1024;

/** The rules at `root`: of `.git/info/exclude` and of every `.gitignore` from the repository's top down to `root`. */
export function readIgnoreRules(root: string): IgnoreRules {
  const top = findRepository(root);
  if (top === undefined) return chain([]).enter(root);
  const excludes = { base: top, rules: readRules(join(commonFolder(top), "info", "exclude")) };
  const between = relative(top, root)
    .split(sep)
    .filter((part) => part !== "");
  let rules = chain([excludes]).enter(top);
  for (const [at] of between.entries()) rules = rules.enter(join(top, ...between.slice(0, at + 1)));
  return rules;
}

interface RulesOfFolder {
  readonly base: string;
  readonly rules: Ignore | undefined;
}

/** The innermost folder that says anything about a path decides. */
const chain = (folders: readonly RulesOfFolder[]): IgnoreRules => ({
  isIgnored(path, isFolder) {
    for (const { base, rules } of folders) {
      if (rules === undefined) continue;
      const inside = relative(base, path).replaceAll(sep, "/");
      if (!ignore.isPathValid(inside)) continue;
      const { ignored, unignored } = rules.test(isFolder ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  },
  enter(folder) {
    const around = folders.map((each) => letIn(each, folder));
    const rules = readRules(join(folder, ".gitignore"));
    return rules === undefined ? chain(around) : chain([{ base: folder, rules }, ...around]);
  },
});

/**
 * The rules with `folder` let in: who enters it knows that an inner rule took it back, and what the outer one said of
 * the folder must not be said of everything in it.
 */
function letIn({ base, rules }: RulesOfFolder, folder: string): RulesOfFolder {
  const inside = relative(base, folder).replaceAll(sep, "/");
  if (rules === undefined || !ignore.isPathValid(inside) || !rules.test(`${inside}/`).ignored)
    return { base, rules };
  const escaped = inside.replaceAll(/[\\*?[\]!# ]/g, "\\$&");
  return { base, rules: ignore().add(rules).add(`!/${escaped}/`) };
}

function readRules(path: string): Ignore | undefined {
  try {
    const { size } = statSync(path);
    if (size === 0 || size > MAX_BYTES) return undefined;
    const isCaseIgnored = process.platform === "darwin" || process.platform === "win32";
    return ignore({ ignorecase: isCaseIgnored }).add(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** The nearest folder at or above `folder` that holds a `.git`. */
function findRepository(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, ".git"), { throwIfNoEntry: false }) !== undefined) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The folder of git's own files; a worktree's `.git` is a file that names it. */
function commonFolder(top: string): string {
  const dotGit = join(top, ".git");
  const named = readLine(dotGit)?.replace(/^gitdir: /, "");
  if (named === undefined) return dotGit;
  const own = isAbsolute(named) ? named : resolve(top, named);
  const common = readLine(join(own, "commondir"));
  return common === undefined ? own : resolve(own, common);
}

function readLine(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").split("\n")[0]?.trim();
  } catch {
    return undefined;
  }
}
