export const hello = (name: string) => console.log(`hello ${name}`);
