export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

type Leaf = string | number | boolean | null;

export function flatPaths(
  value: Json,
): Readonly<Record<string, string | number | boolean | null>> {
  return Object.fromEntries(leavesOf(value, ""));
}

function leavesOf(value: Json, path: string): readonly (readonly [string, Leaf])[] {
  if (value === null || typeof value !== "object") return [[path, value]];
  if (isList(value)) return value.flatMap((item, at) => leavesOf(item, `${path}[${at}]`));
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, joined(path, name)));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function joined(path: string, name: string): string {
  if (!/^\w+$/.test(name)) return `${path}["${name}"]`;
  return path === "" ? name : `${path}.${name}`;
}
