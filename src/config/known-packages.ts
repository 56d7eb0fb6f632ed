/** Which packages a project declares, by the files in its root that say so. */

import { parse } from "smol-toml";
import { z } from "zod";
import type { Files } from "../ports/files.ts";

/** Folders that nobody imports from, or whose modules the sources name without them. */
const SOURCE_FOLDERS = ["src", "lib"];

const record = z.record(z.string(), z.unknown());
const maybeRecord = record.optional().catch(undefined);

/**
 * Names of the packages that a file at `path` may import: declared ones, and the project's own modules. `undefined`
 * where the project does not say what it needs, or says it in a way that cannot be read.
 */
export function readKnownPackages(
  path: string,
  files: Files,
): Promise<ReadonlySet<string> | undefined> {
  if (/\.pyi?$/i.test(path)) return readPythonPackages(files);
  return /\.rs$/i.test(path) ? readCrates(files) : readNodePackages(files);
}

async function readNodePackages(files: Files): Promise<ReadonlySet<string> | undefined> {
  const parsed = record.safeParse(readJson(await maybeText("package.json", files)));
  if (!parsed.success) return undefined;
  const kinds = [
    "dependencies",
    "devDependencies",
    "peerDependencies",
    "optionalDependencies",
    "imports",
  ];
  const named = kinds.map((kind) => maybeRecord.parse(parsed.data[kind]));
  // A file that declares nothing at all marks a root, and says nothing of packages.
  if (named.every((declared) => declared === undefined)) return undefined;
  const names = named.flatMap((declared) => Object.keys(declared ?? {}));
  // Types come from packages of another name: `@types/node`, `@types/babel__core`.
  const typed = names.flatMap(
    (name) => /^@types\/(.+)$/.exec(name)?.[1]?.replace(/^(\w+)__/, "@$1/") ?? [],
  );
  const own = parsed.data["name"];
  return new Set([...names, ...typed, ...(typeof own === "string" ? [own] : [])]);
}

async function readPythonPackages(files: Files): Promise<ReadonlySet<string> | undefined> {
  const project = readToml(await maybeText("pyproject.toml", files));
  const names = (await files.list(".")).filter((name) => /^requirements[\w.-]*\.txt$/.test(name));
  const lists = await Promise.all(names.map((name) => maybeText(name, files)));
  const declared = project === undefined ? undefined : pythonDependencies(project);
  if (declared === undefined && names.length === 0) return undefined;
  const required = lists.flatMap((text) => (text ?? "").split(/\r?\n/)).map(packageName);
  return new Set(
    [...(declared ?? []), ...required, ...(await ownModules(files))].filter((name) => name !== ""),
  );
}

/** `requests[socks]>=2 ; python_version > "3"` → requests */
const packageName = (requirement: string): string =>
  /^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1] ?? "";

/** Of every table in which tools of Python list packages; `undefined` where there is none. */
function pythonDependencies(project: Record<string, unknown>): readonly string[] | undefined {
  const main = maybeRecord.parse(project["project"]);
  const poetry = maybeRecord.parse(maybeRecord.parse(project["tool"])?.["poetry"]);
  const groups = maybeRecord.parse(project["dependency-groups"]);
  const poetryGroups = Object.values(maybeRecord.parse(poetry?.["group"]) ?? {});
  const optional = maybeRecord.parse(main?.["optional-dependencies"]);
  if (main?.["dependencies"] === undefined && poetry === undefined && groups === undefined)
    return undefined;
  const lists = [
    main?.["dependencies"],
    ...Object.values(optional ?? {}),
    ...Object.values(groups ?? {}),
  ];
  const tables = [
    poetry?.["dependencies"],
    poetry?.["dev-dependencies"],
    ...poetryGroups.map((group) => maybeRecord.parse(group)?.["dependencies"]),
  ];
  const name = main?.["name"] ?? poetry?.["name"];
  return [
    ...lists.flatMap((list) =>
      Array.isArray(list) ? list.filter((item) => typeof item === "string").map(packageName) : [],
    ),
    ...tables.flatMap((table) => Object.keys(maybeRecord.parse(table) ?? {})),
    ...(typeof name === "string" ? [name] : []),
  ];
}

async function ownModules(files: Files): Promise<readonly string[]> {
  const folders = await Promise.all([".", ...SOURCE_FOLDERS].map((folder) => files.list(folder)));
  return folders.flat().map((name) => name.replace(/\.pyi?$/, ""));
}

async function readCrates(files: Files): Promise<ReadonlySet<string> | undefined> {
  const manifest = readToml(await maybeText("Cargo.toml", files));
  if (manifest === undefined) return undefined;
  const workspace = maybeRecord.parse(manifest["workspace"]);
  const targets = Object.values(maybeRecord.parse(manifest["target"]) ?? {}).map((target) =>
    maybeRecord.parse(target),
  );
  const tables = [manifest, workspace, ...targets].flatMap((table) =>
    ["dependencies", "dev-dependencies", "build-dependencies"].map((kind) =>
      maybeRecord.parse(table?.[kind]),
    ),
  );
  // A workspace without packages of its own leaves them to its members.
  if (tables.every((table) => table === undefined)) return undefined;
  const own = maybeRecord.parse(manifest["package"])?.["name"];
  return new Set([
    ...tables.flatMap((table) => Object.keys(table ?? {})),
    ...(typeof own === "string" ? [own] : []),
  ]);
}

const maybeText = async (path: string, files: Files): Promise<string | undefined> =>
  (await files.exists(path)) ? files.readText(path).catch(() => undefined) : undefined;

function readToml(text: string | undefined): Record<string, unknown> | undefined {
  try {
    return text === undefined ? undefined : parse(text);
  } catch {
    return undefined;
  }
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
