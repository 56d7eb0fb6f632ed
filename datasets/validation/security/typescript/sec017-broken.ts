import { createCipheriv, generateKeyPairSync } from "node:crypto";

export const seal = (key: Buffer, iv: Buffer) => createCipheriv("des-ede3-cbc", key, iv);
export const ecb = (key: Buffer) => createCipheriv("aes-128-ecb", key, null);
export const pair = () => generateKeyPairSync("rsa", { modulusLength: 1024 });
