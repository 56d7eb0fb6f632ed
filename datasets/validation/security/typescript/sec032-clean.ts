export function login(password: string, usage: { totalTokens: number }): void {
  console.log("password changed", password.length, usage.totalTokens);
  throw new Error("password is missing");
}
