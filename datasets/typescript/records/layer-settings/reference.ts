export type Section = Readonly<Record<string, string | null>>;

export function layerSettings(
  layers: readonly Readonly<Record<string, Section>>[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const settings: Record<string, Record<string, string>> = {};
  for (const layer of layers) {
    for (const [section, values] of Object.entries(layer)) {
      const known = (settings[section] ??= {});
      for (const [name, value] of Object.entries(values)) {
        if (value === null) delete known[name];
        else known[name] = value;
      }
    }
  }
  return Object.fromEntries(
    Object.entries(settings).filter(([, values]) => Object.keys(values).length > 0),
  );
}
