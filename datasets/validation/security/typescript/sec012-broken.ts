import crypto from "node:crypto";

export const keep = (password: string) => crypto.createHash("sha256").update(password).digest("hex");
