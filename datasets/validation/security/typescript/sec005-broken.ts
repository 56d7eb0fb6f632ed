import { spawn } from "node:child_process";

export const remove = (name: string) => spawn("/bin/rm", [name], { shell: true });
