import * as cp from "child_process";
import { exec as run, execSync } from "node:child_process";

export function remove(name: string): void {
  run(`rm ${name}`);
  execSync("rm " + name);
  cp.exec(name);
}
