import type { JsonRecord, JsonValue } from "../../domain/json.ts";
import { toNumber } from "./schema-parts.ts";

/** Lenient looks into a contract, also into one whose types are wrong. */

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const recordAt = (record: JsonRecord | undefined, key: string): JsonRecord | undefined => {
  const value = record === undefined || !Object.hasOwn(record, key) ? undefined : record[key];
  return isRecord(value) ? value : undefined;
};

export const recordsAt = (record: JsonRecord | undefined, key: string): readonly JsonRecord[] =>
  listAt(record, key).filter(isRecord);

export const listAt = (record: JsonRecord | undefined, key: string): readonly JsonValue[] => {
  const value = record === undefined || !Object.hasOwn(record, key) ? undefined : record[key];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
};

export const textAt = (record: JsonRecord | undefined, key: string): string | undefined => {
  const value = record?.[key];
  return typeof value === "string" ? value : undefined;
};

export const numberAt = (record: JsonRecord | undefined, key: string): number | undefined => {
  const number = toNumber(record?.[key]);
  return Number.isNaN(number) ? undefined : number;
};

/** Whether a switch is on, as the loader reads it; `byDefault` where nothing is said. */
export const isOn = (record: JsonRecord | undefined, key: string, byDefault: boolean): boolean => {
  const value = record?.[key];
  if (value === undefined || value === null) return byDefault;
  return typeof value === "string" ? /^(?:true|yes|on|t|y|1)$/i.test(value) : Boolean(value);
};
