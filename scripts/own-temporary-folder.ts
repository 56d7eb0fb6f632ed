import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * All that a test run leaves behind, also in processes that were killed, lies in one folder and goes with it. What Node
 * compiles lies there too: hundreds of processes of the command line load the same modules.
 */
export function setup(): () => void {
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "specwright-tests-"));
  process.env["TMPDIR"] = folder;
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
  return () => {
    for (const name of ["TMPDIR", "NODE_COMPILE_CACHE"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
