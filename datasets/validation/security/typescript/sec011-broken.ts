import { createHash } from "node:crypto";

export const digest = (data: string) => [createHash("md5").update(data), createHash("sha1").update(data)];
