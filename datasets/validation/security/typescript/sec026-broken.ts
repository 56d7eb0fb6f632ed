import { writeFileSync } from "node:fs";

export const keep = (text: string) => writeFileSync("/tmp/report.txt", text);
