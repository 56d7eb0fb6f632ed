/* eval(x); child_process.exec(name); element.innerHTML = text */
export const examples = [
  "eval(x)",
  "require('child_process').exec(name)",
  "element.innerHTML = text",
  'const password = "hunter2hunter2"',
  "fetch('http://example.com')",
];
