import { readFile } from "node:fs/promises";
import { resolve, sep } from "node:path";

const ROOT = "/srv/files";
export async function read(name: string): Promise<string> {
  const file = resolve(ROOT, name);
  if (!file.startsWith(ROOT + sep)) throw new Error("outside");
  return readFile(file, "utf8");
}
export const list = () => readFile("/srv/files/list.txt", "utf8");
