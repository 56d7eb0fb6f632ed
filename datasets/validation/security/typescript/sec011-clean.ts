import { createHash } from "node:crypto";

export const digest = (data: string, store: any) => [createHash("sha256").update(data), store.createHash("md5")];
