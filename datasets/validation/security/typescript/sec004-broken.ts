export async function open(name: string): Promise<unknown> {
  require(name);
  return import(`./plugins/${name}.js`);
}
