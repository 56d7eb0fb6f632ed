import type { JsonRecord, JsonValue } from "../../../domain/json.ts";

/** What a `$ref` leads to, over others; why it leads nowhere. */
export function resolve(schema: JsonRecord, root: JsonRecord): JsonRecord | string {
  const seen = new Set<JsonRecord>();
  let current: JsonRecord = schema;
  for (;;) {
    const reference = current["$ref"];
    if (reference === undefined) return current;
    if (seen.has(current)) return `$ref ${JSON.stringify(reference)} leads back to itself`;
    seen.add(current);
    if (typeof reference !== "string" || !reference.startsWith("#"))
      return `$ref ${JSON.stringify(reference)} leads out of the file`;
    const target = follow(root, reference);
    if (!isRecord(target)) return `$ref ${JSON.stringify(reference)} leads nowhere`;
    current = target;
  }
}

function follow(root: JsonRecord, reference: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of reference.split("/").slice(1)) {
    const key = decodePart(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (isRecord(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else value = Array.isArray(value) ? (value as readonly JsonValue[])[Number(key)] : undefined;
  }
  return value;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);
