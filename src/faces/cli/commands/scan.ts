import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { type Diagnostic, isError } from "../../../domain/diagnostic.ts";
import { Fault } from "../../../domain/fault.ts";
import { createProjectFiles } from "../../../platform/project/project-files.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { SkippedPath } from "../../../ports/project-files.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import type { SarifFile } from "../render-sarif.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import { writeSarif } from "../write-sarif.ts";

export interface ScanCommandOptions {
  readonly sarif?: string;
  readonly json?: true;
}

const EXTENSIONS: ReadonlySet<string> = new Set(
  ".py .pyi .ts .mts .cts .js .mjs .cjs .tsx .jsx .rs".split(" "),
);

/** As much as a file that is named may hold. */
const MOST_BYTES = 10 * 1024 * 1024;

/** `specwright scan FILE|FOLDER…`: what is dangerous in them; an error decides the exit code. */
export async function scanCommand(
  [paths]: readonly [readonly string[]],
  { sarif, json }: ScanCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { security, files } = environment;
  const scanned: SarifFile[] = [];
  let unread = 0;
  const tellUnread = (path: string, why: string): void => {
    unread += 1;
    terminal.say(`${escapeText(path)} was not scanned: ${escapeText(why)}`);
  };
  const { found: listed, unread: unlisted } = await listFiles(paths, environment, {
    directory,
    signal,
  });
  for (const { path, reason } of unlisted) tellUnread(path, reason);
  for (const path of listed) {
    signal.throwIfAborted();
    terminal.live(`scanning ${path}`);
    try {
      const text = await files.readText(path);
      const diagnostics = await security.scan({ path, text });
      scanned.push({ path, text, diagnostics });
      if (json === true)
        terminal.json({ file: path, diagnostics: diagnosticsToJson(diagnostics, text) });
      else showDiagnostics(diagnostics, { file: path, text }, terminal);
    } catch (error) {
      // One unreadable file of many is told; the only one is a mistake of whoever named it.
      if (!(error instanceof Fault) || paths.includes(path)) throw error;
      tellUnread(path, error.message);
    }
  }
  if (sarif !== undefined) {
    const tools = [{ ...security.tool, rules: security.rules }];
    await writeSarif(sarif, { files: scanned, tools }, { directory, machine: environment });
  }
  const found = scanned.flatMap(({ diagnostics }) => diagnostics);
  if (json !== true) terminal.result(summarize(scanned.length, found));
  if (found.some(isError)) return "rejected";
  return unread > 0 ? "inconclusive" : "accepted";
}

function summarize(files: number, found: readonly Diagnostic[]): string {
  const counts = (["error", "warning", "information"] as const).map((severity) => {
    const count = found.filter((diagnostic) => diagnostic.severity === severity).length;
    return `${count} ${severity === "information" ? "informations" : `${severity}s`}`;
  });
  return `${files} ${files === 1 ? "file" : "files"} scanned: ${counts.join(", ")}`;
}

/** Files as they are named, folders with what git sees in them; each once. @throws {Fault} `source/missing`, `language/unknown` */
async function listFiles(
  paths: readonly string[],
  { security, files }: CheckEnvironment,
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
): Promise<Listed> {
  const found = new Set<string>();
  const unread: SkippedPath[] = [];
  for (const path of paths) {
    const target = toProjectPath(path, directory, files.root);
    if (await isFolder(target, files.root)) {
      const inside = await listFolder(target, files.root, signal);
      for (const file of inside.found) found.add(file);
      unread.push(...inside.unread);
      if (inside.found.length === 0 && inside.unread.length === 0)
        throw nothingToScan(path, "it holds no file");
    } else {
      if ((await files.exists(target)) && !security.canScan(target))
        throw nothingToScan(path, "it is no file");
      found.add(target);
    }
  }
  return { found: [...found], unread };
}

interface Listed {
  readonly found: readonly string[];
  /** What should have been looked at, and could not. */
  readonly unread: readonly SkippedPath[];
}

/** Why a listing passes over what is not the user's own, or stands elsewhere too. */
const MEANT: ReadonlySet<string> = new Set([
  "a folder that tools fill",
  "a repository of its own",
  "a symbolic link",
]);

const nothingToScan = (path: string, why: string): Fault =>
  new Fault("language/unknown", `Cannot scan "${path}": ${why} of a language that can be scanned`, {
    help: `Files that can be scanned end with ${[...EXTENSIONS].join(", ")}`,
  });

const isFolder = (path: string, root: string): Promise<boolean> =>
  stat(path.startsWith("/") ? path : join(root, path)).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** A folder of the project by the project's own rules of what to ignore; one that it ignores, or outside, by its own. */
async function listFolder(folder: string, root: string, signal: AbortSignal): Promise<Listed> {
  if (!folder.startsWith("/")) {
    const isInside = (path: string): boolean => folder === "" || path.startsWith(`${folder}/`);
    const { found, unread } = await listAll(root, signal);
    const inside = {
      found: found.filter(isInside),
      unread: unread.filter(({ path }) => path === REST || isInside(path)),
    };
    if (inside.found.length > 0 || inside.unread.length > 0) return inside;
  }
  const { found, unread } = await listAll(
    folder.startsWith("/") ? folder : join(root, folder),
    signal,
  );
  const place = (path: string): string => (folder === "" ? path : `${folder}/${path}`);
  return {
    found: found.map(place),
    unread: unread.map(({ path, reason }) => ({ path: place(path), reason })),
  };
}

const REST = "the rest";

async function listAll(base: string, signal: AbortSignal): Promise<Listed> {
  const { sources, skipped, isCut } = await createProjectFiles(base, { maxBytes: MOST_BYTES }).list(
    {
      extensions: EXTENSIONS,
      signal,
    },
  );
  const left = skipped.filter(
    ({ path, reason }) =>
      !MEANT.has(reason) && (path.endsWith("/") || EXTENSIONS.has(extname(path))),
  );
  const cut = { path: REST, reason: "there are more files than can be listed at once" };
  return {
    found: sources.map(({ path }) => path).sort(),
    unread: isCut ? [...left, cut] : left,
  };
}
