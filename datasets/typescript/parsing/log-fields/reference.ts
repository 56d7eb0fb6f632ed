const FIELD = /([A-Za-z_]+)=(?:"((?:[^"\\]|\\["\\])*)"|([^ "]*))(?: +|$)/y;

export function logFields(line: string): Readonly<Record<string, string>> | undefined {
  const text = line.replace(/^ +| +$/g, "");
  const fields: Record<string, string> = {};
  FIELD.lastIndex = 0;
  for (let at = 0; at < text.length; at = FIELD.lastIndex) {
    const match = FIELD.exec(text);
    if (match === null) return undefined;
    const [, name = "", quoted, plain = ""] = match;
    fields[name] = quoted?.replace(/\\(.)/g, "$1") ?? plain;
  }
  return fields;
}
