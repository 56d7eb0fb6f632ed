export function issue(): string {
  const token = Math.random().toString(36).slice(2);
  return token;
}
export const makeSessionId = () => `s${Math.random()}`;
