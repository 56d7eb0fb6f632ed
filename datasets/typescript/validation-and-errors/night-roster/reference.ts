export interface Duty {
  readonly nurse: string;
  readonly day: number;
  readonly night: boolean;
}

export function checkRoster(duties: readonly Duty[], days: number): readonly string[] {
  const names = new Map<string, string>();
  for (const { nurse, day, night } of duties) {
    const key = night ? `night ${day}` : `day ${day}`;
    if (day < 1 || day > days) throw new RangeError(`${key} is not in the roster`);
    if (names.has(key)) throw taken(key);
    names.set(key, nurse);
  }
  const wrong: string[] = [];
  for (let day = 1; day <= days; day += 1) {
    const byDay = names.get(`day ${day}`);
    const byNight = names.get(`night ${day}`);
    if (byDay === undefined) wrong.push(`day ${day}: nobody`);
    else {
      if (byDay === byNight) wrong.push(`day ${day}: ${byDay} twice`);
      if (byDay === names.get(`night ${day - 1}`)) wrong.push(`day ${day}: ${byDay} after night`);
    }
    if (byNight === undefined) wrong.push(`night ${day}: nobody`);
    else if ([1, 2].every((back) => names.get(`night ${day - back}`) === byNight)) {
      wrong.push(`night ${day}: ${byNight} third night`);
    }
  }
  return wrong.sort();
}

function taken(duty: string): Error {
  const error = new Error(`${duty} is taken`);
  error.name = "Taken";
  return error;
}
