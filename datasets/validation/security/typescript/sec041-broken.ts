export function merge(target: any, key: string, value: unknown): void {
  target[key] = value;
}
export const update = (user: object, request: any) => Object.assign(user, request.body);
