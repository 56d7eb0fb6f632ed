import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";

/** A folder of one run, with the files that Dafny is to read; gone when disposed. */
export interface Scratch extends AsyncDisposable {
  readonly path: string;
  /** A file that the run left behind; `undefined` where it left none. */
  read(name: string): Promise<string | undefined>;
}

/**
 * Writes `files`, whose paths lie inside the folder.
 *
 * @throws {Fault} `storage/unwritable`
 */
export async function createScratch(files: readonly SourceText[]): Promise<Scratch> {
  await using scope = new AsyncDisposableStack();
  try {
    const path = await mkdtemp(join(await realpath(tmpdir()), "specwright-dafny-"));
    // A folder that cannot be removed must not turn a result into a failure.
    scope.defer(() => rm(path, { recursive: true, force: true }).catch(() => undefined));
    for (const file of files) {
      await mkdir(dirname(join(path, file.path)), { recursive: true });
      await writeFile(join(path, file.path), file.text);
    }
    const owned = scope.move();
    return {
      path,
      read: (name) => readFile(join(path, name), "utf8").catch(() => undefined),
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("storage/unwritable", `Cannot write the files for Dafny: ${why}`, { cause });
  }
}
