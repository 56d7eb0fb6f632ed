import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SourceText } from "../../domain/source-text.ts";
import type { SandboxJob } from "../../ports/sandbox.ts";

/**
 * The files of a job, with a `package.json` that makes `.js` files ES modules.
 *
 * @throws {TypeError} when a path leads out of the scratch folder, or the entry is not among them.
 */
export function listJobFiles(job: SandboxJob): readonly SourceText[] {
  for (const { path } of job.files) requireInside(path);
  const has = (path: string): boolean => job.files.some((file) => file.path === path);
  if (!has(job.entry))
    throw new TypeError(`Cannot run ${JSON.stringify(job.entry)}: it is not a file of the job`);
  return has("package.json")
    ? job.files
    : [...job.files, { path: "package.json", text: '{"type":"module"}\n' }];
}

/** Writes files into `folder`, readable for whoever the sandbox runs as. */
export async function writeJobFiles(folder: string, files: readonly SourceText[]): Promise<void> {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let part = dirname(path); part !== "."; part = dirname(part))
      folders.add(join(folder, part));
    await mkdir(dirname(join(folder, path)), { recursive: true });
  }
  for (const { path, text } of files) {
    await writeFile(join(folder, path), text, "utf8");
    await chmod(join(folder, path), 0o644);
  }
  for (const part of folders) await chmod(part, 0o755);
}

function requireInside(path: string): void {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..") || path.includes("\0"))
    throw new TypeError(`Cannot put ${JSON.stringify(path)} into a sandbox: it leads out of it`);
}
