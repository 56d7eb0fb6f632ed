/** DateTimes: ISO texts, parts, and formats; always UTC. */

import { runtimeError } from "../raised.ts";
import { createMoment, type MomentValue } from "./value.ts";

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.](\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The instant that an ISO text names, or `undefined`. A text without a zone is UTC. */
export function parseMoment(text: string): MomentValue | undefined {
  const [matched, ...groups] = ISO.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const part = (index: number): number => Number(groups[index] ?? 0);
  const [year, month, day] = [part(0), part(1), part(2)];
  const milliseconds = Number((groups[6] ?? "").padEnd(3, "0").slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(part(3), part(4), part(5), milliseconds);
  // A day that the month does not have leads into another month.
  const isOfCalendar = date.getUTCMonth() === month - 1;
  if (!isOfCalendar || part(3) > 23 || part(4) > 59 || part(5) > 59) return undefined;
  return createMoment(date.getTime() - offsetOf(groups[7] ?? "Z"));
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** ISO text; milliseconds only where there are some. */
export const formatMoment = ({ milliseconds }: MomentValue): string =>
  new Date(milliseconds).toISOString().replace(".000Z", "Z");

/** The instant `milliseconds` after 1970. */
export function momentAt(milliseconds: number): MomentValue {
  if (Number.isNaN(new Date(milliseconds).getTime()))
    throw runtimeError("Cannot make a DateTime: it lies beyond the calendar");
  return createMoment(milliseconds);
}

const FORMAT_PARTS = /YYYY|MM|DD|HH|mm|ss/g;

/** `format` with `YYYY MM DD HH mm ss` filled in; all else stays. */
export function formatMomentAs({ milliseconds }: MomentValue, format: string): string {
  const date = new Date(milliseconds);
  const two = (part: number): string => String(part).padStart(2, "0");
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(date.getUTCFullYear()).padStart(4, "0"),
    MM: two(date.getUTCMonth() + 1),
    DD: two(date.getUTCDate()),
    HH: two(date.getUTCHours()),
    mm: two(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
  };
  return format.replace(FORMAT_PARTS, (part) => parts[part] ?? part);
}
