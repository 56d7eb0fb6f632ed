import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../../domain/fault.ts";

/** A program as a file of its own, for a compiler to read; gone when disposed. */
export interface ProgramFile extends AsyncDisposable {
  /** Absolute path of its folder, which holds nothing else. */
  readonly directory: string;
  /** Plain ASCII. */
  readonly name: string;
}

/**
 * Writes `source` into a fresh folder.
 *
 * @throws {Fault} `storage/unwritable`
 */
export async function writeProgramFile(source: string): Promise<ProgramFile> {
  await using scope = new AsyncDisposableStack();
  const name = "program.cov";
  try {
    const directory = await mkdtemp(join(await realpath(tmpdir()), "specwright-covenant-"));
    // A folder that cannot be removed must not turn a result into a failure.
    scope.defer(() => rm(directory, { recursive: true, force: true }).catch(() => undefined));
    await writeFile(join(directory, name), source);
    const owned = scope.move();
    return { directory, name, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("storage/unwritable", `Cannot write the program for the compiler: ${why}`, {
      cause,
    });
  }
}
