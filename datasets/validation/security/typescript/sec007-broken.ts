import { spawn } from "node:child_process";

export const run = (program: string) => spawn(program, ["--version"]);
