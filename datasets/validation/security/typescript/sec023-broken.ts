import { readFile } from "node:fs/promises";
import path from "node:path";

export const read = (name: string) => readFile(path.join("/srv/files", name), "utf8");
export async function other(name: string): Promise<string> {
  const file = `/srv/files/${name}`;
  return readFile(file, "utf8");
}
