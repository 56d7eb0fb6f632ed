import { chmodSync } from "node:fs";

export const share = (file: string) => chmodSync(file, 0o777);
