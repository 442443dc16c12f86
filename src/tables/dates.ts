import type { DatePart } from './preparation';

/** Year, month and day as ISO 8601 writes them, or with slashes or dots between. */
const YEAR_FIRST =
  /^(?<year>\d{4})(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})(?:[T ](?<time>.+))?$/i;

/** Day, month and year with dots between, as in 24.12.2021: nobody writes the month first so. */
const DAY_FIRST = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?:[T ](?<time>.+))?$/i;

/** Hour and minute, perhaps with seconds, their fraction and a time zone. */
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})([.,]\d+)?)? ?(?:(Z|UTC)|([+-])(\d{2}):?(\d{2})?)?$/i;

/** Day and month, or month and day: nobody can tell. */
const AMBIGUOUS = /^\d{1,2}([/-])\d{1,2}\1(\d{4}|\d{2})(?:[T ].*)?$/;

const MINUTE = 60_000;

/**
 * Returns the moment of a date, with or without a time: milliseconds since 1970-01-01 in UTC, which is
 * meant where no time zone is given. NaN if it is no date, or not certainly one: 03/04/2021 may be in
 * March or in April.
 */
export function momentOf(text: string): number {
  const parts = (YEAR_FIRST.exec(text) ?? DAY_FIRST.exec(text))?.groups;
  if (parts === undefined) return NaN;
  const { year, month, day, time } = parts;
  return dayOf(Number(year), Number(month), Number(day)) + timeOf(time);
}

/** Whether a text is a date that may mean two days. */
export function isAmbiguousDate(text: string): boolean {
  return AMBIGUOUS.test(text);
}

/** The beginning of a day in milliseconds; NaN if the calendar has no such day. */
function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() : NaN;
}

/** The time since the beginning of the day in milliseconds; NaN if it is none. */
function timeOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const parts = TIME.exec(text);
  if (parts === null) return NaN;
  const [, hour, minute, second = '0', fraction = '', , sign, hours = '0', minutes = '0'] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN;
  const zone = (Number(hours) * 60 + Number(minutes)) * MINUTE * (sign === '-' ? -1 : 1);
  const seconds = Number(`${second}${fraction.replace(',', '.')}`);
  return (Number(hour) * 60 + Number(minute)) * MINUTE + Math.round(seconds * 1e6) / 1e3 - zone;
}

const DAY = 86_400_000;

/** Returns a part of a moment as a number: see `DatePart`. */
export function partOf(moment: number, part: DatePart): number {
  const date = new Date(moment);
  switch (part) {
    case 'day':
      return moment / DAY;
    case 'year':
      return date.getUTCFullYear();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day of month':
      return date.getUTCDate();
    case 'weekday':
      return ((date.getUTCDay() + 6) % 7) + 1;
    case 'hour':
      return date.getUTCHours();
  }
}
