const { exec } = require("child_process");

module.exports = (name) => exec("rm " + name);
