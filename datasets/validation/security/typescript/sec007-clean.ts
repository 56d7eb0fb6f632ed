import { spawn } from "node:child_process";

export const run = () => [spawn("/usr/bin/git", ["status"]), spawn(process.execPath, ["-v"])];
