import { readFileSync } from "node:fs";

/** The rows of a file of JSON lines; their shape is the caller's word. */
export const readRows = <Row>(file: string | URL): readonly Row[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
