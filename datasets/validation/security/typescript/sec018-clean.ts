import { createCipheriv, generateKeyPairSync, randomBytes } from "node:crypto";

export const seal = (key: Buffer) => createCipheriv("aes-256-gcm", key, randomBytes(12));
export const pair = () => generateKeyPairSync("rsa", { modulusLength: 3072 });
