export const find = (users: any, name: string) => users.find({ name });
