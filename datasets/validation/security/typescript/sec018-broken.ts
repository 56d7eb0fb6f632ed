import { createCipheriv } from "node:crypto";

export const seal = (key: Buffer) => createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
export const other = (key: Buffer) => createCipheriv("aes-256-gcm", key, "000000000000");
