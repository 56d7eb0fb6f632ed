import jwt from "jsonwebtoken";

export const read = (text: string, key: string, base: any) => [base.decode(text), jwt.verify(text, key, { algorithms: ["RS256"] })];
