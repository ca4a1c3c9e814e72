// Times and durations as words. Times are in the zone of the reader.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 14:02:30, with `decimals` 14:02:30.104 */
export function clock(moment, decimals = 0) {
  const date = new Date(Math.round(moment * 1000));
  const whole = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  if (!decimals) return whole;
  return `${whole}.${String(date.getMilliseconds()).padStart(3, "0").slice(0, decimals)}`;
}

/** 25 Nov */
export function day(moment) {
  const date = new Date(moment * 1000);
  return `${date.getDate()} ${MONTHS[date.getMonth()]}`;
}

/** The exact time, with its day where that is not the day of `reference`. */
export function exact(moment, reference) {
  const time = clock(moment, 3);
  return day(moment) === day(reference) ? time : `${day(moment)} ${time}`;
}

/** until 14:02, until tomorrow 14:02, until 25 Nov 14:02 */
export function until(moment, now) {
  const time = clock(moment).slice(0, 5);
  if (day(moment) === day(now)) return `until ${time}`;
  const tomorrow = new Date(now * 1000);
  tomorrow.setDate(tomorrow.getDate() + 1);
  const isTomorrow = day(moment) === day(tomorrow.getTime() / 1000);
  return `until ${isTomorrow ? "tomorrow" : day(moment)} ${time}`;
}

/** 0 s, 6.2 s, 4 m 04 s, 2 h 05 m, 3 d 04 h */
export function duration(seconds) {
  const tenths = Math.round(Math.max(seconds, 0) * 10);
  if (tenths < 600) return tenths === 0 ? "0 s" : `${(tenths / 10).toFixed(1)} s`;
  const whole = Math.round(tenths / 10);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${twoDigits(whole % 60)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} m`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
}

/** As `duration`, with milliseconds below one second. */
export function exactDuration(seconds) {
  return seconds < 0.9995 ? `${Math.round(Math.max(seconds, 0) * 1000)} ms` : duration(seconds);
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}
