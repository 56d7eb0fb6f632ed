import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { UnreadableItem } from "../../batch/run/batch-setup.ts";
import type { BatchItem } from "../../domain/batch.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import { openSpecification } from "../../pipeline/open-specification.ts";
import { createProjectFiles } from "../../platform/project/project-files.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { loadFormalRows } from "../../specifications/index.ts";
import { toProjectPath } from "./project-path.ts";

export interface ListBatchItemsOptions {
  readonly directory: string;
  /** For rows and files that do not say it. */
  readonly language: string | undefined;
  readonly signal: AbortSignal;
}

export interface ListedItems {
  readonly items: readonly BatchItem[];
  readonly unreadable: readonly UnreadableItem[];
  /** Files of folders in which nothing is open: others may include them. */
  readonly closed: number;
}

const ROWS = ".jsonl";
const SECTIONS = [".yaml", ".yml"] as const;

/**
 * The specifications in files and folders, each an item: a file by its path, a row by its id. What was named and cannot
 * be read is an item too, without a specification; of folders, only what is a specification by its look.
 *
 * @throws {Fault} `usage/invalid` where there is none at all; `specification/missing`
 */
export async function listBatchItems(
  paths: readonly string[],
  environment: CheckEnvironment,
  options: ListBatchItemsOptions,
): Promise<ListedItems> {
  const found = new Map<string, { readonly isNamed: boolean }>();
  for (const path of paths) {
    const target = toProjectPath(path, options.directory, environment.files.root);
    if (!(await isFolder(target, environment.files.root))) found.set(target, { isNamed: true });
    else
      for (const file of await listFolder(target, environment, options.signal))
        if (!found.has(file)) found.set(file, { isNamed: false });
  }
  const read = { items: [] as BatchItem[], unreadable: [] as UnreadableItem[], closed: 0 };
  for (const [path, { isNamed }] of found) {
    options.signal.throwIfAborted();
    if (!isNamed && !(await isTask(path, environment))) read.closed += 1;
    else await readItems(path, environment, { ...options, into: read });
  }
  if (read.items.length + read.unreadable.length === 0)
    throw new Fault(
      "usage/invalid",
      `Cannot find anything to prove: nothing in ${paths.join(", ")} is open`,
      {
        help: `Files with open places end with ${formalExtensions(environment).join(", ")}; tasks stand in .yaml and .jsonl`,
      },
    );
  return read;
}

const formalExtensions = ({ languages }: CheckEnvironment): readonly `.${string}`[] =>
  languages.flatMap(({ formal, fileExtensions }) => (formal === undefined ? [] : fileExtensions));

const isFolder = (path: string, root: string): Promise<boolean> =>
  stat(path.startsWith("/") ? path : join(root, path)).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** By the project's own rules of what to ignore. */
async function listFolder(
  folder: string,
  environment: CheckEnvironment,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { root } = environment.files;
  const extensions = new Set([...formalExtensions(environment), ...SECTIONS, ROWS]);
  const base = folder.startsWith("/") ? folder : join(root, folder);
  const { sources, isCut } = await createProjectFiles(base).list({ extensions, signal });
  if (isCut)
    throw new Fault("usage/invalid", `Cannot list "${folder}": it holds too many files`, {
      help: "Name its folders one by one, or put the tasks into one .jsonl file",
    });
  return sources.map(({ path }) => (folder === "" ? path : `${folder}/${path}`)).sort();
}

/** Whether a file of a folder is a task by its look: others are libraries, or something else altogether. */
async function isTask(
  path: string,
  { files, languages, specificationReaders }: CheckEnvironment,
): Promise<boolean> {
  const text = await files.readText(path).catch(() => undefined);
  if (text === undefined) return false;
  const pack = languages.find(
    ({ formal, fileExtensions }) =>
      formal !== undefined && fileExtensions.some((ending) => path.toLowerCase().endsWith(ending)),
  );
  if (pack?.formal !== undefined) return pack.formal.readSlots(text).length > 0;
  const reader = specificationReaders.find((each) => each.kind === "formal");
  return reader?.canRead(path, { languages, text }) ?? false;
}

async function readItems(
  path: string,
  environment: CheckEnvironment,
  {
    language,
    into,
  }: ListBatchItemsOptions & {
    readonly into: { readonly items: BatchItem[]; readonly unreadable: UnreadableItem[] };
  },
): Promise<void> {
  try {
    if (path.toLowerCase().endsWith(ROWS)) {
      const { readFormalRows } = await loadFormalRows();
      const text = await environment.files.readText(path, { maxBytes: MOST_BYTES });
      const { languages } = environment;
      for (const row of readFormalRows({ path, text }, { languages, language })) {
        if (row.specification === undefined)
          into.unreadable.push({ id: row.id, message: row.fault.message });
        else into.items.push({ id: row.id, specification: row.specification });
      }
      return;
    }
    const specification = await openSpecification(path, environment, { language });
    if (specification.kind === "formal") into.items.push({ id: path, specification });
    else into.unreadable.push({ id: path, message: "Nothing in it can be proved" });
  } catch (error) {
    const isOwn = isFault(error) && /^(?:specification|source|language)\//.test(error.code);
    if (!isOwn || error.code === "specification/missing") throw error;
    into.unreadable.push({ id: path, message: error.message });
  }
}

const MOST_BYTES = 500_000_000;
