import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { Fault } from "../domain/fault.ts";

/** The PATH that programs are found on, and that they see. */
export const searchPath = (): string => process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";

/** Absolute path of a program: a name is looked up on PATH, an absolute path must be a program. */
export async function findProgram(program: string): Promise<string | undefined> {
  if (isAbsolute(program)) return (await isProgram(program)) ? program : undefined;
  if (program === "" || program.includes("/")) return undefined;
  for (const folder of searchPath().split(delimiter)) {
    // An empty or relative part of PATH means the current folder: no place to take programs from.
    if (!isAbsolute(folder)) continue;
    const path = join(folder, program);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/** @throws {Fault} `toolchain/missing` when there is no such program. */
export async function requireProgram(program: string): Promise<string> {
  const path = await findProgram(program);
  if (path !== undefined) return path;
  const where = isAbsolute(program) ? "there is no such program" : "it is not on PATH";
  throw new Fault("toolchain/missing", `Cannot run ${JSON.stringify(program)}: ${where}`, {
    help: `Install ${JSON.stringify(program)}, or put its folder on PATH`,
    details: { program },
  });
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
