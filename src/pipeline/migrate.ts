/** A source file → what is asked for each of its functions in another language. No model is asked. */

import { Fault } from "../domain/fault.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import type { FunctionOutline, MigrationTask } from "../ports/migration.ts";
import { nameOf } from "../std/folder-of.ts";
import { findNearName } from "./specification/find-near-name.ts";

/** A pack that functions can be carried over to. */
export type MigrationTarget = LanguagePack & Required<Pick<LanguagePack, "planMigration">>;

export interface PlannedFunction {
  readonly outline: FunctionOutline;
  readonly task: MigrationTask;
}

export interface MigrationPlan {
  readonly source: SourceText;
  readonly from: LanguagePack;
  readonly to: MigrationTarget;
  /** In the order of the file. */
  readonly functions: readonly PlannedFunction[];
}

export interface PlanMigrationOptions {
  readonly to: MigrationTarget;
  /** Names of functions; a method's own name will do where it is the only one. @default all */
  readonly functions?: readonly string[] | undefined;
  /** First part of the names of the results. @default the file's name */
  readonly module?: string | undefined;
}

/**
 * Plans to carry the functions of `path`, relative to the project, over to another language.
 *
 * @throws {Fault} `source/*`, `language/unknown`, `toolchain/missing`, `usage/invalid` for functions that are not there.
 */
export async function planMigrations(
  path: string,
  environment: Machine & Pick<CheckEnvironment, "languages">,
  { to, functions, module = stemOf(path) }: PlanMigrationOptions,
): Promise<MigrationPlan> {
  const from = findSourceLanguage(path, environment);
  const source = { path, text: await environment.files.readText(path) };
  const outlines = await from.outlineFunctions(source, environment);
  const chosen = chooseFunctions(outlines, functions, path);
  const planned: PlannedFunction[] = [];
  for (const outline of chosen) {
    const task = await to.planMigration(outline, { sourceLanguage: from.id, module });
    planned.push({ outline, task });
  }
  refuseSameNames(planned);
  return { source, from, to, functions: planned };
}

function stemOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

function findSourceLanguage(
  path: string,
  { languages }: Pick<CheckEnvironment, "languages">,
): LanguagePack & Required<Pick<LanguagePack, "outlineFunctions">> {
  const able = languages.filter((language) => language.outlineFunctions !== undefined);
  const extensionsOf = ({ fileExtensions, outlineExtensions = [] }: LanguagePack) => [
    ...fileExtensions,
    ...outlineExtensions,
  ];
  const found = able.find((language) =>
    extensionsOf(language).some((extension) => path.toLowerCase().endsWith(extension)),
  );
  if (found !== undefined) return found as never;
  throw new Fault("language/unknown", `Cannot read the functions of "${path}": no parser for it`, {
    help: `Files that can be read end with ${able.flatMap(extensionsOf).join(", ")}`,
  });
}

const MOST_LISTED = 20;

function chooseFunctions(
  outlines: readonly FunctionOutline[],
  wanted: readonly string[] | undefined,
  path: string,
): readonly FunctionOutline[] {
  const names = outlines.map(({ name }) => name);
  if (outlines.length === 0)
    throw new Fault("usage/invalid", `Cannot migrate "${path}": it holds no functions`, {
      help: "Give a file with functions or methods that have a name and a body",
    });
  if (wanted === undefined) return outlines;
  const chosen = new Set<string>();
  const missing: string[] = [];
  for (const name of wanted) {
    const found = findFunction(name, names);
    if (found === undefined) missing.push(name);
    else chosen.add(found);
  }
  if (missing.length === 0) return outlines.filter(({ name }) => chosen.has(name));
  const near = missing.flatMap((name) => findNearName(name, names) ?? []);
  const listed = names.slice(0, MOST_LISTED).join(", ");
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : "";
  const question = near.length === 0 ? "" : `Did you mean ${near.map(quote).join(", ")}? `;
  throw new Fault("usage/invalid", `Cannot find ${missing.map(quote).join(", ")} in "${path}"`, {
    help: `${question}Functions there: ${listed}${more}`,
  });
}

/** The function called `name`, or the only method whose own name it is. */
function findFunction(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return name;
  const methods = names.filter((each) => each.endsWith(`.${name}`));
  return methods.length === 1 ? methods[0] : undefined;
}

const quote = (name: string): string => `"${name}"`;

/** Two functions that become one would overwrite each other. */
function refuseSameNames(planned: readonly PlannedFunction[]): void {
  const byName = Map.groupBy(planned, ({ task }) => task.specification.name);
  for (const [name, [first, second]] of byName) {
    if (first === undefined || second === undefined) continue;
    const both = [first, second].map(({ outline }) => quote(outline.name)).join(" and ");
    throw new Fault("usage/invalid", `Cannot migrate ${both} at once: both become "${name}"`, {
      help: "Choose one of them with --function, and the other one in a run of its own with another --module or --out",
    });
  }
}
