export function login(user: string, password: string): void {
  console.log("login", password);
  throw new Error(`bad password ${password}`);
}
