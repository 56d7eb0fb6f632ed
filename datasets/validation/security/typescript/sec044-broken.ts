export const find = (users: any, name: string) => users.find({ $where: `this.name == '${name}'` });
