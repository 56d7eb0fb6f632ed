export const allow = (given: string, expectedToken: string) => given === expectedToken;
