import { formatMomentAs, momentAt } from "../values/moments.ts";
import type { Value } from "../values/value.ts";
import { indexOf, momentOf, textOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const part = (read: (date: Date) => number) =>
  takes((moment) => BigInt(read(new Date(momentOf(moment).milliseconds))));

const adding = (unit: number) =>
  takes((moment, amount) => momentAt(momentOf(moment).milliseconds + indexOf(amount) * unit));

/** Monday is 1, Sunday 7. */
const weekdayOf = (date: Date): number => ((date.getUTCDay() + 6) % 7) + 1;

const secondsBetween = (left: Value, right: Value): bigint =>
  BigInt(Math.trunc((momentOf(left).milliseconds - momentOf(right).milliseconds) / SECOND));

export const DATE_OPERATIONS: Operations = {
  dt_year: part((date) => date.getUTCFullYear()),
  dt_month: part((date) => date.getUTCMonth() + 1),
  dt_day: part((date) => date.getUTCDate()),
  dt_hour: part((date) => date.getUTCHours()),
  dt_minute: part((date) => date.getUTCMinutes()),
  dt_second: part((date) => date.getUTCSeconds()),
  dt_weekday: part(weekdayOf),
  dt_unix: part((date) => Math.floor(date.getTime() / SECOND)),
  dt_add_days: adding(DAY),
  dt_add_hours: adding(HOUR),
  dt_add_minutes: adding(MINUTE),
  dt_add_seconds: adding(SECOND),
  dt_diff: takes(secondsBetween),
  dt_format: takes((moment, format) => formatMomentAs(momentOf(moment), textOf(format))),
};
