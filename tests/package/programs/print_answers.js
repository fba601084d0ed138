// Prints the answers, where there is a console to read.

import { answers } from "./answers.js";

console.log(JSON.stringify(answers()));
